package credence.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a training run is.
///
/// @param state where it stands, as far as its process could still say
/// @param stage what is done now, in words; null before the first
/// @param stageShareDone how much of the stage is done, in [0, 1]
/// @param shareDone how much of the run is done, in [0, 1]; an estimate
/// @param stagesLeft the stages still to come, in words
/// @param secondsLeft how long it will take yet; null where nobody can tell
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
    ProcessIdentity process,
    Instant startedAt,
    Instant at) {
  /// Takes a copy of the list.
  public TrainingRunProgress {
    stagesLeft = List.copyOf(stagesLeft);
  }
}
