package credence.drafting;

import credence.csv.CsvSurvey;
import credence.drafting.ColumnSummary.Kind;
import credence.engine.ColumnType;
import credence.engine.FileSchema;

/// How the values of a column are read for its summary.
///
/// @param column the column
/// @param kind what its type says of its values; texts may turn out to be dates or numbers
/// @param value the SQL expression of a value: a DOUBLE if it is a number, BOOLEAN or VARCHAR, NULL
///   if it is missing
/// @param isIntegral whether the values can be ids: texts, or integers
record ColumnReading(FileSchema.Column column, Kind kind, String value, boolean isIntegral) {
  /// Numbers with a point and no thousands separators.
  static final String NUMBER_PATTERN =
      "'\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*'";

  /// Dates, perhaps with a time.
  static final String DATE_PATTERN = "'[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?'";

  /// The reading of a column of a parquet file.
  static ColumnReading of(FileSchema.Column column) {
    String sql = column.sql();
    Kind kind = kind(column.type());
    return switch (kind) {
      case NUMBER -> {
        String exact =
            column.type() == ColumnType.WIDE_DECIMAL ? "CAST(" + sql + " AS VARCHAR)" : sql;
        yield new ColumnReading(
            column, kind, "CAST(" + exact + " AS DOUBLE)", column.type().isInteger());
      }
      case BOOLEAN -> new ColumnReading(column, kind, sql, false);
      case TEXT, DATE_TEXT, NUMBER_TEXT -> {
        String text =
            column.type() == ColumnType.BYTES
                ? "coalesce(TRY(decode(%1$s)), hex(%1$s))".formatted(sql)
                : "CAST(" + sql + " AS VARCHAR)";
        yield new ColumnReading(column, kind, text, true);
      }
      case DATE -> new ColumnReading(column, kind, "CAST(" + sql + " AS VARCHAR)", false);
      case NONE, OTHER ->
          new ColumnReading(
              column,
              kind,
              kind == Kind.NONE
                  ? "CAST(NULL AS VARCHAR)"
                  : "CASE WHEN " + sql + " IS NOT NULL THEN '' END",
              false);
    };
  }

  /// The reading of a column of a CSV file.
  ///
  /// @param cells what its cells look like
  static ColumnReading of(FileSchema.Column column, CsvSurvey.Column cells) {
    String value = "nullif(trim(" + column.sql() + ", ' ' || chr(9)), '')";
    return switch (cells.type()) {
      case NUMBER ->
          new ColumnReading(
              column,
              Kind.NUMBER,
              "CAST(replace(" + value + ", ',', '.') AS DOUBLE)",
              cells.isIntegral());
      case BOOLEAN ->
          new ColumnReading(column, Kind.BOOLEAN, "CAST(lower(" + value + ") AS BOOLEAN)", false);
      case DATE -> new ColumnReading(column, Kind.DATE, value, false);
      case TEXT, OUTCOME -> new ColumnReading(column, Kind.TEXT, column.sql(), true);
    };
  }

  /// The SQL expression of a value as DOUBLE, NULL if it is missing or not a number.
  ///
  /// @param read the name of the value
  String number(String read) {
    return switch (kind) {
      case NUMBER -> "CASE WHEN NOT isnan(%1$s) THEN %1$s END".formatted(read);
      case BOOLEAN -> "CAST(CAST(" + read + " AS INTEGER) AS DOUBLE)";
      case TEXT, DATE, DATE_TEXT, NUMBER_TEXT, NONE, OTHER -> "CAST(NULL AS DOUBLE)";
    };
  }

  /// The SQL expression of a value as text, NULL if it is missing.
  ///
  /// @param read the name of the value
  /// @param number the name of its number
  String text(String read, String number) {
    return switch (kind) {
      case NUMBER -> levelText(number);
      case BOOLEAN -> "CAST(" + read + " AS VARCHAR)";
      case TEXT, DATE, DATE_TEXT, NUMBER_TEXT, NONE, OTHER -> read;
    };
  }

  private static Kind kind(ColumnType type) {
    if (type.isNumber()) {
      return Kind.NUMBER;
    }
    if (type.isDate()) {
      return Kind.DATE;
    }
    return switch (type) {
      case BOOLEAN -> Kind.BOOLEAN;
      case TEXT, BYTES -> Kind.TEXT;
      case NONE -> Kind.NONE;
      default -> Kind.OTHER;
    };
  }

  /// A number as the text of its level ([credence.model.ValueRule#level(double)]).
  private static String levelText(String number) {
    return """
    CASE WHEN %1$s = trunc(%1$s) AND abs(%1$s) < 9007199254740992
      THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END"""
        .formatted(number);
  }
}
