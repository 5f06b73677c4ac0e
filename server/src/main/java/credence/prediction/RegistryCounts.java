package credence.prediction;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What the polls of a registry have found since the server was started. Thread-safe.
public final class RegistryCounts {
  private final Map<PollFailure, LongAdder> failedPolls = new EnumMap<>(PollFailure.class);
  private final Map<VersionFailure, LongAdder> versionFailures =
      new EnumMap<>(VersionFailure.class);
  private volatile long lastSuccessMillis;

  /// Why a poll failed.
  public enum PollFailure {
    /// The files of the registry cannot be read.
    UNREADABLE,
    /// The history is damaged.
    DAMAGED_HISTORY,
    /// The files of the registry are gone.
    GONE,
    /// An error in Credence.
    INTERNAL
  }

  /// Why a version cannot be loaded, or could not be loaded again.
  public enum VersionFailure {
    /// Its document is damaged on disk.
    DAMAGED,
    /// It lacks memory.
    MEMORY
  }

  RegistryCounts() {
    for (PollFailure failure : PollFailure.values()) {
      failedPolls.put(failure, new LongAdder());
    }
    for (VersionFailure failure : VersionFailure.values()) {
      versionFailures.put(failure, new LongAdder());
    }
  }

  private static <K> LongAdder of(Map<K, LongAdder> counts, K key) {
    return Objects.requireNonNull(counts.get(key));
  }

  void count(PollFailure failure) {
    of(failedPolls, failure).increment();
  }

  void count(VersionFailure failure) {
    of(versionFailures, failure).increment();
  }

  void succeeded() {
    lastSuccessMillis = System.currentTimeMillis();
  }

  /// The number of failed polls.
  public long failedPolls(PollFailure failure) {
    return of(failedPolls, failure).sum();
  }

  /// The number of versions that were found to have a failure, each time that it began.
  public long versionFailures(VersionFailure failure) {
    return of(versionFailures, failure).sum();
  }

  /// The time of the last successful poll, in milliseconds since 1970; 0 if there was none.
  public long lastSuccessMillis() {
    return lastSuccessMillis;
  }
}
