package credence.logistic;

/// Told of each iteration of a fit, and asked whether to go on.
@FunctionalInterface
public interface FitProgress {
  /// Goes on whatever happens and tells nobody.
  FitProgress SILENT = (iteration, gradientNorm) -> true;

  /// Takes note of an iteration; called on the thread that asked for the fit.
  ///
  /// @param iteration steps taken so far, from 0
  /// @param gradientNorm as in [Fit]
  /// @return false to give the fit up
  boolean proceed(int iteration, double gradientNorm);
}
