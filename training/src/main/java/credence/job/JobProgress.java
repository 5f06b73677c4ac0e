package credence.job;

/// Receives the progress of a job, and decides whether the job goes on.
public interface JobProgress {
  /// Takes the progress; called often, on the thread that does the job.
  ///
  /// @param stage the present stage, for a person
  /// @param shareDone how much of the stage is done, in [0, 1]; stays 0 where that is not known
  /// @return false to cancel the job
  boolean proceed(String stage, double shareDone);

  /// Whether the job is still wanted; asked once more right before a version is published.
  boolean isWanted();
}
