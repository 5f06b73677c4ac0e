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
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.model.StandardErrors;
import credence.training.EncodingFit.Encodings;
import credence.trainingset.TableReading;
import credence.trainingset.TrainingTable;
import credence.trainingset.TrainingTableReader;
import java.util.ArrayList;
import java.util.List;

/// Trains a model version: files in, and out comes either a version with everything that accounts
/// for it, or everything that is wrong with the data.
///
/// The same files, spec and versions of Credence and the JDK give the same version at any number of
/// threads. Used once, by one thread.
public final class TrainingRun {
  private final TrainingRequest request;
  private final ModelSpec spec;
  private final TrainingProgress progress;
  private final CustomerTraits traits;
  private final ModelFit fit;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private TrainingRun(TrainingRequest request, TrainingProgress progress) {
    this.request = request;
    this.spec = request.spec();
    this.progress = progress;
    this.traits = new CustomerTraits(spec);
    this.fit = new ModelFit(spec.algorithm(), request.limits().threads());
  }

  /// Trains.
  ///
  /// @param progress told how far the run is, and asked whether to go on
  public static TrainingOutcome train(TrainingRequest request, TrainingProgress progress) {
    return new TrainingRun(request, progress).run();
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
      case TableReading.Cancelled _ -> new TrainingOutcome.Cancelled();
      case TrainingTable table -> prepare(table);
    };
  }

  /// Chooses and splits rows, fits encodings and looks for values that they refuse.
  private TrainingOutcome prepare(TrainingTable table) {
    if (!proceed(TrainingStage.PREPARING, 0)) {
      return new TrainingOutcome.Cancelled();
    }
    findings.addAll(table.findings());
    RowSelection.Selected selected = RowSelection.of(table, spec, faults, findings);
    if (selected.rows().length == 0) {
      return new TrainingOutcome.Refused(faults);
    }
    RowSplit split = RowSplit.of(table, spec, selected.rows(), traits, faults, findings);
    if (split.training().length == 0 || split.validation().length == 0) {
      return new TrainingOutcome.Refused(faults);
    }
    Encodings encodings = EncodingFit.fit(table, spec, split.training(), faults);
    faults.addAll(CellCheck.faults(table, encodings.served(), split.training(), "training side"));
    faults.addAll(
        CellCheck.faults(table, encodings.validated(), split.validation(), "validation side"));
    if (!faults.isEmpty()) {
      return new TrainingOutcome.Refused(faults);
    }
    Outcomes outcomes = new Outcomes(table, selected.defaulted());
    return fit(outcomes, selected.rows(), split, encodings);
  }

  private TrainingOutcome fit(Outcomes outcomes, int[] rows, RowSplit split, Encodings encodings) {
    EncodedDesign design =
        new EncodedDesign(outcomes.table(), encodings.served(), split.training());
    FitResult result =
        fit.fit(design, outcomes, split.training(), fitProgress(TrainingStage.FITTING));
    return switch (result) {
      case FitResult.Refused(List<String> reasons) -> {
        reasons.forEach(reason -> faults.add(new Fault("training side", reason)));
        yield new TrainingOutcome.Refused(faults);
      }
      case FitResult.Cancelled _ -> new TrainingOutcome.Cancelled();
      case Fit fitted -> evaluate(outcomes, rows, split, encodings, design, fitted);
    };
  }

  private TrainingOutcome evaluate(
      Outcomes outcomes,
      int[] rows,
      RowSplit split,
      Encodings encodings,
      EncodedDesign design,
      Fit fitted) {
    if (!proceed(TrainingStage.EVALUATING, 0)) {
      return new TrainingOutcome.Cancelled();
    }
    LogisticModel served = ModelFit.model(encodings.served(), fitted);
    LogisticModel validated = ModelFit.model(encodings.validated(), fitted);
    ScoredSides sides = ScoredSides.of(outcomes, split, served, validated, faults, findings);
    if (sides == null) {
      return new TrainingOutcome.Refused(faults);
    }
    CrossValidation crossValidation = null;
    if (spec.crossValidationFolds() > 0) {
      crossValidation =
          new CrossValidating(outcomes, spec, rows, traits, fit)
              .run(share -> proceed(TrainingStage.CROSS_VALIDATING, share));
      if (crossValidation == null) {
        return new TrainingOutcome.Cancelled();
      }
    }
    EvaluationReport report = sides.report(spec.groups(), crossValidation);
    findings.addAll(
        EvaluationFindings.ofValidationRules(outcomes.table(), spec, split.validation()));
    findings.addAll(FitFindings.of(fitted, spec, design.columnNames(), split.training().length));
    findings.addAll(EvaluationFindings.ofAuc(report));
    if (!examineIntercept(outcomes, split, design, fitted)) {
      return new TrainingOutcome.Cancelled();
    }
    StandardErrors standardErrors =
        fit.standardErrors(encodings.served(), outcomes, split.training(), fitted);
    if (!proceed(TrainingStage.EXAMINING, 1)) {
      return new TrainingOutcome.Cancelled();
    }
    findings.addAll(FitFindings.ofStandardErrors(standardErrors, split.training().length));
    return new TrainingOutcome.Trained(
        new ModelVersion(
            request.name(),
            spec,
            served,
            standardErrors,
            report,
            findings,
            ReferenceFit.of(outcomes.table(), spec, split.training(), sides.training()),
            provenance(outcomes.table(), fitted)));
  }

  /// Frees a penalised intercept to see which coefficients hang on its penalty; false if that was
  /// given up.
  private boolean examineIntercept(
      Outcomes outcomes, RowSplit split, EncodedDesign design, Fit fitted) {
    FitProgress going = fitProgress(TrainingStage.EXAMINING);
    if (!proceed(TrainingStage.EXAMINING, 0)) {
      return false;
    }
    if (!spec.algorithm().penaliseIntercept()) {
      return true;
    }
    FitResult penalised =
        spec.algorithm().solver() == ModelSpec.SolverKind.NEWTON
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
