package credence.drafting;

import credence.drafting.ColumnSummary.Kind;
import credence.drafting.ColumnSummary.Level;
import credence.drafting.ColumnSummary.Numbers;
import credence.engine.FileSchema;
import credence.engine.ParquetEngine;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Summarises the columns of a file, by statements of the engine. Used once.
final class FileSummary {
  /// The number of columns that one statement summarises.
  private static final int COLUMNS_AT_ONCE = 100;

  /// An estimate of at most [ColumnSummary#LEVELS_MAX] different values may be that many too low.
  private static final double ESTIMATE_FACTOR = 1.5;

  private static final int CODES_MAX = 10;

  /// Numbers such as 99, 998 and 9999, which often mean that a value is missing.
  private static final Pattern HIGH_CODE = Pattern.compile("9+[6-9]");

  /// How far below a high code the other values end, as a share of it.
  private static final double HIGH_CODE_GAP = 0.7;

  private final ParquetEngine engine;
  private final Path file;
  private final FileSchema schema;
  private final List<ColumnReading> readings;
  private final DoublePredicate progress;

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
    List<Counts> counts = new ArrayList<>();
    for (int from = 0; from < readings.size(); from += COLUMNS_AT_ONCE) {
      if (!progress.test(0.5 * from / readings.size())) {
        return null;
      }
      counts.addAll(
          counts(readings.subList(from, Math.min(readings.size(), from + COLUMNS_AT_ONCE))));
    }
    List<ColumnSummary> columns = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      if (!progress.test(0.5 + 0.5 * i / readings.size())) {
        return null;
      }
      columns.add(summary(readings.get(i), counts.get(i)));
    }
    return columns;
  }

  /// What one pass over a column counts.
  private record Counts(
      long present, long distinct, long numberTexts, long dateTexts, Numbers numbers) {}

  private List<Counts> counts(List<ColumnReading> readings) throws SQLException {
    String aggregates =
        readings.stream()
            .map(
                reading ->
                    """
                    count(%1$s), approx_count_distinct(%1$s),
                      count_if(regexp_full_match(%1$s, %3$s)), count_if(regexp_full_match(%1$s, %4$s)),
                      min(%2$s), max(%2$s), count_if(%2$s <> trunc(%2$s)), count_if(isinf(%2$s))"""
                        .formatted(
                            reading.text(),
                            reading.number(),
                            ColumnReading.NUMBER_PATTERN,
                            ColumnReading.DATE_PATTERN))
            .collect(Collectors.joining(", "));
    List<Counts> counts = new ArrayList<>();
    try (PreparedStatement statement =
            engine.prepare("SELECT " + aggregates + " FROM " + schema.fromFile(), file);
        ResultSet found = statement.executeQuery()) {
      found.next();
      int at = 1;
      for (ColumnReading reading : readings) {
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

  private ColumnSummary summary(ColumnReading reading, Counts counts) throws SQLException {
    List<Level> levels =
        counts.distinct() <= ESTIMATE_FACTOR * ColumnSummary.LEVELS_MAX
                && reading.kind() != Kind.OTHER
            ? levels(reading, "true", ColumnSummary.LEVELS_MAX)
            : List.of();
    return new ColumnSummary(
        reading.column().name(),
        kind(reading, counts),
        reading.isIntegral(),
        schema.rows(),
        counts.present(),
        levels.isEmpty()
            ? Math.max(counts.distinct(), counts.present() == 0 ? 0 : ColumnSummary.LEVELS_MAX + 1)
            : levels.size(),
        counts.numbers(),
        levels,
        codes(reading, counts));
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

  /// The different values that satisfy a condition, in the order of their numbers or texts; empty
  /// if there are more than a maximum.
  private List<Level> levels(ColumnReading reading, String condition, int max) throws SQLException {
    String sql =
        """
        SELECT v, count(*) FROM (SELECT %1$s AS v, %2$s AS n FROM %3$s)
        WHERE v IS NOT NULL AND (%4$s) GROUP BY v, n ORDER BY n, v LIMIT %5$s"""
            .formatted(
                reading.text(),
                reading.number(),
                schema.fromFile(),
                condition,
                String.valueOf(max + 1));
    List<Level> levels = new ArrayList<>();
    try (PreparedStatement statement = engine.prepare(sql, file);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        levels.add(new Level(found.getString(1), found.getLong(2)));
      }
    }
    return levels.size() > max ? List.of() : levels;
  }

  /// The numbers that may be codes: a few negative integers among other numbers, or a number such
  /// as 999 far above all others.
  private List<Level> codes(ColumnReading reading, Counts counts) throws SQLException {
    Numbers numbers = counts.numbers();
    List<Level> codes = new ArrayList<>();
    if (numbers.low() < 0 && numbers.high() > 0 && numbers.infinite() == 0) {
      codes.addAll(levels(reading, "n < 0", CODES_MAX));
      codes.removeIf(level -> !level.text().matches("-\\d+"));
    }
    String high = Double.isNaN(numbers.high()) ? "" : String.valueOf((long) numbers.high());
    if (numbers.high() == (long) numbers.high() && HIGH_CODE.matcher(high).matches()) {
      long last = (long) numbers.high();
      List<Level> top = levels(reading, "n > " + HIGH_CODE_GAP * last, CODES_MAX);
      if (!top.isEmpty()
          && top.stream().allMatch(level -> HIGH_CODE.matcher(level.text()).matches())) {
        codes.addAll(top);
      }
    }
    return codes;
  }
}
