package credence.run;

import credence.model.Fault;
import org.jspecify.annotations.Nullable;

/// A training run of a home as it stands now.
///
/// @param id the run's id
/// @param request what it was asked to do
/// @param progress how far its process came; null if none has begun
/// @param outcome what came of it; null if it has not ended, or its process could not say
/// @param running whether its process runs
/// @param damage the damaged file that keeps its state from being known; null if it is known
public record TrainingRunEntry(
    String id,
    TrainingRunRequest request,
    @Nullable TrainingRunProgress progress,
    @Nullable TrainingRunOutcome outcome,
    boolean running,
    @Nullable Fault damage) {
  /// Where the run stands. A run whose process is gone without an outcome was interrupted.
  public TrainingRunState state() {
    if (outcome != null) {
      return outcome.state();
    }
    if (damage != null) {
      return TrainingRunState.DAMAGED;
    }
    if (progress == null) {
      return TrainingRunState.QUEUED;
    }
    return running ? TrainingRunState.RUNNING : TrainingRunState.INTERRUPTED;
  }

  /// The same run with an outcome that is known, but not on disk.
  public TrainingRunEntry with(TrainingRunOutcome known) {
    return new TrainingRunEntry(id, request, progress, known, running, null);
  }
}
