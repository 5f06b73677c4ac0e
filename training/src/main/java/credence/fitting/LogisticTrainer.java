package credence.fitting;

import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.fitting.EncodingFit.FittedEncoding;
import credence.logistic.Fit;
import credence.logistic.FitProgress;
import credence.model.Encoding;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.Provenance.FitRecord;
import credence.model.Result;
import credence.screening.ScreenedRows;
import credence.splitting.RowSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;

/// Trains logistic regression: fits the encodings of the inputs, then the coefficients.
final class LogisticTrainer implements Trainer {
  private static final List<Finding> NO_FINDINGS = List.of();

  /// The share of the preparation that the encodings take; the rest is for checks of values.
  private static final double ENCODINGS_SHARE = 0.8;

  /// The share of an examination that further fits take; the rest is for the standard errors.
  private static final double REFITS_SHARE = 0.8;

  private final ModelSpec spec;
  private final LogisticRegression algorithm;
  private final LogisticFit fit;

  LogisticTrainer(ModelSpec spec, LogisticRegression algorithm, TrainingThreads threads) {
    this.spec = spec;
    this.algorithm = algorithm;
    this.fit = new LogisticFit(algorithm, threads);
  }

  @Override
  public Result<Preparation> prepare(TrainingTable table, int[] rows) {
    return Result.all(EncodingFit.fit(table, spec, rows, _ -> {}))
        .map(encodings -> new Encoded(table, rows, encodings));
  }

  @Override
  public Result<Preparation> prepare(TrainingTable table, RowSplit split, DoubleConsumer progress) {
    List<Result<FittedEncoding>> fitted =
        EncodingFit.fit(
            table, spec, split.training(), share -> progress.accept(ENCODINGS_SHARE * share));
    List<FittedEncoding> usable = fitted.stream().flatMap(Result::stream).toList();
    List<LocatedError> errors = new ArrayList<>();
    errors.addAll(CellCheck.errors(table, served(usable), split.training(), "training side"));
    errors.addAll(
        CellCheck.errors(table, validated(usable), split.validation(), "validation side"));
    return Result.all(fitted)
        .and(Result.of(usable, errors), (encodings, _) -> encodings)
        .map(encodings -> new Encoded(table, split.training(), encodings));
  }

  private static List<Encoding> served(List<FittedEncoding> fitted) {
    return fitted.stream().map(FittedEncoding::served).toList();
  }

  private static List<Encoding> validated(List<FittedEncoding> fitted) {
    return fitted.stream().map(FittedEncoding::validated).toList();
  }

  /// Rows with the encodings that were fitted to them.
  private final class Encoded implements Preparation {
    private final TrainingTable table;
    private final int[] rows;
    private final List<Encoding> served;
    private final List<Encoding> validated;

    Encoded(TrainingTable table, int[] rows, List<FittedEncoding> encodings) {
      this.table = table;
      this.rows = rows;
      this.served = served(encodings);
      this.validated = validated(encodings);
    }

    @Override
    public Result<Fitted> fit(Outcomes outcomes, DoublePredicate proceed) {
      EncodedDesign design = new EncodedDesign(table, served, rows);
      return fit.fit(design, outcomes, rows, progress(proceed))
          .map(fitted -> new FittedCoefficients(this, outcomes, design, fitted));
    }
  }

  /// Fitted coefficients.
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
      return LogisticFit.model(prepared.served, fitted);
    }

    @Override
    public Model validated() {
      return LogisticFit.model(prepared.validated, fitted);
    }

    @Override
    public FitRecord record() {
      return fit.record(fitted);
    }

    @Override
    public List<Finding> findings(ScreenedRows screened) {
      List<Finding> findings =
          new ArrayList<>(FitFindings.of(fitted, spec, prepared.served, prepared.rows.length));
      findings.addAll(Collinearity.findings(outcomes.table(), prepared.served, screened));
      findings.addAll(
          ExtremeValues.findings(
              outcomes.table(), prepared.served, prepared.rows, screened, fitted));
      findings.addAll(
          FitFindings.ofUnits(fitted, prepared.served, prepared.rows.length, screened.customers()));
      return findings;
    }

    @Override
    public Result<Examination> examine(DoublePredicate proceed) {
      return (algorithm.penaliseIntercept()
              ? freedIntercept(share -> proceed.test(share * REFITS_SHARE))
              : Result.of(NO_FINDINGS))
          .then(findings -> examine(findings, proceed));
    }

    private Result<Examination> examine(List<Finding> before, DoublePredicate proceed) {
      LogisticFit.Precision precision =
          fit.precision(prepared.served, outcomes, prepared.rows, fitted);
      if (!proceed.test(1)) {
        return new Result.Cancelled<>();
      }
      List<Finding> findings = new ArrayList<>(before);
      findings.addAll(FitFindings.ofPrecision(precision, fitted, prepared.rows.length));
      return Result.of(new Examination(findings, precision.standardErrors()));
    }

    /// Fits again without penalty of the intercept to find the coefficients that depend on it.
    /// There are no findings if either optimum cannot be fitted.
    private Result<List<Finding>> freedIntercept(DoublePredicate proceed) {
      Result<Fit> penalised =
          algorithm.solver() == ModelSpec.SolverKind.NEWTON
              ? Result.of(fitted)
              : fit.optimum(
                  true,
                  design,
                  outcomes,
                  prepared.rows,
                  progress(share -> proceed.test(share / 2)));
      Result<Fit> free =
          fit.optimum(
              false,
              design,
              outcomes,
              prepared.rows,
              progress(
                  algorithm.solver() == ModelSpec.SolverKind.NEWTON
                      ? proceed
                      : share -> proceed.test((1 + share) / 2)));
      Result<List<Finding>> findings =
          penalised.and(
              free,
              (held, freed) ->
                  FitFindings.ofFreedIntercept(fitted, held, freed, design.columnNames()));
      return findings instanceof Result.WithErrors<List<Finding>>
          ? Result.of(NO_FINDINGS)
          : findings;
    }
  }

  private static FitProgress progress(DoublePredicate proceed) {
    return new FitProgress() {
      private volatile double share;

      @Override
      public boolean proceed(int iteration, double gradientNorm) {
        return proceed.test(share);
      }

      @Override
      public void passing(double shareDone) {
        share = shareDone;
        boolean _ = proceed.test(shareDone); // Asked again after the pass.
      }
    };
  }
}
