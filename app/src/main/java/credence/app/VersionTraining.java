package credence.app;

import credence.comparison.GateCheck;
import credence.document.ModelDocument;
import credence.model.Alias;
import credence.model.Fault;
import credence.model.Finding;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.PublishOutcome;
import credence.training.TrainingOutcome;
import credence.training.TrainingProgress;
import credence.training.TrainingRequest;
import credence.training.TrainingRun;
import credence.wording.FindingWording;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Trains a version and publishes it.
final class VersionTraining {
  private final ModelRegistry registry;
  private final TrainingProgress progress;
  private final BooleanSupplier wanted;

  /// @param progress told how far the training is, and asked whether to go on
  /// @param wanted asked at the last instant whether to publish
  VersionTraining(ModelRegistry registry, TrainingProgress progress, BooleanSupplier wanted) {
    this.registry = registry;
    this.progress = progress;
    this.wanted = wanted;
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

  /// The training was given up; nothing has changed.
  record GivenUp() implements Outcome {}

  /// Asked about a version that was trained, before it is published.
  @FunctionalInterface
  interface LastWord {
    /// Why it must not be published after all; null if it may be.
    @Nullable Outcome objection(ModelVersion version);
  }

  /// Trains and publishes.
  ///
  /// @param change what the history is told
  Outcome train(TrainingRequest request, Change change, LastWord lastWord) {
    return switch (TrainingRun.train(request, progress)) {
      case TrainingOutcome.Trained(ModelVersion version) -> {
        Outcome objection = lastWord.objection(version);
        yield objection == null ? publish(version, change) : objection;
      }
      case TrainingOutcome.Refused refused ->
          new Refused(refused.faults().stream().map(Fault::message).toList());
      case TrainingOutcome.Cancelled _ -> new GivenUp();
    };
  }

  private Outcome publish(ModelVersion version, Change change) {
    PublishOutcome outcome =
        registry.publishIf(
            wanted, version.name(), ModelDocument.write(version), withGates(version, change));
    return switch (outcome) {
      case PublishOutcome.Published _, PublishOutcome.Unchanged _ ->
          new Kept(version, outcome, isChampion(version.name()));
      case PublishOutcome.NotWanted _ -> new GivenUp();
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
    TreeMap<String, String> details = new TreeMap<>(change.details());
    details.put(finding.get().code(), FindingWording.of(finding.get()));
    return new Change(change.author(), change.reason(), details);
  }

  private boolean isChampion(VersionName name) {
    return registry.state().version(Alias.CHAMPION).filter(name::equals).isPresent();
  }
}
