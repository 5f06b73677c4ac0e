package credence.logging;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Bounds how often the same trouble is logged: what a client can bring about again and again may
/// not fill a disk. Safe for use by several threads.
final class Repetitions {
  /// How many lines of one trouble are written in a period at most.
  static final int LINES_MAX = 10;

  /// How long a period lasts.
  static final Duration PERIOD = Duration.ofMinutes(1);

  /// How many troubles are known at a time; the one logged longest ago is forgotten for a new one.
  static final int TROUBLES_MAX = 256;

  private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75F, true);

  private static final class Count {
    private Instant since;
    private int lines;
    private long suppressed;

    Count(Instant since) {
      this.since = since;
    }
  }

  /// Asks to log a line.
  ///
  /// @param trouble what is the same in lines that repeat each other
  /// @return how many lines of this trouble were suppressed since the last one; negative if this
  ///   one is to be suppressed as well
  synchronized long admit(String trouble, Instant now) {
    Count count = counts.computeIfAbsent(trouble, _ -> new Count(now));
    if (counts.size() > TROUBLES_MAX) {
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
