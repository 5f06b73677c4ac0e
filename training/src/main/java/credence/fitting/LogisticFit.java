package credence.fitting;

import credence.dataset.Outcomes;
import credence.dataset.RowSets;
import credence.dataset.TrainingTable;
import credence.logistic.CustomerSandwich;
import credence.logistic.Fit;
import credence.logistic.FitProgress;
import credence.logistic.Labels;
import credence.logistic.LiblinearSolver;
import credence.logistic.NewtonSolver;
import credence.logistic.RarerClass;
import credence.logistic.Solver;
import credence.logistic.SolverSettings;
import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.Provenance.FitRecord;
import credence.model.Result;
import credence.model.StandardErrors;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Fits a spec's algorithm.
final class LogisticFit {
  private static final String LIBLINEAR_VERSION = "1.95";

  private final LogisticRegression algorithm;
  private final TrainingThreads threads;

  LogisticFit(LogisticRegression algorithm, TrainingThreads threads) {
    this.algorithm = algorithm;
    this.threads = threads;
  }

  /// Fits the coefficients to rows.
  Result<Fit> fit(EncodedDesign design, Outcomes outcomes, int[] rows, FitProgress progress) {
    return switch (algorithm.solver()) {
      case LIBLINEAR ->
          fit(new LiblinearSolver(), algorithm.tolerance(), design, outcomes, rows, progress);
      case NEWTON -> optimum(algorithm.penaliseIntercept(), design, outcomes, rows, progress);
    };
  }

  /// Fits the coefficients at the exact optimum, whatever the spec's solver.
  ///
  /// @param penaliseIntercept overrides the spec
  Result<Fit> optimum(
      boolean penaliseIntercept,
      EncodedDesign design,
      Outcomes outcomes,
      int[] rows,
      FitProgress progress) {
    LogisticRegression exact =
        new LogisticRegression(
            ModelSpec.SolverKind.NEWTON,
            algorithm.c(),
            penaliseIntercept,
            NewtonSolver.TOLERANCE_DEFAULT,
            algorithm.iterationsMax());
    return new LogisticFit(exact, threads)
        .fit(
            new NewtonSolver(exact.iterationsMax()),
            exact.tolerance(),
            design,
            outcomes,
            rows,
            progress);
  }

  private Result<Fit> fit(
      Solver solver,
      double tolerance,
      EncodedDesign design,
      Outcomes outcomes,
      int[] rows,
      FitProgress progress) {
    Labels labels = threads.on(() -> labels(outcomes, rows));
    return solver.fit(design, labels, settings(tolerance), threads.count(), progress);
  }

  private static Labels labels(Outcomes outcomes, int[] rows) {
    return Labels.of(
        RowSets.where(rows.length, i -> outcomes.defaulted().get(rows[i])), rows.length);
  }

  private SolverSettings settings(double tolerance) {
    return new SolverSettings(algorithm.c(), algorithm.penaliseIntercept(), tolerance);
  }

  /// The precision of a fit's coefficients.
  ///
  /// @param standardErrors null if they cannot be estimated, or this thread was interrupted
  /// @param rarer the rarer class, counted up to [FitFindings#customersEnough]
  record Precision(@Nullable StandardErrors standardErrors, RarerClass rarer) {}

  /// The precision of a fit's coefficients.
  ///
  /// @param rows the rows of the fit
  Precision precision(List<Encoding> encodings, Outcomes outcomes, int[] rows, Fit fit) {
    TrainingTable table = outcomes.table();
    CustomerOrder order = CustomerOrder.of(table, rows);
    int[] ordered = order.rows();
    Labels labels = threads.on(() -> labels(outcomes, ordered));
    IntUnaryOperator customerOfRow = order.distinct() ? null : row -> table.customer(ordered[row]);
    RarerClass rarer = RarerClass.of(labels, customerOfRow, FitFindings.customersEnough(fit));
    StandardErrors errors =
        new CustomerSandwich(threads.count())
            .standardErrors(
                new EncodedDesign(table, encodings, ordered), labels, customerOfRow, rarer, fit);
    return new Precision(errors, rarer);
  }

  /// The model of a fit and its encodings.
  static LogisticModel model(List<Encoding> encodings, Fit fit) {
    return new LogisticModel(encodings, fit.intercept(), fit.coefficients());
  }

  /// How the solver ended.
  FitRecord record(Fit fit) {
    String solver =
        switch (algorithm.solver()) {
          case LIBLINEAR -> "liblinear " + LIBLINEAR_VERSION;
          case NEWTON -> "newton";
        };
    String outcome =
        switch (fit.convergence()) {
          case GRADIENT -> "converged";
          case ROUNDING_FLOOR -> "rounding-floor";
          case SOLVER_TOLERANCE -> "tolerance";
          case ITERATION_LIMIT -> "iteration-limit";
        };
    return new FitRecord(solver, outcome, fit.iterations(), fit.gradientNorm());
  }
}
