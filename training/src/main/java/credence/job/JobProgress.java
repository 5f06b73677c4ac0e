package credence.job;

/// Receives the progress of a job, and decides whether the job goes on.
public interface JobProgress {
  /// Receives the progress; called often, on the thread of the job.
  ///
  /// @param stage the present stage, as text for users
  /// @param shareDone the share of the stage that is done, in [0, 1]; stays 0 if unknown
  /// @return false to cancel the job
  boolean proceed(String stage, double shareDone);

  /// Whether the job is still wanted; asked once more right before a version is published.
  boolean isWanted();
}
