package credence.app;

import credence.comparison.GateCheck;
import credence.document.ModelDocument;
import credence.model.Alias;
import credence.model.Fault;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.PublishOutcome;
import credence.training.TrainingOutcome;
import credence.training.TrainingRequest;
import credence.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Trains a version and publishes it.
final class VersionTraining {
  private final ModelRegistry registry;
  private final Progress progress;

  VersionTraining(ModelRegistry registry, Progress progress) {
    this.registry = registry;
    this.progress = progress;
  }

  /// What came of it.
  sealed interface Outcome {}

  /// The version stands in the registry, or stood there already.
  ///
  /// @param version the version
  /// @param publishing what the registry said; [PublishOutcome.Published] or
  ///   [PublishOutcome.Unchanged]
  /// @param champion whether it is the champion now
  record Kept(ModelVersion version, PublishOutcome publishing, boolean champion)
      implements Outcome {}

  /// Nothing has changed.
  ///
  /// @param messages why, a line each
  record Refused(List<String> messages) implements Outcome {}

  /// Trains on files, the rows one after the other, and publishes.
  ///
  /// @param change what the history is told
  Outcome train(VersionName name, ModelSpec spec, List<Path> files, Change change)
      throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      TrainingRequest request =
          new TrainingRequest(
              name,
              spec,
              files,
              SetCombination.CONCATENATED,
              CredenceVersion.number(),
              Engine.limits(temporary));
      return switch (TrainingRun.train(request, progress::during)) {
        case TrainingOutcome.Trained trained -> publish(trained.version(), change);
        case TrainingOutcome.Refused refused ->
            new Refused(refused.faults().stream().map(Fault::message).toList());
        case TrainingOutcome.Cancelled _ -> new Refused(List.of("the training was given up"));
      };
    } finally {
      progress.close();
    }
  }

  private Outcome publish(ModelVersion version, Change change) {
    PublishOutcome outcome =
        registry.publish(version.name(), ModelDocument.write(version), withGates(version, change));
    return switch (outcome) {
      case PublishOutcome.Published _, PublishOutcome.Unchanged _ ->
          new Kept(version, outcome, isChampion(version.name()));
      case PublishOutcome refused -> new Refused(List.of(refused.message()));
    };
  }

  /// The change; if this version becomes champion by being the first, with what its gates say,
  /// since nobody is asked.
  private Change withGates(ModelVersion version, Change change) {
    Optional<Finding> finding = GateCheck.findingOfFirst(version);
    if (finding.isEmpty() || !registry.state().publications().isEmpty()) {
      return change;
    }
    return new Change(
        change.author(),
        change.reason(),
        new TreeMap<>(Map.of(finding.get().code(), finding.get().consequence())));
  }

  private boolean isChampion(VersionName name) {
    return registry.state().version(Alias.CHAMPION).filter(name::equals).isPresent();
  }
}
