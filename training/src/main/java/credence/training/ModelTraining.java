package credence.training;

import credence.document.ModelDocument;
import credence.evaluation.CrossValidation;
import credence.evaluation.EvaluationReport;
import credence.model.Fault;
import credence.model.Finding;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.model.Provenance.FitRecord;
import credence.trainingset.TableReading;
import credence.trainingset.TrainingTable;
import credence.trainingset.TrainingTableReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains a model version in memory: from files and a spec to a version with its provenance, or to
/// every fault of the data. Nothing is published or kept.
///
/// The same files, spec and versions of Credence and the JDK give the same version at any number of
/// threads. Used once, by one thread.
public final class ModelTraining {
  private final TrainingRequest request;
  private final ModelSpec spec;
  private final TrainingProgress progress;
  private final TrainingThreads threads;
  private final CustomerTraits traits;
  private final Trainer trainer;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private ModelTraining(
      TrainingRequest request, TrainingProgress progress, TrainingThreads threads) {
    this.request = request;
    this.spec = request.spec();
    this.progress = progress;
    this.threads = threads;
    this.traits = new CustomerTraits(spec);
    this.trainer = Trainer.of(spec, threads);
  }

  /// Trains.
  ///
  /// @param progress receives the progress of the training, and decides whether it goes on
  public static TrainingOutcome train(TrainingRequest request, TrainingProgress progress) {
    try (TrainingThreads threads = new TrainingThreads(request.limits().threads())) {
      return new ModelTraining(request, progress, threads).run();
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
  private record Prepared(
      Outcomes outcomes, int[] rows, RowSplit split, Trainer.Preparation preparation) {}

  /// Chooses and splits rows, prepares them and looks for values that the model refuses; null, with
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
    Trainer.Preparation preparation = trainer.prepare(table, split.training(), faults);
    faults.addAll(preparation.refusedValues(split.training(), split.validation()));
    return faults.isEmpty()
        ? new Prepared(
            new Outcomes(table, selected.defaulted()), selected.rows(), split, preparation)
        : null;
  }

  private TrainingOutcome fit(Prepared rows) {
    Trainer.Result result =
        rows.preparation.fit(rows.outcomes, share -> proceed(TrainingStage.FITTING, share));
    return switch (result) {
      case Trainer.Refused(List<String> reasons) -> {
        reasons.forEach(reason -> faults.add(new Fault("training side", reason)));
        yield new TrainingOutcome.Refused(faults);
      }
      case Trainer.Cancelled _ -> new TrainingOutcome.Cancelled();
      case Trainer.Fitted fitted -> evaluate(rows, fitted);
    };
  }

  private TrainingOutcome evaluate(Prepared rows, Trainer.Fitted fitted) {
    if (!proceed(TrainingStage.EVALUATING, 0)) {
      return new TrainingOutcome.Cancelled();
    }
    Model served = fitted.served();
    Model validated = fitted.validated();
    ScoredSides sides =
        threads.on(
            () -> ScoredSides.of(rows.outcomes, rows.split, served, validated, faults, findings));
    if (sides == null) {
      return new TrainingOutcome.Refused(faults);
    }
    CrossValidation crossValidation = null;
    if (spec.crossValidationFolds() > 0) {
      crossValidation =
          new CrossValidating(rows.outcomes, spec, rows.rows, traits, trainer, threads)
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
    findings.addAll(fitted.findings());
    findings.addAll(EvaluationFindings.ofAuc(report));
    Trainer.Examination examination =
        proceed(TrainingStage.EXAMINING, 0)
            ? fitted.examine(share -> proceed(TrainingStage.EXAMINING, share))
            : null;
    if (examination == null) {
      return new TrainingOutcome.Cancelled();
    }
    findings.addAll(examination.findings());
    return new TrainingOutcome.Trained(
        new ModelVersion(
            request.name(),
            spec,
            served,
            examination.standardErrors(),
            report,
            findings,
            threads.on(() -> ReferenceFit.of(table, spec, training, sides.training())),
            provenance(table, fitted.record())));
  }

  private Provenance provenance(TrainingTable table, FitRecord fit) {
    return new Provenance(
        table.sets(),
        table.combination(),
        ModelDocument.specSha256(spec),
        fit,
        request.credenceVersion(),
        Runtime.version().toString());
  }

  private boolean proceed(TrainingStage stage, double shareDone) {
    return progress.proceed(stage, shareDone, stage.left(spec))
        && !Thread.currentThread().isInterrupted();
  }
}
