package credence.engine;

/// The type of a file's column, as far as models distinguish it.
public enum ColumnType {
  /// True or false.
  BOOLEAN("true and false"),
  /// Integers that a double represents exactly.
  INTEGER("integers"),
  /// 64-bit integers; a double represents those up to 2^53 exactly.
  WIDE_INTEGER("64-bit integers"),
  /// Unsigned 64-bit integers, half of which do not fit into a `long`.
  UNSIGNED_WIDE_INTEGER("64-bit integers"),
  /// FLOAT or DOUBLE.
  REAL("floating-point numbers"),
  /// DECIMAL of at most 15 digits, whose conversion by division is correctly rounded.
  DECIMAL("decimals"),
  /// DECIMAL of more digits.
  WIDE_DECIMAL("decimals"),
  /// Strings, enumerations and UUIDs.
  TEXT("strings"),
  /// Bytes without annotation, as earlier versions of pandas wrote strings.
  BYTES("bytes"),
  /// Dates, or timestamps without a time zone in units of a microsecond or more.
  DATE("dates"),
  /// Timestamps with a time zone: instants, whose days are those in UTC.
  INSTANT("dates"),
  /// Timestamps in nanoseconds, which the engine rounds when it converts them to another unit.
  NANOS("dates"),
  /// Timestamps in nanoseconds with a time zone.
  INSTANT_NANOS("dates"),
  /// None: every value is missing, and the file has no type for them, as pyarrow writes them.
  NONE("no values"),
  /// The cells of a CSV file, whose text is checked to be of the type that the column's use
  /// requires.
  CELL("cells"),
  /// Times of day, intervals, lists, structures and the like.
  OTHER("values of another type");

  private static final int DOUBLE_DIGITS = 15;

  private final String words;

  ColumnType(String words) {
    this.words = words;
  }

  /// A description of the values, for errors.
  public String words() {
    return words;
  }

  /// Whether the values are numbers; false for booleans.
  public boolean isNumber() {
    return switch (this) {
      case INTEGER, WIDE_INTEGER, UNSIGNED_WIDE_INTEGER, REAL, DECIMAL, WIDE_DECIMAL -> true;
      case BOOLEAN, TEXT, BYTES, DATE, INSTANT, NANOS, INSTANT_NANOS, NONE, CELL, OTHER -> false;
    };
  }

  /// Whether the values have a day.
  public boolean isDate() {
    return this == DATE || this == INSTANT || isNanos();
  }

  /// Whether the values are instants, whose day depends on a time zone.
  public boolean isInstant() {
    return this == INSTANT || this == INSTANT_NANOS;
  }

  /// Whether the values are timestamps in nanoseconds.
  public boolean isNanos() {
    return this == NANOS || this == INSTANT_NANOS;
  }

  /// Whether the values are integers.
  public boolean isInteger() {
    return fitsLong() || this == UNSIGNED_WIDE_INTEGER;
  }

  /// Whether the values are integers that fit into a `long`.
  public boolean fitsLong() {
    return this == INTEGER || this == WIDE_INTEGER;
  }

  /// Whether the values are integers that a double does not always represent exactly.
  public boolean isWideInteger() {
    return this == WIDE_INTEGER || this == UNSIGNED_WIDE_INTEGER;
  }

  /// The column type for an engine type, by the engine's name.
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
      case "TIMESTAMP_NS" -> NANOS;
      case "TIMESTAMPTZ_NS" -> INSTANT_NANOS;
      case "NULL", "\"NULL\"" -> NONE;
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
    if (!engineType.startsWith("TIMESTAMP")) {
      return OTHER;
    }
    return engineType.endsWith("WITH TIME ZONE") ? INSTANT : DATE;
  }
}
