package credence.retraining;

import java.util.concurrent.TimeUnit;

/// The delays between retries after disk failures: first one second, then doubled each time up to a
/// maximum. Not thread-safe.
final class Backoff {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long maxNanos;
  private long delayNanos;
  private long failedNanos;

  /// @param secondsMax the maximum delay, in seconds
  Backoff(int secondsMax) {
    maxNanos = TimeUnit.SECONDS.toNanos(secondsMax);
  }

  /// Records a failed attempt.
  void failed() {
    delayNanos = delayNanos == 0 ? FIRST_NANOS : Math.min(maxNanos, 2 * delayNanos);
    failedNanos = System.nanoTime();
  }

  /// Records a successful attempt.
  void succeeded() {
    delayNanos = 0;
  }

  /// Whether another attempt may be made now.
  boolean isOver() {
    return delayNanos == 0 || System.nanoTime() - failedNanos >= delayNanos;
  }
}
