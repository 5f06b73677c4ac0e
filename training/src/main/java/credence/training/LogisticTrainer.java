package credence.training;

import credence.fitting.Fit;
import credence.fitting.FitProgress;
import credence.fitting.FitResult;
import credence.fitting.NewtonSolver;
import credence.model.Fault;
import credence.model.Finding;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.Provenance.FitRecord;
import credence.model.StandardErrors;
import credence.training.EncodingFit.Encodings;
import credence.trainingset.TrainingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// Trains logistic regression: fits the encodings of the inputs, then the coefficients.
final class LogisticTrainer implements Trainer {
  private final ModelSpec spec;
  private final LogisticRegression algorithm;
  private final LogisticFit fit;

  LogisticTrainer(ModelSpec spec, LogisticRegression algorithm, TrainingThreads threads) {
    this.spec = spec;
    this.algorithm = algorithm;
    this.fit = new LogisticFit(algorithm, threads);
  }

  @Override
  public Preparation prepare(TrainingTable table, int[] rows, List<Fault> faults) {
    return new Encoded(table, rows, EncodingFit.fit(table, spec, rows, faults));
  }

  /// Rows with the encodings that were fitted to them.
  private final class Encoded implements Preparation {
    private final TrainingTable table;
    private final int[] rows;
    private final Encodings encodings;

    Encoded(TrainingTable table, int[] rows, Encodings encodings) {
      this.table = table;
      this.rows = rows;
      this.encodings = encodings;
    }

    @Override
    public List<Fault> refusedValues(int[] training, int[] validation) {
      List<Fault> faults =
          new ArrayList<>(CellCheck.faults(table, encodings.served(), training, "training side"));
      faults.addAll(CellCheck.faults(table, encodings.validated(), validation, "validation side"));
      return faults;
    }

    @Override
    public Result fit(Outcomes outcomes, DoublePredicate proceed) {
      EncodedDesign design = new EncodedDesign(table, encodings.served(), rows);
      return switch (fit.fit(design, outcomes, rows, progress(proceed))) {
        case FitResult.Refused(List<String> reasons) -> new Refused(reasons);
        case FitResult.Cancelled _ -> new Cancelled();
        case Fit fitted -> new FittedCoefficients(this, outcomes, design, fitted);
      };
    }
  }

  /// Coefficients that were fitted.
  private final class FittedCoefficients implements Fitted {
    private final Encoded prepared;
    private final Outcomes outcomes;
    private final EncodedDesign design;
    private final Fit fitted;

    FittedCoefficients(Encoded prepared, Outcomes outcomes, EncodedDesign design, Fit fitted) {
      this.prepared = prepared;
      this.outcomes = outcomes;
      this.design = design;
      this.fitted = fitted;
    }

    @Override
    public Model served() {
      return LogisticFit.model(prepared.encodings.served(), fitted);
    }

    @Override
    public Model validated() {
      return LogisticFit.model(prepared.encodings.validated(), fitted);
    }

    @Override
    public FitRecord record() {
      return fit.record(fitted);
    }

    @Override
    public List<Finding> findings() {
      return FitFindings.of(fitted, spec, design.columnNames(), prepared.rows.length);
    }

    @Override
    public @Nullable Examination examine(DoublePredicate proceed) {
      List<Finding> findings = new ArrayList<>();
      if (algorithm.penaliseIntercept() && !examineIntercept(findings, proceed)) {
        return null;
      }
      StandardErrors errors =
          fit.standardErrors(prepared.encodings.served(), outcomes, prepared.rows, fitted);
      if (!proceed.test(1)) {
        return null;
      }
      findings.addAll(FitFindings.ofStandardErrors(errors, prepared.rows.length));
      return new Examination(findings, errors);
    }

    /// Frees a penalised intercept to see which coefficients depend on its penalty; false if that
    /// was given up.
    private boolean examineIntercept(List<Finding> findings, DoublePredicate proceed) {
      FitResult penalised =
          algorithm.solver() == ModelSpec.SolverKind.NEWTON
              ? fitted
              : fit.optimum(true, design, outcomes, prepared.rows, progress(proceed));
      FitResult free = fit.optimum(false, design, outcomes, prepared.rows, progress(proceed));
      if (penalised instanceof Fit held && free instanceof Fit freed) {
        findings.addAll(FitFindings.ofFreedIntercept(held, freed, design.columnNames()));
      }
      return !(penalised instanceof FitResult.Cancelled) && !(free instanceof FitResult.Cancelled);
    }
  }

  private static FitProgress progress(DoublePredicate proceed) {
    double[] first = {Double.NaN};
    return (iteration, gradientNorm) -> {
      first[0] = iteration == 0 ? gradientNorm : first[0];
      return proceed.test(digitsGained(first[0], gradientNorm));
    };
  }

  /// The share of the digits that the gradient has to lose which it has lost.
  private static double digitsGained(double first, double now) {
    double share = Math.log(first / now) / Math.log(first / NewtonSolver.TOLERANCE_DEFAULT);
    return share >= 0 && share <= 1 ? share : 0;
  }
}
