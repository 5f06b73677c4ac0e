package credence.logistic;

/// Receives each iteration of a fit, and decides whether to continue.
@FunctionalInterface
public interface FitProgress {
  /// Always continues, without reporting.
  FitProgress SILENT = (iteration, gradientNorm) -> true;

  /// Receives an iteration; called on the thread that started the fit.
  ///
  /// @param iteration the number of steps so far, from 0
  /// @param gradientNorm as in [Fit]
  /// @return false to cancel the fit
  boolean proceed(int iteration, double gradientNorm);

  /// Receives the estimated share of the fit that is done, in [0, 1], which may decrease; called
  /// often, by any thread.
  default void passing(double shareDone) {}
}
