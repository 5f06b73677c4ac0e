package credence.logistic;

import credence.model.Result;

/// Finds the coefficients of a penalised logistic regression.
public sealed interface Solver permits LiblinearSolver, NewtonSolver {
  /// Returns the name by which a spec chooses the solver.
  String name();

  /// Fits coefficients to the rows; the result is bit-identical at any thread count.
  ///
  /// @param labels one for each row of the design
  /// @param threads to work on, at least 1
  /// @param progress receives each iteration, where the solver reports them
  /// @return the fit; rejected with every reason why the rows cannot be fitted, or not with this
  ///   solver, and what to do; cancelled by the progress or an interrupt
  Result<Fit> fit(
      Design design, Labels labels, SolverSettings settings, int threads, FitProgress progress);
}
