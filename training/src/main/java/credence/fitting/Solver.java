package credence.fitting;

/// Finds the coefficients of a penalised logistic regression.
public sealed interface Solver permits LiblinearSolver, NewtonSolver {
  /// Returns the name by which a spec chooses the solver.
  String name();

  /// Fits coefficients to the rows; the same rows and settings give the same bits at any thread
  /// count.
  ///
  /// @param labels one for each row of the design
  /// @param threads to work on, at least 1
  /// @param progress told of each iteration, where the solver can tell
  /// @return the fit; or every reason why there is none; or that it was given up
  FitResult fit(
      Design design, Labels labels, SolverSettings settings, int threads, FitProgress progress);
}
