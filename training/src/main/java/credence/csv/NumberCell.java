package credence.csv;

import credence.model.ValueRule;
import java.nio.charset.StandardCharsets;

/// A cell as a number: an optional sign, digits with at most one decimal separator, and an optional
/// exponent, as in `-1`, `.5`, `2,50` and `1e-3`; nothing else, so no thousands separators.
enum NumberCell {
  /// A number without a decimal separator.
  PLAIN,
  /// A number with a decimal point.
  POINT,
  /// A number with a decimal comma.
  COMMA,
  /// One to three digits, a point and three digits, as in `1.234`: perhaps thousands.
  POINT_OR_THOUSANDS,
  /// The same with a comma.
  COMMA_OR_THOUSANDS,
  /// A number that exceeds the range of a double.
  TOO_LARGE,
  /// No number.
  NONE;

  /// Numbers of fewer characters without an exponent do not exceed the range of a double.
  private static final int FINITE_CHARACTERS = 300;

  /// The digits of integers that a double always represents exactly.
  private static final int EXACT_DIGITS = 15;

  /// What a text is.
  static NumberCell of(byte[] text, int from, int to) {
    int at = from;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int whole = digits(text, at, to);
    int first = at;
    at += whole;
    NumberCell form = PLAIN;
    int decimals = 0;
    if (at < to && (text[at] == '.' || text[at] == ',')) {
      form = text[at] == '.' ? POINT : COMMA;
      at++;
      decimals = digits(text, at, to);
      at += decimals;
    }
    if (whole + decimals == 0) {
      return NONE;
    }
    boolean thousands = at == to && whole >= 1 && whole <= 3 && decimals == 3 && text[first] != '0';
    if (at < to && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      at += at < to && (text[at] == '-' || text[at] == '+') ? 1 : 0;
      int exponent = digits(text, at, to);
      if (exponent == 0) {
        return NONE;
      }
      at += exponent;
    } else if (to - from < FINITE_CHARACTERS) {
      return at == to ? form.orThousands(thousands) : NONE;
    }
    if (at != to) {
      return NONE;
    }
    return Double.isInfinite(value(text, from, to)) ? TOO_LARGE : form;
  }

  private NumberCell orThousands(boolean thousands) {
    return switch (this) {
      case POINT -> thousands ? POINT_OR_THOUSANDS : POINT;
      case COMMA -> thousands ? COMMA_OR_THOUSANDS : COMMA;
      default -> this;
    };
  }

  private static int digits(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - from;
  }

  /// The value of a number.
  static double value(byte[] text, int from, int to) {
    return Double.parseDouble(
        new String(text, from, to - from, StandardCharsets.US_ASCII).replace(',', '.'));
  }

  /// Whether a plain number is an integer that a double may not represent exactly.
  boolean isInexact(byte[] text, int from, int to) {
    return this == PLAIN
        && to - from > EXACT_DIGITS
        && digits(text, text[from] == '-' || text[from] == '+' ? from + 1 : from, to)
            >= to - from - 1
        && Math.abs(value(text, from, to)) >= ValueRule.INTEGER_EXACT_MAX;
  }
}
