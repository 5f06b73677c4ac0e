package credence.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Figures in sentences.
final class Figures {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Figures() {}

  /// A number to three significant digits: `-0.000143`.
  static String significant(double value) {
    return value == 0 ? "0" : new BigDecimal(value).round(THREE_DIGITS).toPlainString();
  }

  /// A number to three decimals: `0.597`.
  static String decimals(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /// A number as a person would write it: `425`, `0.5`.
  static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
