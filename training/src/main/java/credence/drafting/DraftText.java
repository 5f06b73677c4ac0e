package credence.drafting;

import credence.csv.CsvSurvey;
import credence.model.ModelSpec.CsvFormat;
import credence.wording.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The text of a draft: a spec in YAML with comments.
///
/// @param file the file from which it was drafted
/// @param survey what its cells look like; null if it is not CSV
/// @param outcome the outcome
/// @param id the column that names the customer; empty if there is none
/// @param columns all other columns, in file order
record DraftText(
    Path file,
    @Nullable CsvSurvey survey,
    OutcomeChoice outcome,
    Optional<ColumnSummary> id,
    List<DraftColumn> columns) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*|[1-9]\\d{0,8}|0");
  private static final Set<String> YAML_WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan");
  private static final double HALF = 0.5;

  DraftText {
    columns = List.copyOf(columns);
  }

  private long rows() {
    return outcome.column().rows();
  }

  /// The spec.
  @Override
  public String toString() {
    StringBuilder yaml = new StringBuilder();
    line(
        yaml,
        "# Drafted by credence init from %s: %s, %s. Check the lines with CHECK."
            .formatted(
                String.valueOf(file.getFileName()).replaceAll("\\p{C}", "?"),
                Figures.count(rows(), "row", "rows"),
                Figures.count(columns.size() + 1L + id.stream().count(), "column", "columns")));
    line(yaml, "");
    writeId(yaml);
    line(yaml, "");
    writeTarget(yaml);
    line(yaml, "");
    writeFeatures(yaml);
    writeExcluded(yaml);
    writeDate(yaml);
    if (survey != null) {
      writeCsv(yaml, survey);
    }
    line(yaml, "");
    line(
        yaml,
        "# 25 % of the "
            + (id.isPresent() ? "customers" : "rows")
            + " are held out. Other splits, gates,");
    line(yaml, "# groups and the cutoff are described in docs/model-spec.md.");
    line(
        yaml,
        "split: {method: " + (id.isPresent() ? "by-id" : "by-row") + ", share: 0.25, seed: 1}");
    return yaml.toString();
  }

  private void writeId(StringBuilder yaml) {
    if (id.isEmpty()) {
      line(
          yaml,
          "# CHECK no column names the customer, so each row is treated as a different one. If a");
      line(yaml, "# column does, add it here: id: NAME");
      return;
    }
    ColumnSummary column = id.get();
    line(
        yaml,
        column.isNearlyUnique() || column.distinct() >= 0.9 * rows()
            ? "# CHECK names the customer; nearly every row has another one"
            : "# CHECK names the customer; about "
                + Figures.count(column.distinct())
                + " different ones, so some appear more than once");
    line(yaml, "id: " + quoted(column.name()));
  }

  private void writeTarget(StringBuilder yaml) {
    String rate =
        Figures.percent(outcome.rate())
            + " of the rows"
            + (outcome.column().missing() > 0
                ? " with an outcome; "
                    + Figures.percent((double) outcome.column().missing() / rows())
                    + " have none"
                : "");
    line(yaml, "target:");
    line(yaml, "  column: " + quoted(outcome.column().name()));
    if (outcome.target().values() == null) {
      line(yaml, "  # CHECK %s means default, in %s".formatted(outcome.defaults().text(), rate));
      if (outcome.rate() > HALF) {
        line(
            yaml,
            "  # CHECK more than half are defaults; if %1$s means good, add default: [%2$s], good: [%1$s]"
                .formatted(quoted(outcome.defaults().text()), other()));
      }
    } else {
      line(
          yaml,
          "  # CHECK %s is default, in %s"
              .formatted(
                  outcome.assumed() ? "the rarer value" : quoted(outcome.defaults().text()), rate));
      line(yaml, "  default: [" + quoted(outcome.defaults().text()) + "]");
      line(yaml, "  good: [" + other() + "]");
    }
    line(yaml, "  missing: drop # rows without an outcome are not used");
  }

  /// The value of the outcome that does not mean default.
  private String other() {
    return outcome.column().levels().stream()
        .filter(level -> !level.equals(outcome.defaults()))
        .map(level -> quoted(level.text()))
        .collect(Collectors.joining(", "));
  }

  private void writeFeatures(StringBuilder yaml) {
    line(yaml, "features:");
    for (DraftColumn column : columns) {
      if (column.isFeature()) {
        column.comments().forEach(comment -> line(yaml, "  # " + comment));
        line(yaml, "  " + quoted(column.column().name()) + ": " + column.yaml());
      }
    }
  }

  private void writeExcluded(StringBuilder yaml) {
    List<DraftColumn> excluded = columns.stream().filter(column -> !column.isFeature()).toList();
    if (!excluded.isEmpty()) {
      line(yaml, "");
      line(yaml, "# Left out:");
      excluded.forEach(
          column ->
              line(yaml, "#   " + quoted(column.column().name()) + ": " + column.exclusion()));
    }
  }

  private void writeDate(StringBuilder yaml) {
    List<ColumnSummary> dates =
        columns.stream()
            .map(DraftColumn::column)
            .filter(column -> column.kind() == ColumnSummary.Kind.DATE)
            .toList();
    if (dates.isEmpty()) {
      return;
    }
    line(yaml, "");
    @Nullable ColumnSummary date = applicationDate(dates);
    if (date == null) {
      line(
          yaml,
          "# CHECK if one of the dates is that of the application, add: application-date: NAME");
    } else {
      line(
          yaml,
          "# CHECK the date of the application; scores of the newest customers are compared with");
      line(yaml, "# those of earlier ones");
      line(yaml, "application-date: " + quoted(date.name()));
    }
  }

  private static void writeCsv(StringBuilder yaml, CsvSurvey survey) {
    CsvFormat format = survey.format();
    List<String> parts = new ArrayList<>();
    if (format.delimiter() != null) {
      parts.add("delimiter: " + lowered(format.delimiter()));
    }
    if (format.decimal() != null) {
      parts.add("decimal: " + lowered(format.decimal()));
    }
    if (!format.missing().isEmpty()) {
      parts.add(
          format.missing().stream()
              .map(DraftText::quoted)
              .collect(Collectors.joining(", ", "missing: [", "]")));
    }
    line(yaml, "");
    if (!survey.isDecimalCertain()) {
      line(
          yaml,
          "# CHECK the decimal separator: each in this file's numbers could also separate thousands");
    }
    if (!format.missing().isEmpty()) {
      line(yaml, "# CHECK the texts that mean a missing value, in every column");
    }
    line(yaml, "csv: {" + String.join(", ", parts) + "}");
  }

  private static String lowered(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable ColumnSummary applicationDate(List<ColumnSummary> dates) {
    List<ColumnSummary> named =
        dates.stream().filter(date -> NameTokens.of(date.name()).isApplicationDate()).toList();
    return named.size() == 1 ? named.getFirst() : dates.size() == 1 ? dates.getFirst() : null;
  }

  /// A name or value as YAML, in quotes if it would otherwise be read differently.
  static String quoted(String text) {
    return PLAIN.matcher(text).matches() && !YAML_WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : JsonMapper.shared()
            .writeValueAsString(text)
            .replaceAll("[\\u007f-\\u009f\\u2028\\u2029]", "?");
  }

  private static void line(StringBuilder yaml, String line) {
    yaml.append(line).append('\n');
  }
}
