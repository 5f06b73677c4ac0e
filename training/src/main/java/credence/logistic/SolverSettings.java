package credence.logistic;

/// What is minimised, C · Σ log-loss + ½‖w‖² over the features as given, and how closely.
///
/// @param c weight of the rows against the penalty, above 0; small is a strong penalty
/// @param penaliseIntercept whether the intercept counts in ‖w‖²
/// @param tolerance when to stop, above 0; for [NewtonSolver] the largest component of the mean
///   gradient, for [LiblinearSolver] that library's own `eps`
public record SolverSettings(double c, boolean penaliseIntercept, double tolerance) {
  /// Checks the ranges.
  public SolverSettings {
    if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("C is a finite number above 0, not " + c);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("The tolerance is between 0 and 1, not " + tolerance);
    }
  }
}
