package credence.drafting;

import credence.drafting.ColumnSummary.Kind;
import credence.drafting.ColumnSummary.Level;
import credence.drafting.ColumnSummary.Numbers;
import credence.engine.FileSchema;
import credence.engine.ParquetEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Summarises the columns of a file, by statements of the engine. Used once.
final class FileSummary {
  /// The number of columns that one statement summarises.
  private static final int COLUMNS_AT_ONCE = 100;

  /// The steps, each of which reads the file.
  private static final double STEPS = 3;

  /// An estimate of at most [ColumnSummary#LEVELS_MAX] different values may be that many too low.
  private static final double ESTIMATE_FACTOR = 1.5;

  private static final int CODES_MAX = 10;

  /// Numbers such as 99, 998 and 9999, which often mean that a value is missing.
  private static final Pattern HIGH_CODE = Pattern.compile("9+[6-9]");

  /// How far below a high code the other values end, as a share of it.
  private static final double HIGH_CODE_GAP = 0.7;

  private static final Comparator<Level> BY_NUMBER =
      Comparator.comparingDouble(level -> number(level.text()));

  private static final Comparator<Level> BY_TEXT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.text().getBytes(StandardCharsets.UTF_8), b.text().getBytes(StandardCharsets.UTF_8));

  private final ParquetEngine engine;
  private final Path file;
  private final FileSchema schema;
  private final List<ColumnReading> readings;
  private final DoublePredicate progress;
  private boolean isCancelled;

  /// @param readings how the columns are read, in file order
  /// @param progress receives the share that is done, and decides whether to go on
  FileSummary(
      ParquetEngine engine,
      Path file,
      FileSchema schema,
      List<ColumnReading> readings,
      DoublePredicate progress) {
    this.engine = engine;
    this.file = file;
    this.schema = schema;
    this.readings = readings;
    this.progress = progress;
  }

  /// The summaries of all columns, in file order; null if cancelled.
  @Nullable List<ColumnSummary> columns() throws SQLException {
    List<Counts> counts = inParts(readings, this::counts, 0);
    List<Values> listed = new ArrayList<>();
    List<Values> uncertain = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      for (Values values : Values.of(readings.get(i), counts.get(i))) {
        (values.set() == Values.Set.ALL ? listed : uncertain).add(values);
      }
    }
    listed.addAll(inParts(uncertain, this::few, 1));
    Map<Values, List<Level>> levels = new HashMap<>();
    inParts(listed, this::levels, 2).forEach(entry -> levels.put(entry.getKey(), entry.getValue()));
    return isCancelled
        ? null
        : IntStream.range(0, readings.size())
            .mapToObj(i -> summary(readings.get(i), counts.get(i), levels))
            .toList();
  }

  /// A statement on some columns.
  private interface Part<T, R> {
    List<R> of(List<T> asked) throws SQLException;
  }

  /// Runs a statement on a number of columns at a time, because each reads the file again.
  ///
  /// @param step the index of the step
  private <T, R> List<R> inParts(List<T> asked, Part<T, R> part, int step) throws SQLException {
    List<R> results = new ArrayList<>();
    for (int from = 0; from < asked.size() && !isCancelled; from += COLUMNS_AT_ONCE) {
      isCancelled = !progress.test((step + (double) from / asked.size()) / STEPS);
      if (!isCancelled) {
        int to = Math.min(asked.size(), from + COLUMNS_AT_ONCE);
        results.addAll(part.of(asked.subList(from, to)));
      }
    }
    return results;
  }

  /// What one pass over a column counts.
  private record Counts(
      long present, long distinct, long numberTexts, long dateTexts, Numbers numbers) {}

  private List<Counts> counts(List<ColumnReading> part) throws SQLException {
    String aggregates =
        each(
            part,
            (reading, i) ->
                """
                count(t%1$s), approx_count_distinct(t%1$s), %2$s, %3$s,
                  min(n%1$s), max(n%1$s), count_if(n%1$s <> trunc(n%1$s)), count_if(isinf(n%1$s))"""
                    .formatted(
                        String.valueOf(i),
                        texts(reading, i, ColumnReading.NUMBER_PATTERN),
                        texts(reading, i, ColumnReading.DATE_PATTERN)));
    List<Counts> counts = new ArrayList<>();
    try (PreparedStatement statement = select(aggregates, part);
        ResultSet found = statement.executeQuery()) {
      found.next();
      int at = 1;
      for (ColumnReading reading : part) {
        long present = found.getLong(at);
        double low = found.getDouble(at + 4);
        boolean numbers = !found.wasNull() && reading.kind() == Kind.NUMBER;
        counts.add(
            new Counts(
                present,
                found.getLong(at + 1),
                found.getLong(at + 2),
                found.getLong(at + 3),
                numbers
                    ? new Numbers(
                        low,
                        found.getDouble(at + 5),
                        found.getLong(at + 6) == 0,
                        found.getLong(at + 7))
                    : Numbers.NONE));
        at += 8;
      }
    }
    return counts;
  }

  /// The number of texts of a column that match a pattern.
  private static String texts(ColumnReading reading, int index, String pattern) {
    return reading.kind() == Kind.TEXT
        ? "count_if(regexp_full_match(t" + index + ", " + pattern + "))"
        : "0";
  }

  private PreparedStatement select(String selected, List<ColumnReading> part) throws SQLException {
    return engine.prepare(sql(selected, part), file);
  }

  /// A query of the values of some columns, those of the column with index i as the text `ti` and
  /// the number `ni`.
  private String sql(String selected, List<ColumnReading> part) {
    String values = each(part, (reading, i) -> reading.value() + " AS v" + i);
    String numbers =
        each(part, (reading, i) -> "v" + i + ", " + reading.number("v" + i) + " AS n" + i);
    String texts =
        each(part, (reading, i) -> "n" + i + ", " + reading.text("v" + i, "n" + i) + " AS t" + i);
    return "SELECT %s FROM (SELECT %s FROM (SELECT %s FROM (SELECT %s FROM %s)))"
        .formatted(selected, texts, numbers, values, schema.fromFile());
  }

  /// Expressions, one for each of some columns or values.
  ///
  /// @param expression the expression of one and its index
  private static <T> String each(List<T> part, BiFunction<T, Integer, String> expression) {
    return IntStream.range(0, part.size())
        .mapToObj(i -> expression.apply(part.get(i), i))
        .collect(Collectors.joining(", "));
  }

  private ColumnSummary summary(
      ColumnReading reading, Counts counts, Map<Values, List<Level>> listed) {
    List<Level> levels = listed.getOrDefault(Values.all(reading), List.of());
    List<Level> codes = new ArrayList<>();
    for (Values values : Values.of(reading, counts)) {
      codes.addAll(values.codes(listed.getOrDefault(values, List.of())));
    }
    return new ColumnSummary(
        reading.column().name(),
        kind(reading, counts),
        reading.isIntegral(),
        schema.rows(),
        counts.present(),
        levels.isEmpty() ? estimated(counts) : levels.size(),
        counts.numbers(),
        levels,
        codes);
  }

  /// The estimated number of different values, not above what the rows and the range of integers
  /// allow.
  private static long estimated(Counts counts) {
    if (counts.present() == 0) {
      return 0;
    }
    Numbers numbers = counts.numbers();
    double range = numbers.high() - numbers.low();
    long possible =
        numbers.integers() && range < (double) counts.present()
            ? (long) range + 1
            : counts.present();
    return Math.max(Math.min(counts.distinct(), possible), ColumnSummary.LEVELS_MAX + 1);
  }

  private static Kind kind(ColumnReading reading, Counts counts) {
    if (counts.present() == 0) {
      return Kind.NONE;
    }
    if (reading.kind() == Kind.TEXT && counts.dateTexts() == counts.present()) {
      return Kind.DATE_TEXT;
    }
    return reading.kind() == Kind.TEXT && counts.numberTexts() == counts.present()
        ? Kind.NUMBER_TEXT
        : reading.kind();
  }

  /// Values of a column that are listed if they are few.
  ///
  /// @param set which ones
  /// @param condition the SQL condition of their numbers, after the number; empty for all values
  /// @param max the maximum number of different ones
  private record Values(ColumnReading reading, Set set, String condition, int max) {
    enum Set {
      ALL,
      NEGATIVE,
      HIGH
    }

    static Values all(ColumnReading reading) {
      return new Values(reading, Set.ALL, "", ColumnSummary.LEVELS_MAX);
    }

    /// The codes among them: a few negative integers among other numbers, or numbers such as 999
    /// far above all others.
    ///
    /// @param levels the different values
    List<Level> codes(List<Level> levels) {
      return switch (set) {
        case ALL -> List.of();
        case NEGATIVE -> levels.stream().filter(level -> level.text().matches("-\\d+")).toList();
        case HIGH ->
            levels.stream().allMatch(level -> HIGH_CODE.matcher(level.text()).matches())
                ? levels
                : List.of();
      };
    }

    /// The SQL expression of a value as text, NULL for other values.
    ///
    /// @param index the index of the column in the statement
    String sql(int index) {
      String at = String.valueOf(index);
      return condition.isEmpty()
          ? "t" + at
          : "CASE WHEN n" + at + condition + " THEN t" + at + " END";
    }

    /// Those of a column.
    static List<Values> of(ColumnReading reading, Counts counts) {
      List<Values> listed = new ArrayList<>();
      if (counts.distinct() <= ESTIMATE_FACTOR * ColumnSummary.LEVELS_MAX
          && reading.kind() != Kind.OTHER) {
        listed.add(all(reading));
      }
      Numbers numbers = counts.numbers();
      if (numbers.low() < 0 && numbers.high() > 0 && numbers.infinite() == 0) {
        listed.add(new Values(reading, Set.NEGATIVE, " < 0", CODES_MAX));
      }
      long last = (long) numbers.high();
      if (numbers.high() == last && HIGH_CODE.matcher(String.valueOf(last)).matches()) {
        listed.add(new Values(reading, Set.HIGH, " > " + HIGH_CODE_GAP * last, CODES_MAX));
      }
      return listed;
    }
  }

  /// Those of some values that are few by an estimate.
  private List<Values> few(List<Values> part) throws SQLException {
    String estimates = each(part, (values, i) -> "approx_count_distinct(" + values.sql(i) + ")");
    List<Values> few = new ArrayList<>();
    try (PreparedStatement statement = select(estimates, readings(part));
        ResultSet found = statement.executeQuery()) {
      found.next();
      for (int i = 0; i < part.size(); i++) {
        if (found.getLong(i + 1) <= ESTIMATE_FACTOR * part.get(i).max()) {
          few.add(part.get(i));
        }
      }
    }
    return few;
  }

  /// The different values with the number of their rows, in the order of their numbers or texts;
  /// none if there are more than the maximum. They are grouped together, by one table that may
  /// spill: a histogram of each column would keep memory for every row.
  private List<Map.Entry<Values, List<Level>>> levels(List<Values> part) throws SQLException {
    String listed =
        "unnest([%s]) AS v, unnest(range(%s)) AS i"
            .formatted(each(part, Values::sql), String.valueOf(part.size()));
    List<List<Level>> levels =
        part.stream().map(_ -> (List<Level>) new ArrayList<Level>()).toList();
    try (PreparedStatement statement =
            engine.prepare(
                "SELECT i, v, count(*) FROM (%s) WHERE v IS NOT NULL GROUP BY i, v"
                    .formatted(sql(listed, readings(part))),
                file);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        levels.get(found.getInt(1)).add(new Level(found.getString(2), found.getLong(3)));
      }
    }
    List<Map.Entry<Values, List<Level>>> entries = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      Values values = part.get(i);
      List<Level> found = levels.get(i);
      found.sort(values.reading().kind() == Kind.NUMBER ? BY_NUMBER : BY_TEXT);
      entries.add(Map.entry(values, found.size() > values.max() ? List.of() : found));
    }
    return entries;
  }

  private static List<ColumnReading> readings(List<Values> part) {
    return part.stream().map(Values::reading).toList();
  }

  /// A number that the engine has written.
  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
