package credence.training;

import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.document.ModelDocument;
import credence.evaluation.CrossValidation;
import credence.evaluation.EvaluationReport;
import credence.fitting.Trainer;
import credence.fitting.TrainingThreads;
import credence.model.Finding;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.model.Provenance.FitRecord;
import credence.model.Result;
import credence.screening.FeatureScreening;
import credence.screening.ScreenedRows;
import credence.splitting.CustomerTraits;
import credence.splitting.RowSelection;
import credence.splitting.RowSplit;
import credence.splitting.SideDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trains a model version in memory: from files and a spec to a version with its provenance, or to
/// all errors of the data. Nothing is published or stored.
///
/// The same files, spec and versions of Credence and the JDK give the same version at any number of
/// threads. Used once, by one thread.
public final class ModelTraining {
  /// The share of the stage of preparation that the selection and the split of rows take.
  private static final double SELECTION_SHARE = 0.2;

  /// The shares of the stage of examination before the fits are repeated, and of these fits.
  private static final double BEFORE_REFITS = 0.2;

  private static final double REFITS = 0.6;

  private final TrainingRequest request;
  private final ModelSpec spec;
  private final TrainingProgress progress;
  private final TrainingThreads threads;
  private final CustomerTraits traits;
  private final Trainer trainer;
  private final List<Finding> findings = new ArrayList<>();
  private TrainingWork work;

  private ModelTraining(
      TrainingRequest request, TrainingProgress progress, TrainingThreads threads) {
    this.request = request;
    this.spec = request.spec();
    this.progress = progress;
    this.threads = threads;
    this.traits = new CustomerTraits(spec);
    this.trainer = Trainer.of(spec, threads);
    this.work = TrainingWork.of(spec);
  }

  /// Trains.
  ///
  /// @param progress receives the progress of the training, and decides whether it goes on
  /// @return the version; rejected or failed with all errors of files, rows and fit found at the
  ///   first stage with errors
  public static Result<ModelVersion> train(TrainingRequest request, TrainingProgress progress) {
    try (TrainingThreads threads = new TrainingThreads(request.limits().threads())) {
      return new ModelTraining(request, progress, threads).run();
    }
  }

  /// Trains on a table that is in memory, with a split that is not by id.
  static Result<ModelVersion> train(
      TrainingRequest request, TrainingTable table, TrainingProgress progress) {
    try (TrainingThreads threads = new TrainingThreads(request.limits().threads())) {
      return new ModelTraining(request, progress, threads).train(table);
    }
  }

  private Result<ModelVersion> run() {
    return new TrainingTableReader(spec, request.limits(), request.combination())
        .read(
            request.files(),
            traits,
            reading -> {
              work = work.withRows(reading.rowsTotal());
              return proceed(TrainingStage.READING, reading.shareDone());
            })
        .then(this::train);
  }

  private Result<ModelVersion> train(TrainingTable table) {
    work = work.withRows(table.rows()).withLevels(spec, table);
    if (!proceed(TrainingStage.PREPARING, 0)) {
      return new Result.Cancelled<>();
    }
    findings.addAll(table.findings());
    return threads.on(() -> prepare(table)).then(this::fit);
  }

  /// Rows that are prepared for fitting.
  private record Prepared(Outcomes outcomes, RowSplit split, Trainer.Preparation preparation) {}

  /// Selects and splits rows, prepares them and checks for values that the model rejects. Rows are
  /// prepared even if customers are repeated, so that all errors are reported.
  private Result<Prepared> prepare(TrainingTable table) {
    RowSelection.Selection selection = RowSelection.of(table, spec, findings);
    return selection
        .distinct()
        .and(
            selection.selected().then(selected -> prepare(table, selected)),
            (_, prepared) -> prepared);
  }

  private Result<Prepared> prepare(TrainingTable table, RowSelection.Selected selected) {
    Outcomes outcomes = new Outcomes(table, selected.defaulted());
    return RowSplit.of(table, spec, selected.rows(), traits, findings)
        .then(
            split ->
                trainer
                    .prepare(table, split, this::prepared)
                    .map(ready -> new Prepared(outcomes, split, ready)));
  }

  /// Reports the preparation of the split rows; whether to go on is asked at its end.
  private void prepared(double shareDone) {
    boolean _ =
        proceed(TrainingStage.PREPARING, SELECTION_SHARE + (1 - SELECTION_SHARE) * shareDone);
  }

