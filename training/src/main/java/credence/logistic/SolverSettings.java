package credence.logistic;

/// The objective, C · Σ log-loss + ½‖w‖² over the features as given, and the tolerance.
///
/// @param c weight of the rows against the penalty, above 0; small values mean a strong penalty
/// @param penaliseIntercept whether the intercept is part of ‖w‖²
/// @param tolerance when to stop, above 0; for [NewtonSolver] the largest component of the mean
///   gradient, for [LiblinearSolver] that library's own `eps`
public record SolverSettings(double c, boolean penaliseIntercept, double tolerance) {
  /// Checks the ranges.
  public SolverSettings {
    if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("C must be a finite number above 0, not " + c);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("The tolerance must be between 0 and 1, not " + tolerance);
    }
  }
}
