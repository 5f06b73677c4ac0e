package credence.model;

/// How values that are not strings become levels of categories and booleans, in requests and in
/// files. A string is the level of exactly its text under both rules. Recorded in a version's
/// document; one that records none is of an earlier build and follows [#LITERAL].
public enum ValueRule {
  /// The text that a value is written as decides. In a request an integer is the level of its
  /// digits as written, and any other number is invalid for a category, as every number is for a
  /// boolean. In a file only integers, strings and booleans are levels.
  LITERAL,
  /// The value decides, however it is written or stored: a number is the level that
  /// [#level(double)] returns, true and false are the levels `true` and `false`, and for a boolean
  /// the numbers 1 and 0 are true and false.
  CANONICAL;

  /// From this value on, doubles do not represent every integer.
  public static final double INTEGER_EXACT_MAX = 0x1p53;

  /// The level of a number: the digits of an integer of less than 2^53 in magnitude, 0 without
  /// sign; otherwise the shortest decimal that identifies the double, in the form of
  /// [Double#toString(double)].
  ///
  /// @param number a finite number
  public static String level(double number) {
    return isExactInteger(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /// Whether a number is an integer of less than 2^53 in magnitude, so that its level is its
  /// digits. False for NaN.
  public static boolean isExactInteger(double number) {
    return (long) number == number && Math.abs(number) < INTEGER_EXACT_MAX;
  }
}
