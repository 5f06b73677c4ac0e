package credence.retraining;

import java.util.concurrent.TimeUnit;

/// Pauses between tries of what a disk does not permit at present: a second at first, then twice as
/// long each time, up to a bound. Not safe for use by several threads.
final class Backoff {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long mostNanos;
  private long pauseNanos;
  private long failedNanos;

  /// @param secondsMax the longest pause
  Backoff(int secondsMax) {
    mostNanos = TimeUnit.SECONDS.toNanos(secondsMax);
  }

  /// Takes note of a try that failed.
  void failed() {
    pauseNanos = pauseNanos == 0 ? FIRST_NANOS : Math.min(mostNanos, 2 * pauseNanos);
    failedNanos = System.nanoTime();
  }

  /// Takes note of a try that did not.
  void succeeded() {
    pauseNanos = 0;
  }

  /// Whether it may be tried now.
  boolean isOver() {
    return pauseNanos == 0 || System.nanoTime() - failedNanos >= pauseNanos;
  }
}
