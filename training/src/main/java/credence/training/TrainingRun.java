package credence.training;

import credence.document.ModelDocument;
import credence.evaluation.CrossValidation;
import credence.evaluation.EvaluationReport;
import credence.fitting.Fit;
import credence.fitting.FitProgress;
import credence.fitting.FitResult;
import credence.fitting.NewtonSolver;
import credence.model.Fault;
import credence.model.Finding;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.model.StandardErrors;
import credence.training.EncodingFit.Encodings;
import credence.trainingset.TableReading;
import credence.trainingset.TrainingTable;
import credence.trainingset.TrainingTableReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains a model version: files in, and out comes either a version with everything that accounts
/// for it, or everything that is wrong with the data.
///
/// The same files, spec and versions of Credence and the JDK give the same version at any number of
/// threads. Used once, by one thread.
public final class TrainingRun {
  private final TrainingRequest request;
  private final ModelSpec spec;
  private final TrainingProgress progress;
  private final RunThreads threads;
  private final CustomerTraits traits;
  private final LogisticRegression algorithm;
  private final ModelFit fit;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private TrainingRun(TrainingRequest request, TrainingProgress progress, RunThreads threads) {
    this.request = request;
    this.spec = request.spec();
    this.progress = progress;
    this.threads = threads;
    this.traits = new CustomerTraits(spec);
    this.algorithm =
        switch (spec.algorithm()) {
          case LogisticRegression logistic -> logistic;
        };
    this.fit = new ModelFit(algorithm, threads);
  }

  /// Trains.
  ///
  /// @param progress told how far the run is, and asked whether to go on
  public static TrainingOutcome train(TrainingRequest request, TrainingProgress progress) {
    try (RunThreads threads = new RunThreads(request.limits().threads())) {
      return new TrainingRun(request, progress, threads).run();
    }
  }

  private TrainingOutcome run() {
    TableReading reading =
        new TrainingTableReader(spec, request.limits(), request.combination())
            .read(
                request.files(),
                traits,
                (done, total) -> proceed(TrainingStage.READING, (double) done / total));
    return switch (reading) {
      case TableReading.Refused(List<Fault> found) -> new TrainingOutcome.Refused(found);
      case TableReading.Failed(List<Fault> found) -> new TrainingOutcome.Refused(found);
      case TableReading.Cancelled _ -> new TrainingOutcome.Cancelled();
      case TrainingTable table -> train(table);
    };
  }

  private TrainingOutcome train(TrainingTable table) {
    if (!proceed(TrainingStage.PREPARING, 0)) {
      return new TrainingOutcome.Cancelled();
    }
    findings.addAll(table.findings());
    Prepared rows = threads.on(() -> prepare(table));
    return rows == null ? new TrainingOutcome.Refused(faults) : fit(rows);
  }

  /// What is learnt from.
  ///
  /// @param rows all that take part, ascending
  @SuppressWarnings("ArrayRecordComponent")
  private record Prepared(Outcomes outcomes, int[] rows, RowSplit split, Encodings encodings) {}

  /// Chooses and splits rows, fits encodings and looks for values that they refuse; null, with
  /// faults, if nothing can be learnt.
  private @Nullable Prepared prepare(TrainingTable table) {
    RowSelection.Selected selected = RowSelection.of(table, spec, faults, findings);
    if (selected.rows().length == 0) {
      return null;
    }
    RowSplit split = RowSplit.of(table, spec, selected.rows(), traits, faults, findings);
    if (split.training().length == 0 || split.validation().length == 0) {
      return null;
    }
    Encodings encodings = EncodingFit.fit(table, spec, split.training(), faults);
    faults.addAll(CellCheck.faults(table, encodings.served(), split.training(), "training side"));
    faults.addAll(
        CellCheck.faults(table, encodings.validated(), split.validation(), "validation side"));
    return faults.isEmpty()
        ? new Prepared(new Outcomes(table, selected.defaulted()), selected.rows(), split, encodings)
        : null;
  }

  private TrainingOutcome fit(Prepared rows) {
    int[] training = rows.split.training();
    EncodedDesign design =
        new EncodedDesign(rows.outcomes.table(), rows.encodings.served(), training);
    FitResult result = fit.fit(design, rows.outcomes, training, fitProgress(TrainingStage.FITTING));
    return switch (result) {
      case FitResult.Refused(List<String> reasons) -> {
        reasons.forEach(reason -> faults.add(new Fault("training side", reason)));
        yield new TrainingOutcome.Refused(faults);
      }
      case FitResult.Cancelled _ -> new TrainingOutcome.Cancelled();
      case Fit fitted -> evaluate(rows, design, fitted);
    };
  }

