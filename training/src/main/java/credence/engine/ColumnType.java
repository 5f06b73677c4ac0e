package credence.engine;

/// What a column of a parquet file holds, as far as a model can use it.
public enum ColumnType {
  /// True or false.
  BOOLEAN("true and false"),
  /// Integers that a double holds exactly.
  INTEGER("integers"),
  /// Integers of 64 bits; a double holds those up to 2^53 exactly.
  WIDE_INTEGER("64-bit integers"),
  /// Integers of 64 bits without a sign, half of which no `long` holds.
  UNSIGNED_WIDE_INTEGER("64-bit integers"),
  /// FLOAT or DOUBLE.
  REAL("floating-point numbers"),
  /// DECIMAL of at most 15 digits, whose conversion by division is correctly rounded.
  DECIMAL("decimals"),
  /// DECIMAL of more digits.
  WIDE_DECIMAL("decimals"),
  /// Strings, enumerations and UUIDs.
  TEXT("texts"),
  /// Bytes without an annotation, as pandas wrote strings for years.
  BYTES("bytes"),
  /// Days, or points in time.
  DATE("dates"),
  /// Times of day, intervals, lists, structures and the like.
  OTHER("values of another kind");

  private static final int DOUBLE_DIGITS = 15;

  private final String words;

  ColumnType(String words) {
    this.words = words;
  }

  /// The values in words, for a fault.
  public String words() {
    return words;
  }

  /// Whether the values are numbers, truth values aside.
  public boolean isNumber() {
    return switch (this) {
      case INTEGER, WIDE_INTEGER, UNSIGNED_WIDE_INTEGER, REAL, DECIMAL, WIDE_DECIMAL -> true;
      case BOOLEAN, TEXT, BYTES, DATE, OTHER -> false;
    };
  }

  /// Whether the values are whole numbers.
  public boolean isInteger() {
    return fitsLong() || this == UNSIGNED_WIDE_INTEGER;
  }

  /// Whether the values are whole numbers that a `long` holds.
  public boolean fitsLong() {
    return this == INTEGER || this == WIDE_INTEGER;
  }

  /// Whether the values are whole numbers of which a double does not hold every one.
  public boolean isWideInteger() {
    return this == WIDE_INTEGER || this == UNSIGNED_WIDE_INTEGER;
  }

  /// What a type of the engine's holds, by the name that the engine gives it.
  static ColumnType of(String engineType) {
    return switch (engineType) {
      case "BOOLEAN" -> BOOLEAN;
      case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER" -> INTEGER;
      case "BIGINT" -> WIDE_INTEGER;
      case "UBIGINT" -> UNSIGNED_WIDE_INTEGER;
      case "FLOAT", "DOUBLE" -> REAL;
      case "VARCHAR", "UUID" -> TEXT;
      case "BLOB" -> BYTES;
      case "DATE" -> DATE;
      default -> ofParameterised(engineType);
    };
  }

  private static ColumnType ofParameterised(String engineType) {
    if (engineType.endsWith("]")) {
      return OTHER;
    }
    if (engineType.startsWith("DECIMAL(")) {
      int digits = Integer.parseInt(engineType.substring(8, engineType.indexOf(',')).strip());
      return digits <= DOUBLE_DIGITS ? DECIMAL : WIDE_DECIMAL;
    }
    if (engineType.startsWith("ENUM(")) {
      return TEXT;
    }
    return engineType.startsWith("TIMESTAMP") ? DATE : OTHER;
  }
}
