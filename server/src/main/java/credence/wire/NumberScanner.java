package credence.wire;

import java.nio.charset.StandardCharsets;

/// Reads a JSON number from bytes, exactly as [Double#parseDouble(String)] would.
///
/// A number is an integer, formed by its digits, times a power of ten. If the integer is at most
/// 2⁵³ and the power at most 10²², both are exact doubles, and a single multiplication or division
/// rounds correctly (Clinger, *How to Read Floating Point Numbers Accurately*, 1990). Other numbers
/// of up to 19 digits are computed by [DecimalRounding]; longer numbers and extreme exponents by
/// the JDK, which allocates.
final class NumberScanner {
  private static final int DIGITS_MAX = 19;

  /// Integers of so many digits are below 2⁵³.
  private static final int PLAIN_DIGITS_MAX = 15;

  private static final long INTEGER_EXACT_MAX = 1L << 53;
  private static final int EXPONENT_MAX = 99_999;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private int from;
  private int end;
  private int digits;
  private long integer;
  private int exponent;
  private boolean isInteger;

  /// Finds the end of a number.
  ///
  /// @param from its start
  /// @param to the end of the bytes
  /// @return the end of the number; -1 if there is no number at this position
  int scan(byte[] bytes, int from, int to) {
    this.from = from;
    int start = from < to && bytes[from] == '-' ? from + 1 : from;
    integer = 0;
    int i = digits(bytes, start, to);
    digits = i - start;
    if (digits == 0 || (digits > 1 && bytes[start] == '0')) {
      return -1;
    }
    isInteger = true;
    exponent = 0;
    if (i < to && bytes[i] == '.') {
      isInteger = false;
      int point = i + 1;
      i = digits(bytes, point, to);
      exponent = point - i;
      digits -= exponent;
      if (exponent == 0) {
        return -1;
      }
    }
    if (i < to && (bytes[i] | 0x20) == 'e') {
      isInteger = false;
      i = exponent(bytes, i + 1, to);
    }
    end = i;
    return i;
  }

  /// Whether the last number has neither a decimal point nor an exponent.
  boolean isInteger() {
    return isInteger;
  }

  /// Whether the last number is written as [Long#toString(long)] writes it, with at most
  /// [#PLAIN_DIGITS_MAX] digits.
  boolean isPlainInteger(byte[] bytes) {
    return isInteger
        && digits <= PLAIN_DIGITS_MAX
        && (bytes[from] != '-' || bytes[from + 1] != '0');
  }

  /// The number of digits of the last number, excluding its exponent.
  int digits() {
    return digits;
  }

  /// The double nearest to the last number; infinite if it is out of range.
  double value(byte[] bytes) {
    boolean isExact =
        Long.compareUnsigned(integer, INTEGER_EXACT_MAX) <= 0
            && Math.abs(exponent) < POWERS_OF_TEN.length;
    if (digits > DIGITS_MAX
        || (!isExact && (integer == 0 || Math.abs(exponent) > DecimalRounding.EXPONENT_MAX))) {
      return Double.parseDouble(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
    }
    double magnitude;
    if (!isExact) {
      magnitude = DecimalRounding.nearest(integer, exponent);
    } else if (exponent < 0) {
      magnitude = integer / POWERS_OF_TEN[-exponent];
    } else {
      magnitude = integer * POWERS_OF_TEN[exponent];
    }
    return bytes[from] == '-' ? -magnitude : magnitude;
  }

  /// Appends digits to the unsigned integer; beyond [#DIGITS_MAX] digits it overflows and is not
  /// used.
  private int digits(byte[] bytes, int from, int to) {
    int i = from;
    long taken = integer;
    while (i < to) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      taken = 10 * taken + digit;
      i++;
    }
    integer = taken;
    return i;
  }

  /// Adds the exponent after its letter; returns its end, or -1 if there is no exponent.
  private int exponent(byte[] bytes, int from, int to) {
    byte sign = from < to ? bytes[from] : 0;
    boolean isNegative = sign == '-';
    int start = isNegative || sign == '+' ? from + 1 : from;
    int i = start;
    int written = 0;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      written = Math.min(10 * written + bytes[i] - '0', EXPONENT_MAX);
      i++;
    }
    exponent += isNegative ? -written : written;
    return i == start ? -1 : i;
  }
}
