package credence.logistic;

/// Counts the passes over the rows that a fit takes, and reports the share that is done.
final class FitPasses {
  /// The share of a pass that a pass takes which only sums the columns.
  static final double SUMS = 0.3;

  private final FitProgress progress;
  private double done;
  private double left;
  private double current;

  /// @param progress receives the share
  /// @param left the estimated number of passes
  FitPasses(FitProgress progress, double left) {
    this.progress = progress;
    this.left = left;
  }

  /// Begins a pass over a part of the rows.
  synchronized void begin(double pass) {
    done += current;
    left = Math.max(0, left - current);
    current = pass;
    at(0);
  }

  /// Sets the estimated number of passes after the present one.
  synchronized void expect(double passes) {
    done += current;
    current = 0;
    left = passes;
  }

  /// Reports how much of the present pass is done, in [0, 1].
  synchronized void at(double share) {
    double all = done + Math.max(left, current);
    progress.passing(all > 0 ? Math.min(1, (done + share * current) / all) : 0);
  }
}
