package credence.job;

/// Receives the progress of a job, and decides whether the job goes on.
public interface JobProgress {
  /// Receives the progress; called several times a second, by the thread of the job and by those
  /// that it starts.
  ///
  /// @return false to cancel the job
  boolean proceed(JobState state);

  /// Whether the job is still wanted; asked once more right before a version is published.
  boolean isWanted();
}
