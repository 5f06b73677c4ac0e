package credence.dataset;

import credence.csv.CsvContents;
import credence.csv.CsvContents.Content;
import credence.engine.ColumnType;
import credence.engine.FileSchema;
import credence.model.Finding.Conversion;
import credence.model.Result;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.jspecify.annotations.Nullable;

/// How a required column is read from one file.
///
/// Every value is read as one of four types: a DOUBLE (or a DECIMAL of many digits, converted
/// individually because the engine's conversion is not correctly rounded), a string, a BIGINT for
/// integer ids, or microseconds since 1970 for dates.
///
/// @param wanted the column
/// @param type the type of the file's column
/// @param expression the SQL expression that reads it
/// @param conversion the conversion; null if there is none
/// @param cells what is known of the column's cells; null if the file is not CSV
record ColumnRead(
    WantedColumn wanted,
    ColumnType type,
    String expression,
    @Nullable Conversion conversion,
    CsvContents.@Nullable Column cells) {

  /// Plans the reading of a required column.
  ///
  /// @param place the column's location, for errors
  /// @return rejected if the column is of the wrong type
  static Result<ColumnRead> plan(WantedColumn wanted, FileSchema.Column column, String place) {
    ColumnType type = column.type();
    String expression = expression(wanted.use(), type, column.sql());
    return expression == null
        ? Result.rejected(
            place,
            "expected %s, but the column contains %s%s"
                .formatted(expected(wanted.use()), type.words(), advice(wanted.use(), type)))
        : Result.of(
            new ColumnRead(
                wanted,
                type,
                expression,
                conversion(wanted.use(), type, column.cells()),
                column.cells()));
  }

  /// Reads a column that a file does not have: every value is missing.
  static ColumnRead absent(WantedColumn wanted) {
    return new ColumnRead(wanted, ColumnType.NONE, none(wanted.use()), null, null);
  }

  /// Reads the key of a row without an id: the texts of its features, in the order of their names.
  /// Values that are read alike have the same text, however the file stores them.
  ///
  /// @param features how the features are read, at least one
  static ColumnRead row(List<ColumnRead> features) {
    String texts =
        features.stream()
            .sorted(Comparator.comparing((ColumnRead read) -> read.wanted().name()))
            .map(read -> "coalesce(" + read.keyText() + ", chr(1)), chr(31)")
            .collect(Collectors.joining(", "));
    return new ColumnRead(
        new WantedColumn("", WantedColumn.Use.ROW),
        ColumnType.TEXT,
        "concat(" + texts + ")",
        null,
        null);
  }

  /// The value as text; integers without a fraction, NaN as NULL.
  private String keyText() {
    return engineType() == DuckDBColumnType.DOUBLE
        ? """
        CASE WHEN isnan(%1$s) THEN NULL
          WHEN %1$s = trunc(%1$s) AND abs(%1$s) < 9007199254740992
          THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END"""
            .formatted(expression)
        : escaped(expression);
  }

  /// A text without the characters that separate the values of a key and mark a missing one: they
  /// are written as two others, so that different rows have different keys.
  private static String escaped(String text) {
    return "replace(replace(replace("
        + text
        + ", chr(27), chr(27) || 'e'), chr(31), chr(27) || 's'), chr(1), chr(27) || 'm')";
  }

  /// The result type of the expression.
  DuckDBColumnType engineType() {
    return switch (wanted.use()) {
      case ID, INDEX -> type.fitsLong() ? DuckDBColumnType.BIGINT : DuckDBColumnType.VARCHAR;
      case CATEGORY, LISTED_TARGET ->
          type.isNumber() ? DuckDBColumnType.DOUBLE : DuckDBColumnType.VARCHAR;
      case ROW, LITERAL_CATEGORY, GROUP -> DuckDBColumnType.VARCHAR;
      case DATE -> DuckDBColumnType.BIGINT;
      case NUMBER, BOOLEAN, TARGET -> DuckDBColumnType.DOUBLE;
    };
  }

  private static @Nullable String expression(WantedColumn.Use use, ColumnType type, String sql) {
    if (type == ColumnType.NONE) {
      return none(use);
    }
    if (type == ColumnType.CELL) {
      return cell(use, sql);
    }
    return switch (use) {
      case NUMBER, BOOLEAN, TARGET ->
          type.isNumber() || type == ColumnType.BOOLEAN ? number(type, sql) : null;
      case ID ->
          type.isInteger() || type == ColumnType.TEXT || type == ColumnType.BYTES
              ? key(type, sql)
              : null;
      case CATEGORY, LISTED_TARGET -> type.isNumber() ? number(type, sql) : level(type, sql);
      case LITERAL_CATEGORY -> type.isInteger() ? text(type, sql) : level(type, sql);
      case GROUP -> type == ColumnType.OTHER ? null : text(type, sql);
      case INDEX -> type == ColumnType.OTHER ? null : key(type, sql);
      case DATE -> type.isDate() ? micros(type, sql) : null;
      case ROW -> throw new IllegalArgumentException("not a column");
    };
  }

  /// A valid cell of a CSV file, in which a comma is a decimal comma. Blanks around a value that is
  /// not text do not count.
  private static String cell(WantedColumn.Use use, String sql) {
    String value = "nullif(trim(" + sql + ", ' ' || chr(9)), '')";
    String number = "CAST(replace(" + value + ", ',', '.') AS DOUBLE)";
    return switch (use) {
      case NUMBER, BOOLEAN, TARGET ->
          "CASE lower(%s) WHEN 'true' THEN 1.0 WHEN 'false' THEN 0.0 ELSE %s END"
              .formatted(value, number);
      case ID, CATEGORY, LITERAL_CATEGORY, LISTED_TARGET, GROUP, INDEX -> sql;
      case ROW -> throw new IllegalArgumentException("not a column");
      case DATE -> "epoch_us(CAST(" + value + " AS TIMESTAMPTZ))";
    };
  }

  /// A missing value.
  private static String none(WantedColumn.Use use) {
    return switch (use) {
      case NUMBER, BOOLEAN, TARGET -> "CAST(NULL AS DOUBLE)";
      case ID, ROW, CATEGORY, LITERAL_CATEGORY, LISTED_TARGET, GROUP, INDEX ->
          "CAST(NULL AS VARCHAR)";
      case DATE -> "CAST(NULL AS BIGINT)";
    };
  }

  /// The value as a double. The engine's conversion of decimals with many digits is not correctly
  /// rounded, that of strings is.
  private static String number(ColumnType type, String sql) {
    String exact = type == ColumnType.WIDE_DECIMAL ? "CAST(" + sql + " AS VARCHAR)" : sql;
    return "CAST(" + exact + " AS DOUBLE)";
  }

  /// The value as a level if it is a string or a boolean; otherwise null.
  private static @Nullable String level(ColumnType type, String sql) {
    return switch (type) {
      case TEXT, BYTES, BOOLEAN -> text(type, sql);
      default -> null;
    };
  }

  /// The value as microseconds since 1970. Nanoseconds are rounded down: the engine's conversion
  /// may round up, to the next day.
  private static String micros(ColumnType type, String sql) {
    return type.isNanos()
        ? "epoch_ns(%1$s) // 1000 - CAST(epoch_ns(%1$s) %% 1000 < 0 AS BIGINT)".formatted(sql)
        : "epoch_us(CAST(" + sql + " AS TIMESTAMP))";
  }

  /// The value as a string; bytes that are not UTF-8 are in hexadecimal.
  static String text(ColumnType type, String sql) {
    return type == ColumnType.BYTES
        ? "coalesce(TRY(decode(%1$s)), hex(%1$s))".formatted(sql)
        : "CAST(" + sql + " AS VARCHAR)";
  }

  /// The value as a key: an integer if it fits into a `long`, otherwise a string.
  private static String key(ColumnType type, String sql) {
    return type.fitsLong() ? "CAST(" + sql + " AS BIGINT)" : text(type, sql);
  }

  private static String expected(WantedColumn.Use use) {
    return switch (use) {
      case NUMBER -> "numbers";
      case BOOLEAN -> "true and false";
      case TARGET -> "true and false, or 1 and 0";
      case LISTED_TARGET -> "outcomes as strings, numbers or booleans";
      case ID -> "ids as strings or integers";
      case ROW -> "features";
      case CATEGORY -> "levels as strings, numbers or booleans";
      case LITERAL_CATEGORY -> "levels as strings";
      case GROUP -> "groups as strings, numbers, dates or booleans";
      case DATE -> "dates or timestamps";
      case INDEX -> "an index";
    };
  }

  private static String advice(WantedColumn.Use use, ColumnType type) {
    boolean text = type == ColumnType.TEXT || type == ColumnType.BYTES;
    return switch (use) {
      case NUMBER ->
          text
              ? "; if the strings are numbers, store them as numbers, otherwise make the feature a category"
              : "";
      case BOOLEAN -> text ? "; make the feature a category, or store it as BOOLEAN" : "";
      case LITERAL_CATEGORY ->
          type.isNumber() ? "; make the feature a number, or store the levels as strings" : "";
      case ID -> type == ColumnType.REAL ? "; store them as integers or strings" : "";
      case TARGET ->
          text ? ": list in the target of the spec which mean default and which mean good" : "";
      case ROW, CATEGORY, LISTED_TARGET, GROUP, DATE, INDEX -> "";
    };
  }

  private static @Nullable Conversion conversion(
      WantedColumn.Use use, ColumnType type, CsvContents.@Nullable Column cells) {
    Content content = cells == null ? Content.OTHER : cells.content();
    return switch (use) {
      case NUMBER ->
          type == ColumnType.BOOLEAN || content == Content.BOOLEANS
              ? Conversion.BOOLEANS_TO_NUMBERS
              : null;
      case BOOLEAN ->
          type.isNumber() || content == Content.NUMBERS ? Conversion.NUMBERS_TO_BOOLEANS : null;
      case CATEGORY, LITERAL_CATEGORY, ID, ROW, TARGET, LISTED_TARGET, GROUP, DATE, INDEX -> null;
    };
  }

  /// Whether the values are instants, whose day depends on a time zone.
  boolean isInstant() {
    return type.isInstant() || (cells != null && cells.instants());
  }

  /// The known number of integers that a double may not represent exactly; 0 if they are counted
  /// when they are read.
  long inexactIntegers() {
    return cells == null ? 0 : cells.inexactIntegers();
  }
}