  private Result<ModelVersion> fit(Prepared rows) {
    if (!proceed(TrainingStage.FITTING, 0)) {
      return new Result.Cancelled<>();
    }
    return rows.preparation
        .fit(rows.outcomes, share -> proceed(TrainingStage.FITTING, share))
        .then(fitted -> evaluate(rows, fitted));
  }

  private Result<ModelVersion> evaluate(Prepared rows, Trainer.Fitted fitted) {
    if (!proceed(TrainingStage.EVALUATING, 0)) {
      return new Result.Cancelled<>();
    }
    Model served = fitted.served();
    Model validated = fitted.validated();
    return threads
        .on(() -> ScoredSides.of(rows.outcomes, rows.split, served, validated, findings))
        .then(
            sides -> {
              EvaluationReport report = threads.on(() -> sides.report(spec));
              return crossValidate(rows)
                  .then(
                      folds ->
                          examine(
                              rows, fitted, sides, report.withCrossValidation(folds.orElse(null))));
            });
  }

  /// Cross-validates if the spec requests it.
  private Result<Optional<CrossValidation>> crossValidate(Prepared rows) {
    return spec.crossValidationFolds() == 0
        ? Result.of(Optional.empty())
        : new CrossValidating(rows.outcomes, spec, rows.split.training(), traits, trainer, threads)
            .run(share -> proceed(TrainingStage.CROSS_VALIDATING, share))
            .map(Optional::of);
  }

  private Result<ModelVersion> examine(
      Prepared rows, Trainer.Fitted fitted, ScoredSides sides, EvaluationReport report) {
    if (!proceed(TrainingStage.EXAMINING, 0)) {
      return new Result.Cancelled<>();
    }
    TrainingTable table = rows.outcomes.table();
    findings.addAll(EvaluationFindings.ofGates(spec));
    findings.addAll(EvaluationFindings.ofValidationRules(table, spec, rows.split.validation()));
    findings.addAll(threads.on(() -> trainingFindings(rows, fitted)));
    findings.addAll(EvaluationFindings.ofAuc(report));
    findings.addAll(EvaluationFindings.ofValidation(report));
    return fitted
        .examine(this::examining)
        .map(examination -> version(rows, fitted, sides, report, examination));
  }

  /// Reports an examination; how much of it is done is known only if it repeats the fits.
  private boolean examining(double shareDone) {
    return proceed(
        TrainingStage.EXAMINING, work.refitted() ? BEFORE_REFITS + REFITS * shareDone : 0);
  }

  /// The findings on features and fit. A feature that separates the classes is one of the fit's,
  /// and not also a likely leak.
  private List<Finding> trainingFindings(Prepared rows, Trainer.Fitted fitted) {
    int[] training = rows.split.training();
    ScreenedRows screened = ScreenedRows.of(rows.outcomes, training);
    List<Finding> ofFit = fitted.findings(screened);
    Set<String> separating =
        ofFit.stream()
            .filter(Finding.SeparatingFeature.class::isInstance)
            .map(Finding::column)
            .collect(Collectors.toSet());
    return Stream.concat(
            FeatureScreening.of(rows.outcomes, spec, training, screened).stream()
                .filter(
                    finding ->
                        !(finding instanceof Finding.LikelyLeak leak
                            && separating.contains(leak.column()))),
            ofFit.stream())
        .toList();
  }

  private ModelVersion version(
      Prepared rows,
      Trainer.Fitted fitted,
      ScoredSides sides,
      EvaluationReport report,
      Trainer.Examination examination) {
    findings.addAll(examination.findings());
    TrainingTable table = rows.outcomes.table();
    return new ModelVersion(
        request.name(),
        spec,
        fitted.served(),
        examination.standardErrors(),
        report,
        findings,
        threads.on(() -> ReferenceFit.of(table, spec, rows.split.training(), sides.training())),
        provenance(table, rows.split, fitted.record()));
  }

  private Provenance provenance(TrainingTable table, RowSplit split, FitRecord fit) {
    return new Provenance(
        table.sets(),
        table.combination(),
        threads.on(() -> SideDigest.of(table, split)),
        ModelDocument.specSha256(spec),
        fit,
        request.credenceVersion(),
        Runtime.version().toString());
  }

  private boolean proceed(TrainingStage stage, double shareDone) {
    return progress.proceed(stage, shareDone, work) && !Thread.currentThread().isInterrupted();
  }
}
