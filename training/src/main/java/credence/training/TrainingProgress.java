package credence.training;

import java.util.List;

/// Receives the progress of a training, and decides whether it goes on.
@FunctionalInterface
public interface TrainingProgress {
  /// Goes on and reports nothing.
  TrainingProgress SILENT = (stage, shareDone, left) -> true;

  /// Takes the progress; called often, on the thread that trains.
  ///
  /// @param stage the present stage
  /// @param shareDone how much of the stage is done, in [0, 1]; stays 0 where that is not known
  /// @param left the stages that are still to come
  /// @return false to cancel the training
  boolean proceed(TrainingStage stage, double shareDone, List<TrainingStage> left);
}
