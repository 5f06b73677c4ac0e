package credence.logistic;

/// Why a solver stopped.
public enum Convergence {
  /// The mean gradient is within the tolerance: this is the optimum.
  GRADIENT,
  /// No step lowers the gradient any more: as close to the optimum as doubles allow, yet not within
  /// the tolerance.
  ROUNDING_FLOOR,
  /// The solver's own test was met, possibly at some distance from the optimum.
  SOLVER_TOLERANCE,
  /// The iteration limit was reached before the optimum.
  ITERATION_LIMIT
}