  private TrainingOutcome evaluate(Prepared rows, EncodedDesign design, Fit fitted) {
    if (!proceed(TrainingStage.EVALUATING, 0)) {
      return new TrainingOutcome.Cancelled();
    }
    Model served = ModelFit.model(rows.encodings.served(), fitted);
    Model validated = ModelFit.model(rows.encodings.validated(), fitted);
    ScoredSides sides =
        threads.on(
            () -> ScoredSides.of(rows.outcomes, rows.split, served, validated, faults, findings));
    if (sides == null) {
      return new TrainingOutcome.Refused(faults);
    }
    CrossValidation crossValidation = null;
    if (spec.crossValidationFolds() > 0) {
      crossValidation =
          new CrossValidating(rows.outcomes, spec, rows.rows, traits, fit, threads)
              .run(share -> proceed(TrainingStage.CROSS_VALIDATING, share));
      if (crossValidation == null) {
        return new TrainingOutcome.Cancelled();
      }
    }
    CrossValidation known = crossValidation;
    EvaluationReport report = threads.on(() -> sides.report(spec.groups(), known));
    int[] training = rows.split.training();
    TrainingTable table = rows.outcomes.table();
    findings.addAll(EvaluationFindings.ofValidationRules(table, spec, rows.split.validation()));
    findings.addAll(FitFindings.of(fitted, spec, design.columnNames(), training.length));
    findings.addAll(EvaluationFindings.ofAuc(report));
    if (!examineIntercept(rows.outcomes, rows.split, design, fitted)) {
      return new TrainingOutcome.Cancelled();
    }
    StandardErrors standardErrors =
        fit.standardErrors(rows.encodings.served(), rows.outcomes, training, fitted);
    if (!proceed(TrainingStage.EXAMINING, 1)) {
      return new TrainingOutcome.Cancelled();
    }
    findings.addAll(FitFindings.ofStandardErrors(standardErrors, training.length));
    return new TrainingOutcome.Trained(
        new ModelVersion(
            request.name(),
            spec,
            served,
            standardErrors,
            report,
            findings,
            threads.on(() -> ReferenceFit.of(table, spec, training, sides.training())),
            provenance(table, fitted)));
  }

  /// Frees a penalised intercept to see which coefficients hang on its penalty; false if that was
  /// given up.
  private boolean examineIntercept(
      Outcomes outcomes, RowSplit split, EncodedDesign design, Fit fitted) {
    FitProgress going = fitProgress(TrainingStage.EXAMINING);
    if (!proceed(TrainingStage.EXAMINING, 0)) {
      return false;
    }
    if (!algorithm.penaliseIntercept()) {
      return true;
    }
    FitResult penalised =
        algorithm.solver() == ModelSpec.SolverKind.NEWTON
            ? fitted
            : fit.optimum(true, design, outcomes, split.training(), going);
    FitResult free = fit.optimum(false, design, outcomes, split.training(), going);
    if (penalised instanceof Fit held && free instanceof Fit freed) {
      findings.addAll(FitFindings.ofFreedIntercept(held, freed, design.columnNames()));
    }
    return !(penalised instanceof FitResult.Cancelled) && !(free instanceof FitResult.Cancelled);
  }

  private Provenance provenance(TrainingTable table, Fit fitted) {
    return new Provenance(
        table.sets(),
        table.combination(),
        ModelDocument.specSha256(spec),
        fit.record(fitted),
        request.credenceVersion(),
        Runtime.version().toString());
  }

  private boolean proceed(TrainingStage stage, double shareDone) {
    return progress.proceed(stage, shareDone, stage.left(spec))
        && !Thread.currentThread().isInterrupted();
  }

  private FitProgress fitProgress(TrainingStage stage) {
    double[] first = {Double.NaN};
    return (iteration, gradientNorm) -> {
      first[0] = iteration == 0 ? gradientNorm : first[0];
      return proceed(stage, digitsGained(first[0], gradientNorm));
    };
  }

  /// The share of the digits that the gradient had to lose which it has lost.
  private static double digitsGained(double first, double now) {
    double share = Math.log(first / now) / Math.log(first / NewtonSolver.TOLERANCE_DEFAULT);
    return share >= 0 && share <= 1 ? share : 0;
  }
}
