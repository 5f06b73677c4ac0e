package credence.run;

import credence.model.LocatedError;
import org.jspecify.annotations.Nullable;

/// The current state of a training run.
///
/// @param id the run's id
/// @param request what it was asked to do
/// @param progress the progress of its process; null if none has started
/// @param outcome its outcome; null if it has not ended, or its process could not write it
/// @param running whether its process is running
/// @param damage the damaged file because of which its state is unknown; null if it is known
public record TrainingRunEntry(
    String id,
    TrainingRunRequest request,
    @Nullable TrainingRunProgress progress,
    @Nullable TrainingRunOutcome outcome,
    boolean running,
    @Nullable LocatedError damage) {
  /// The state of the run. A run whose process ended without an outcome was interrupted.
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

  /// The progress as far as it still applies: null once the run has an outcome. If its process
  /// ended without one, where it stopped, without its speed and the time left.
  public @Nullable TrainingRunProgress presentProgress() {
    if (progress == null || outcome != null) {
      return null;
    }
    return new TrainingRunProgress(
        state(),
        progress.stage(),
        progress.stageShareDone(),
        progress.shareDone(),
        progress.stagesLeft(),
        running ? progress.secondsLeft() : null,
        running ? progress.rowsPerSecond() : null,
        progress.process(),
        progress.startedAt(),
        progress.at());
  }

  /// The same run with a known outcome that is not on disk.
  public TrainingRunEntry with(TrainingRunOutcome known) {
    return new TrainingRunEntry(id, request, progress, known, running, null);
  }
}
