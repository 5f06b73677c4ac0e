package credence.training;

import java.util.List;

/// Receives the progress of a training, and decides whether it goes on.
@FunctionalInterface
public interface TrainingProgress {
  /// Always continues, without reporting.
  TrainingProgress SILENT = (stage, shareDone, left) -> true;

  /// Receives the progress; called often, on the training thread.
  ///
  /// @param stage the present stage
  /// @param shareDone the share of the stage that is done, in [0, 1]; stays 0 if unknown
  /// @param left the remaining stages
  /// @return false to cancel the training
  boolean proceed(TrainingStage stage, double shareDone, List<TrainingStage> left);
}
