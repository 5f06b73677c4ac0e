package credence.app.terminal;

import credence.job.JobState;
import credence.wording.Figures;
import java.util.Locale;

/// The progress of a job as one line of text: the step, the share of the job that is done, the rows
/// in a second and the time left, as far as they are known.
public final class ProgressLine {
  private static final long MINUTE = 60;
  private static final long HOUR = 3600;
  private static final String CUT = "...";

  private ProgressLine() {}

  /// The line, for a number of columns. If it is too narrow the rows are left out, then the time,
  /// then the end of the step.
  ///
  /// @param columns at least 1
  static String of(JobState state, int columns) {
    String share = String.format(Locale.ROOT, ": %.0f %%", Math.floor(100 * state.shareDone()));
    Double rows = state.rowsPerSecond();
    Double seconds = state.secondsLeft();
    String rate = rows == null ? "" : ", " + rate(rows);
    String left = seconds == null ? "" : ", " + left(seconds);
    for (String end : new String[] {share + rate + left, share + left, share}) {
      if (TextWidth.of(state.step()) + end.length() <= columns) {
        return state.step() + end;
      }
    }
    return TextWidth.cut(state.step(), columns - share.length(), CUT)
        + (share.length() < columns ? share : "");
  }

  /// The number of rows in a second, with two significant digits.
  private static String rate(double rows) {
    double digits = Math.floor(Math.log10(Math.max(1, rows)));
    double unit = Math.pow(10, Math.max(0, digits - 1));
    return Figures.count(Math.round(Math.round(rows / unit) * unit)) + " rows/s";
  }

  /// The time left as text, rounded so that it changes seldom: `about 25 s left`.
  ///
  /// @param seconds at least 0
  public static String left(double seconds) {
    return "about " + duration(seconds) + " left";
  }

  private static String duration(double seconds) {
    if (seconds < 10) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    long rounded = Math.round(seconds / 5) * 5;
    if (rounded < MINUTE) {
      return rounded + " s";
    }
    if (seconds < 5 * MINUTE) {
      long tens = Math.round(seconds / 10) * 10;
      long rest = tens % MINUTE;
      return tens / MINUTE + " min" + (rest == 0 ? "" : " " + rest + " s");
    }
    long minutes = Math.round(seconds / MINUTE);
    if (seconds < HOUR) {
      return minutes + " min";
    }
    long tens = Math.round(minutes / 10.0) * 10;
    return tens / MINUTE + " h" + (tens % MINUTE == 0 ? "" : " " + tens % MINUTE + " min");
  }
}
