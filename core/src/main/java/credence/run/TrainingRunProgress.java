package credence.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The progress of a training run.
///
/// @param state its state as last reported by its process
/// @param stage the current stage, as text; null before the first
/// @param stageShareDone the share of the stage that is done, in [0, 1]
/// @param shareDone the estimated share of the run that is done, in [0, 1]
/// @param stagesLeft the remaining stages, as text
/// @param secondsLeft the estimated time left; null if unknown
/// @param rowsPerSecond the rows that the stage processes in a second; null if unknown, or if the
///   stage does not go through rows once
/// @param process the process that works on it
/// @param startedAt when that process began
/// @param at when this was written
public record TrainingRunProgress(
    TrainingRunState state,
    @Nullable String stage,
    double stageShareDone,
    double shareDone,
    List<String> stagesLeft,
    @Nullable Double secondsLeft,
    @Nullable Double rowsPerSecond,
    ProcessIdentity process,
    Instant startedAt,
    Instant at) {
  /// Copies the list.
  public TrainingRunProgress {
    stagesLeft = List.copyOf(stagesLeft);
  }
}
