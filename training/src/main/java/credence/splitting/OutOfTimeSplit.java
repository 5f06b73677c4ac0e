package credence.splitting;

import credence.model.Result;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A split by application date: the model is trained on the older rows and validated on the newest.
///
/// The first day of the validation side is the latest one with at least `share` of the dated rows
/// on or after it. A day is never divided, so the validation side may be slightly larger than the
/// share. Rows without a date are on neither side. Rows of one customer may be on both sides;
/// [Split#customersOnBothSides] counts them.
///
/// @param share the minimum share of dated rows on the validation side, above 0 and below 1
record OutOfTimeSplit(double share) {
  /// The day of a row without an application date.
  public static final int DATE_UNKNOWN = Integer.MIN_VALUE;

  /// Checks the share.
  public OutOfTimeSplit {
    Shares.check(share);
  }

  /// Splits rows by their dates; rejected if all dated rows are on one side, for example with a
  /// single date.
  ///
  /// @param epochDays days since 1970-01-01 of each row's application, or [#DATE_UNKNOWN]
  public Result<Split> split(int[] epochDays) {
    int[] days = IntStream.of(epochDays).filter(day -> day != DATE_UNKNOWN).toArray();
    if (days.length == 0) {
      return rejected("no row has an application date");
    }
    Arrays.sort(days);
    int validating = Math.max(1, (int) Math.ceil(days.length * share));
    int firstDay = days[days.length - validating];
    if (firstDay == days[0]) {
      return rejected(
          "the share reaches back to the oldest application date, so there are no training rows");
    }
    return Result.of(Split.ofSides(epochDays.length, row -> sideOf(epochDays[row], firstDay)));
  }

  private static Side sideOf(int day, int firstValidationDay) {
    if (day == DATE_UNKNOWN) {
      return Side.NEITHER;
    }
    return day < firstValidationDay ? Side.TRAINING : Side.VALIDATION;
  }

  private static Result<Split> rejected(String reason) {
    return Result.rejected(
        "split",
        reason
            + "; an out-of-time split needs application dates on several days:"
            + " lower the share, name another date column, or split by id");
  }
}
