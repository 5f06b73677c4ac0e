package credence.console;

import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How figures look on a page; `–` where there is none. A minus is a minus, and what belongs
/// together is not parted at the end of a line.
final class FigureText {
  /// What stands where there is no figure.
  static final String NONE = "–";

  private static final int DECIMALS = 3;
  private static final String PERCENT = "\u00a0%";
  private static final int PERCENT_DECIMALS_MAX = 8;
  private static final MathContext INPUT_DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

  private FigureText() {}

  /// A whole number, with commas between thousands.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A whole number of things, as in `1 row` or `2,000 rows`.
  static String count(long count, String one, String several) {
    return count(count) + "\u00a0" + (count == 1 ? one : several);
  }

  /// A figure with a number of decimals.
  static String decimal(@Nullable Double value, int decimals) {
    if (value == null) {
      return NONE;
    }
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
    return minus(rounded.toPlainString());
  }

  /// An estimate with its interval, as in `0.595 (0.501 to 0.688)`.
  static String estimate(@Nullable Estimate estimate) {
    return estimate(estimate, DECIMALS);
  }

  /// An estimate with its interval, with a number of decimals.
  static String estimate(@Nullable Estimate estimate, int decimals) {
    if (estimate == null) {
      return NONE;
    }
    Interval interval = estimate.interval();
    String value = decimal(estimate.value(), decimals);
    return interval == null ? value : value + " (" + interval(interval, decimals) + ")";
  }

  /// An estimate's value.
  static String value(@Nullable Estimate estimate) {
    return estimate == null ? NONE : decimal(estimate.value(), DECIMALS);
  }

  /// An estimate's interval, as in `0.501 to 0.688`.
  static String interval(@Nullable Estimate estimate) {
    return estimate == null || estimate.interval() == null
        ? NONE
        : interval(estimate.interval(), DECIMALS);
  }

  private static String interval(Interval interval, int decimals) {
    return decimal(interval.low(), decimals) + " to " + decimal(interval.high(), decimals);
  }

  /// A share as a percentage, with more decimals where it is near 0 or 1.
  static String percent(@Nullable Double share) {
    return share == null ? NONE : percent(share, decimals(share));
  }

  private static String percent(double share, int decimals) {
    return minus(String.format(Locale.ROOT, "%." + decimals + "f", 100 * share)) + PERCENT;
  }

  private static int decimals(double share) {
    double fromEnd = Math.min(Math.abs(share), Math.abs(1 - share));
    return fromEnd == 0 || fromEnd >= 0.01 ? 1 : fromEnd >= 0.001 ? 2 : 3;
  }

  /// A share that somebody chose, as it was written: `25 %`.
  static String chosen(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString()
        + PERCENT;
  }

  /// A range of shares, both with the same decimals, as in `1.2 % to 3.4 %`.
  static String percents(double low, double high) {
    int decimals = decimals(high);
    return percent(low, decimals) + " to " + percent(high, decimals);
  }

  /// Two shares with as many decimals as it takes to tell them apart, if they differ.
  ///
  /// @return the first and the second
  static String[] apart(double first, double second) {
    int decimals = Math.max(decimals(first), decimals(second));
    while (first != second
        && decimals < PERCENT_DECIMALS_MAX
        && percent(first, decimals).equals(percent(second, decimals))) {
      decimals++;
    }
    return new String[] {percent(first, decimals), percent(second, decimals)};
  }

  /// A number of any size with so many significant digits, zeros at its end included.
  static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale();
    return exponent > digits + 2 || exponent < -5
        ? minus(String.format(Locale.ROOT, "%." + (digits - 1) + "e", value))
        : minus(rounded.setScale(Math.max(0, digits - exponent)).toPlainString());
  }

  /// An input's value, in its own unit: five significant digits, all of a whole number's.
  static String input(double value) {
    if (Math.abs(value) >= 1e9 || (value != 0 && Math.abs(value) < 1e-6)) {
      return minus(String.format(Locale.ROOT, "%.4e", value));
    }
    BigDecimal rounded = new BigDecimal(value).round(INPUT_DIGITS);
    if (Math.abs(value) >= 10_000) {
      rounded = new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN);
    }
    int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", rounded));
  }

  /// An input's value, to a tenth of a step.
  ///
  /// @param step a power of ten
  static String input(double value, double step) {
    int decimals = Math.max(0, 1 - (int) Math.round(Math.log10(step)));
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return input(rounded.doubleValue());
  }

  /// An instant, in UTC to the minute, as in `2026-11-23 18:46 UTC`.
  static String time(Instant instant) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
        .format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String minus(String digits) {
    return digits.replace('-', '−');
  }
}
