package credence.training;

import java.util.List;

/// Told how far a training run is, and asked whether to go on.
@FunctionalInterface
public interface TrainingProgress {
  /// Goes on whatever happens and tells nobody.
  TrainingProgress SILENT = (stage, shareDone, left) -> true;

  /// Takes note; called often, on the thread that trains.
  ///
  /// @param stage what is done now
  /// @param shareDone how much of the stage is done, in [0, 1]; stays 0 where that cannot be told
  /// @param left the stages that are still to come
  /// @return false to give the run up
  boolean proceed(TrainingStage stage, double shareDone, List<TrainingStage> left);
}
