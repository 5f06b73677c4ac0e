package credence.logging;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Limits how often repeated lines are logged, so that a client cannot fill a disk by causing them.
/// Thread-safe.
final class Repetitions {
  /// The maximum number of lines with the same key in a period.
  static final int LINES_MAX = 10;

  /// The length of a period.
  static final Duration PERIOD = Duration.ofMinutes(1);

  /// The maximum number of keys that are remembered; the least recently logged one is evicted.
  static final int KEYS_MAX = 256;

  private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75F, true);

  private static final class Count {
    private Instant since;
    private int lines;
    private long suppressed;

    Count(Instant since) {
      this.since = since;
    }
  }

  /// Decides whether a line is logged.
  ///
  /// @param key identifies lines that repeat each other
  /// @return the number of lines with this key that were suppressed since the last one; negative if
  ///   this line is to be suppressed as well
  synchronized long admit(String key, Instant now) {
    Count count = counts.computeIfAbsent(key, _ -> new Count(now));
    if (counts.size() > KEYS_MAX) {
      counts.remove(counts.keySet().iterator().next());
    }
    if (count.since.plus(PERIOD).isBefore(now)) {
      count.since = now;
      count.lines = 0;
    }
    if (count.lines == LINES_MAX) {
      count.suppressed++;
      return -1;
    }
    count.lines++;
    long suppressed = count.suppressed;
    count.suppressed = 0;
    return suppressed;
  }
}
