package credence.app;

import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How figures look on the terminal; `-` where there is none.
final class Figures {
  private static final String NONE = "-";
  private static final int SIGNIFICANT_DIGITS = 6;

  private Figures() {}

  /// A whole number, with commas between thousands.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A figure of the usual size of a measure, with four decimals.
  static String measure(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.4f", value);
  }

  /// An estimate's value with four decimals.
  static String measure(@Nullable Estimate estimate) {
    return estimate == null ? NONE : measure(estimate.value());
  }

  /// An estimate with its interval, as in `0.5945 (0.501 to 0.688)`.
  static String withInterval(@Nullable Estimate estimate) {
    String interval = interval(estimate);
    return measure(estimate) + (interval.equals(NONE) ? "" : " (" + interval + ")");
  }

  /// An estimate's interval, as in `0.501 to 0.688`.
  static String interval(@Nullable Estimate estimate) {
    Interval interval = estimate == null ? null : estimate.interval();
    return interval == null
        ? NONE
        : String.format(Locale.ROOT, "%.3f to %.3f", interval.low(), interval.high());
  }

  /// A share as a percentage with one decimal.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /// A number of any size, with six significant digits.
  static String significant(double value) {
    return String.format(Locale.ROOT, "%." + SIGNIFICANT_DIGITS + "g", value);
  }

  /// An instant in this machine's time zone, to the second.
  static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }
}
