package credence.splitting;

import credence.model.Result;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A split by application date: the model learns from the older rows and is judged by the newest.
///
/// The first day that validates is the latest one with at least `share` of the dated rows on it or
/// after it. A day is never divided, so a few more rows than the share may validate. Rows without a
/// date are on neither side. Rows of one customer may be on both sides;
/// [Split#customersOnBothSides] counts them.
///
/// @param share of the dated rows that validate at the least, above 0 and below 1
record OutOfTimeSplit(double share) {
  /// Stands for the day of a row without an application date.
  public static final int DATE_UNKNOWN = Integer.MIN_VALUE;

  /// Checks the share.
  public OutOfTimeSplit {
    Shares.check(share);
  }

  /// Splits rows by their dates; refuses when all dated rows are of one side, as with a single
  /// date.
  ///
  /// @param epochDays days since 1970-01-01 of each row's application, or [#DATE_UNKNOWN]
  public Result<Split> split(int[] epochDays) {
    int[] days = IntStream.of(epochDays).filter(day -> day != DATE_UNKNOWN).toArray();
    if (days.length == 0) {
      return refused("no row has an application date");
    }
    Arrays.sort(days);
    int validating = Math.max(1, (int) Math.ceil(days.length * share));
    int firstDay = days[days.length - validating];
    if (firstDay == days[0]) {
      return refused("the share reaches back to the oldest application date, so nothing trains");
    }
    return Result.of(Split.ofSides(epochDays.length, row -> sideOf(epochDays[row], firstDay)));
  }

  private static Side sideOf(int day, int firstValidationDay) {
    if (day == DATE_UNKNOWN) {
      return Side.NEITHER;
    }
    return day < firstValidationDay ? Side.TRAINING : Side.VALIDATION;
  }

  private static Result<Split> refused(String reason) {
    return Result.refused(
        "split",
        reason
            + "; an out-of-time split needs application dates on several days:"
            + " lower the share, name another date column, or split by id");
  }
}
