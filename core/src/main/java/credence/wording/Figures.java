package credence.wording;

import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats numbers for users: a number has the same digits on the terminal, in a report, in an HTTP
/// response and in a finding.
///
/// JSON and CSV contain full doubles instead. A minus sign is a hyphen, and `-` replaces an
/// undefined value: both are ASCII, so that they work on any terminal and can be copied and
/// searched for.
public final class Figures {
  /// Replaces an undefined value.
  public static final String NONE = "-";

  private static final int MEASURE_DECIMALS = 4;
  private static final int P_VALUE_DECIMALS = 3;
  private static final double P_VALUE_MIN = 0.001;
  private static final int COEFFICIENT_DIGITS = 5;
  private static final int ERROR_DIGITS = 3;
  private static final String PERCENT = " %";
  private static final int PERCENT_DECIMALS_MAX = 8;
  private static final MathContext INPUT_DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

  private Figures() {}

  /// An integer, with commas between thousands: `1,257`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A number of things: `1 customer`, `257 customers`.
  public static String count(long count, String one, String several) {
    return count(count) + " " + (count == 1 ? one : several);
  }

  /// A number of rows as the subject of a sentence: `1 row has none`, `3 rows have none`.
  public static String rows(long count, String one, String several) {
    return count(count, "row", "rows") + " " + (count == 1 ? one : several);
  }

  /// A measure such as an AUC, a stability index or a loss, with four decimals: `0.5945`.
  public static String measure(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? NONE
        : new BigDecimal(value).setScale(MEASURE_DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }

  /// An estimate's value, as a measure.
  public static String measure(@Nullable Estimate estimate) {
    return estimate == null ? NONE : measure(estimate.value());
  }

  /// An estimate with its interval if it has one: `0.5945 (0.5011 to 0.6879)`.
  public static String withInterval(@Nullable Estimate estimate) {
    return estimate == null || estimate.interval() == null
        ? measure(estimate)
        : measure(estimate) + " (" + interval(estimate) + ")";
  }

  /// A measure with its 95 % interval, and with the one that is adjusted to the number of versions
  /// compared: `0.5945 (0.5011 to 0.6879; at confidence 97.5 %, for 2 versions compared: 0.4877 to
  /// 0.7013)`.
  ///
  /// @param interval null if there is none
  /// @param adjusted null if there is none
  public static String withIntervals(
      double value, @Nullable Interval interval, @Nullable Interval adjusted) {
    if (interval == null) {
      return measure(value);
    }
    String usual = range(interval.low(), interval.high());
    return adjusted == null
        ? "%s (%s)".formatted(measure(value), usual)
        : "%s (%s; at confidence %s, for %s: %s)"
            .formatted(
                measure(value),
                usual,
                confidence(adjusted.level()),
                count(adjusted.count(), "version compared", "versions compared"),
                range(adjusted.low(), adjusted.high()));
  }

  /// An estimate's interval: `0.5011 to 0.6879`.
  public static String interval(@Nullable Estimate estimate) {
    Interval interval = estimate == null ? null : estimate.interval();
    return interval == null ? NONE : range(interval.low(), interval.high());
  }

  /// A range of measures: `0.5011 to 0.6879`.
  public static String range(double low, double high) {
    return measure(low) + " to " + measure(high);
  }

  /// A p-value with its sign: `= 0.148`, `< 0.001`, or `is undefined`.
  public static String pValue(@Nullable Double value) {
    if (value == null) {
      return "is undefined";
    }
    return value < P_VALUE_MIN
        ? "< 0.001"
        : "= " + new BigDecimal(value).setScale(P_VALUE_DECIMALS, RoundingMode.HALF_UP);
  }

  /// A share as a percentage, with more decimals where it is near 0 or 1: `4.2 %`.
  public static String percent(@Nullable Double share) {
    return share == null || !Double.isFinite(share) ? NONE : percent(share, decimals(share));
  }

  private static String percent(double share, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", 100 * share) + PERCENT;
  }

  private static int decimals(double share) {
    double fromEnd = Math.min(Math.abs(share), Math.abs(1 - share));
    return fromEnd == 0 || fromEnd >= 0.01 ? 1 : fromEnd >= 0.001 ? 2 : 3;
  }

  /// A share given by a user, with the digits as written: `25 %`.
  public static String chosenPercent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString()
        + PERCENT;
  }

  /// A confidence level with two significant digits of its distance from 100 %: `95 %`, `99.75 %`.
  public static String confidence(double level) {
    BigDecimal outside =
        new BigDecimal(100 * (1 - level)).round(new MathContext(2, RoundingMode.HALF_EVEN));
    return new BigDecimal(100).subtract(outside).stripTrailingZeros().toPlainString() + PERCENT;
  }

  /// A range of shares, both with the same decimals: `1.2 % to 3.4 %`.
  public static String percents(double low, double high) {
    int decimals = decimals(high);
    return percent(low, decimals) + " to " + percent(high, decimals);
  }

  /// Two shares with enough decimals to distinguish them, if they differ.
  ///
  /// @return the first and the second
  public static String[] distinctPercents(double first, double second) {
    int decimals = Math.max(decimals(first), decimals(second));
    while (first != second
        && decimals < PERCENT_DECIMALS_MAX
        && percent(first, decimals).equals(percent(second, decimals))) {
      decimals++;
    }
    return new String[] {percent(first, decimals), percent(second, decimals)};
  }

  /// A number given by a user, with the digits as written: `425`, `0.5`.
  public static String chosen(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /// A coefficient of a model, of any size: five significant digits.
  public static String coefficient(double value) {
    return significant(value, COEFFICIENT_DIGITS);
  }

  /// A coefficient's standard error: three significant digits.
  public static String standardError(@Nullable Double value) {
    return value == null ? NONE : significant(value, ERROR_DIGITS);
  }

  private static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale();
    return exponent > digits + 2 || exponent < -5
        ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
        : rounded.setScale(Math.max(0, digits - exponent)).toPlainString();
  }

  /// An input's value, in its own unit: five significant digits, and all of those before the point.
  public static String input(double value) {
    if (Math.abs(value) >= 1e9 || (value != 0 && Math.abs(value) < 1e-6)) {
      return String.format(Locale.ROOT, "%.4e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(INPUT_DIGITS);
    if (Math.abs(value) >= 10_000) {
      rounded = new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN);
    }
    int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /// An input's value, rounded to a tenth of a step.
  ///
  /// @param step a power of ten
  public static String input(double value, double step) {
    int decimals = Math.max(0, 1 - (int) Math.round(Math.log10(step)));
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return input(rounded.doubleValue());
  }
}
