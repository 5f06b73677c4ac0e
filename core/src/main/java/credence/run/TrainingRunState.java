package credence.run;

/// Where a training run stands.
public enum TrainingRunState {
  /// It waits for its turn.
  QUEUED,
  /// A process works on it.
  RUNNING,
  /// Its version is in the registry.
  SUCCEEDED,
  /// It could not be done; its outcome says why.
  FAILED,
  /// Somebody gave it up.
  CANCELLED,
  /// Its process, or the one that started it, ended before it did; it can be started again.
  INTERRUPTED,
  /// Its outcome or its progress is damaged, so nobody can say how it ended; it is not run again.
  DAMAGED;

  /// Whether it can be started again as it was asked for.
  public boolean canRestart() {
    return this == INTERRUPTED;
  }

  /// Whether nothing more will come.
  public boolean ended() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case SUCCEEDED, FAILED, CANCELLED, INTERRUPTED, DAMAGED -> true;
    };
  }
}
