package credence.job;

import credence.comparison.GateCheck;
import credence.document.ModelDocument;
import credence.fitting.AbandonableWork;
import credence.model.Alias;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.PublishOutcome;
import credence.training.ModelTraining;
import credence.training.TrainingRequest;
import credence.wording.FindingWording;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Trains a version and publishes it: the step that [TrainingJob] and [TrainingRunJob] share.
final class TrainAndPublish {
  private final ModelRegistry registry;
  private final TrainingSteps steps;

  /// @param steps receives the progress of the training, and decides whether it goes on; also asked
  ///   once the version is ready to be published
  TrainAndPublish(ModelRegistry registry, TrainingSteps steps) {
    this.registry = registry;
    this.steps = steps;
  }

  /// A check of a trained version right before it is published.
  @FunctionalInterface
  interface PublishCheck {
    /// The reasons why the version must not be published, one line each; empty if it may be.
    List<String> reasonsAgainst(ModelVersion version);
  }

  /// Trains and publishes.
  ///
  /// @param change author, reason and details, for the history
  TrainingResult train(TrainingRequest request, Change change, PublishCheck check) {
    return switch (AbandonableWork.run(
        () -> ModelTraining.train(request, steps::training), steps::again)) {
      case Result.Value<ModelVersion>(ModelVersion version) -> {
        List<String> reasonsAgainst = check.reasonsAgainst(version);
        yield reasonsAgainst.isEmpty()
            ? publish(version, change)
            : new TrainingResult.Rejected(reasonsAgainst);
      }
      case Result.WithErrors<ModelVersion> withErrors ->
          new TrainingResult.Rejected(
              withErrors.errors().stream().map(LocatedError::message).toList());
      case Result.Cancelled<ModelVersion> _ -> new TrainingResult.Cancelled();
    };
  }

  private TrainingResult publish(ModelVersion version, Change change) {
    PublishOutcome outcome =
        registry.publishIf(
            steps::isWanted,
            version.name(),
            ModelDocument.write(version),
            List.of(), // No kind of model has artifacts.
            withGates(version, change));
    return switch (outcome) {
      case PublishOutcome.Published _, PublishOutcome.Unchanged _ ->
          new TrainingResult.Registered(version, outcome, isChampion(version.name()), null);
      case PublishOutcome.NotWanted _ -> new TrainingResult.Cancelled();
      case PublishOutcome rejected -> new TrainingResult.Rejected(List.of(rejected.message()));
    };
  }

  /// The change; for the first version, which becomes champion without a decision, with the finding
  /// on its gates in the details.
  private Change withGates(ModelVersion version, Change change) {
    Optional<Finding> finding = GateCheck.findingOfFirst(version);
    if (finding.isEmpty() || !registry.state().publications().isEmpty()) {
      return change;
    }
    TreeMap<String, String> details = new TreeMap<>(change.details());
    details.put(finding.get().code(), FindingWording.of(finding.get()));
    return new Change(change.author(), change.reason(), details);
  }

  private boolean isChampion(VersionName name) {
    return registry.state().version(Alias.CHAMPION).filter(name::equals).isPresent();
  }
}
