package credence.training;

/// Receives the progress of a training, and decides whether it goes on.
@FunctionalInterface
public interface TrainingProgress {
  /// Always continues, without reporting.
  TrainingProgress SILENT = (stage, shareDone, work) -> true;

  /// Receives the progress; called often, by the thread of the training and by those that it
  /// starts.
  ///
  /// @param stage the present stage
  /// @param shareDone the share of the stage that is done, in [0, 1]; stays 0 if unknown
  /// @param work the amount of work, as far as it is known by now
  /// @return false to cancel the training
  boolean proceed(TrainingStage stage, double shareDone, TrainingWork work);
}
