package credence.run;

/// The state of a training run.
public enum TrainingRunState {
  /// Waiting for its turn.
  QUEUED,
  /// A process is working on it.
  RUNNING,
  /// Its version is in the registry.
  SUCCEEDED,
  /// It failed; its outcome says why.
  FAILED,
  /// It was cancelled.
  CANCELLED,
  /// Its process, or the one that started it, ended before the run did; it can be restarted.
  INTERRUPTED,
  /// Its outcome or its progress is damaged, so its result is unknown; it is not run again.
  DAMAGED;

  /// Whether it can be restarted with the same request.
  public boolean canRestart() {
    return this == INTERRUPTED;
  }

  /// Whether the state is final.
  public boolean ended() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case SUCCEEDED, FAILED, CANCELLED, INTERRUPTED, DAMAGED -> true;
    };
  }
}
