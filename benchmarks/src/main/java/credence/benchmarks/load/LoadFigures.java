package credence.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// The results of a load: latencies, statuses, errors. Latency counts from the instant at which a
/// request was due, so that a stall is seen by every request that it delayed and not only by the
/// one that was on its way ("coordinated omission").
final class LoadFigures {
  private static final long LATENCY_NANOS_MAX = 120_000_000_000L;
  private static final int DIGITS = 3;
  private static final int WINDOW_DIGITS = 2;

  private final long fromNanos;
  private final long windowNanos;
  private final Histogram all = new Histogram(LATENCY_NANOS_MAX, DIGITS);
  private final Histogram accepted = new Histogram(LATENCY_NANOS_MAX, DIGITS);
  private final Histogram acceptedSinceSent = new Histogram(LATENCY_NANOS_MAX, DIGITS);
  private final Histogram sendLag = new Histogram(LATENCY_NANOS_MAX, DIGITS);
  private final List<Histogram> windows = new ArrayList<>();
  private final int[] statuses = new int[1000];
  private long errors;
  private long reconnects;
  private long unanswered;
  private long stallNanosMax;

  /// @param fromNanos requests due before this instant are not counted
  /// @param windowNanos the length of a window of the timeline, 0 for none
  LoadFigures(long fromNanos, long windowNanos) {
    this.fromNanos = fromNanos;
    this.windowNanos = windowNanos;
  }

  /// A request went out.
  void sent(long dueNanos, long nowNanos) {
    if (dueNanos >= fromNanos) {
      sendLag.recordValue(latency(dueNanos, nowNanos));
    }
  }

  /// A request was answered.
  void answered(long dueNanos, long sentNanos, long nowNanos, int status) {
    if (dueNanos < fromNanos) {
      return;
    }
    long latency = latency(dueNanos, nowNanos);
    all.recordValue(latency);
    if (status / 100 == 2) {
      accepted.recordValue(latency);
      acceptedSinceSent.recordValue(latency(sentNanos, nowNanos));
    }
    statuses[status]++;
    if (windowNanos > 0) {
      window(dueNanos).recordValue(latency);
    }
  }

  /// A request was not answered by the end; its latency so far is counted.
  void unanswered(long dueNanos, long nowNanos) {
    if (dueNanos >= fromNanos) {
      unanswered++;
      all.recordValue(latency(dueNanos, nowNanos));
    }
  }

  /// A connection failed with requests on their way.
  void failed(int outstanding) {
    errors += Math.max(1, outstanding);
  }

  /// A connection was opened anew.
  void reconnected() {
    reconnects++;
  }

  /// The generator itself did nothing for a while.
  void stalled(long nanos) {
    stallNanosMax = Math.max(stallNanosMax, nanos);
  }

  private Histogram window(long dueNanos) {
    int index = (int) ((dueNanos - fromNanos) / windowNanos);
    while (windows.size() <= index) {
      windows.add(new Histogram(LATENCY_NANOS_MAX, WINDOW_DIGITS));
    }
    return windows.get(index);
  }

  private static long latency(long dueNanos, long nowNanos) {
    return Math.clamp(nowNanos - dueNanos, 0, LATENCY_NANOS_MAX);
  }

  /// The figures as one line of `key=value` pairs.
  ///
  /// @param seconds how long the counted part lasted
  String line(double seconds) {
    Map<String, Long> byStatus = new TreeMap<>();
    long answered = 0;
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        byStatus.put("status_" + status, (long) statuses[status]);
        answered += statuses[status];
      }
    }
    StringBuilder line = new StringBuilder("LOAD");
    append(line, "seconds", seconds);
    append(line, "answered", answered);
    append(line, "answered_per_second", answered / seconds);
    append(line, "accepted_per_second", accepted.getTotalCount() / seconds);
    percentiles(line, "", all);
    percentiles(line, "accepted_", accepted);
    percentiles(line, "accepted_since_sent_", acceptedSinceSent);
    append(line, "send_lag_p99_us", sendLag.getValueAtPercentile(99) / 1e3);
    append(line, "stall_max_us", stallNanosMax / 1e3);
    append(line, "errors", errors);
    append(line, "unanswered", unanswered);
    append(line, "reconnects", reconnects);
    byStatus.forEach((name, count) -> append(line, name, count));
    return line.toString();
  }

  private static void percentiles(StringBuilder line, String prefix, Histogram latency) {
    append(line, prefix + "p50_us", latency.getValueAtPercentile(50) / 1e3);
    append(line, prefix + "p99_us", latency.getValueAtPercentile(99) / 1e3);
    append(line, prefix + "p999_us", latency.getValueAtPercentile(99.9) / 1e3);
    append(line, prefix + "max_us", latency.getMaxValue() / 1e3);
  }

  private static void append(StringBuilder line, String name, double value) {
    line.append(String.format(Locale.ROOT, " %s=%.3f", name, value));
  }

  private static void append(StringBuilder line, String name, long value) {
    line.append(' ').append(name).append('=').append(value);
  }

  /// Writes the timeline as CSV: a line for each window, by when its requests were due.
  void writeTimeline(Path file) {
    StringBuilder csv = new StringBuilder("from_ms,answered,p50_us,p99_us,max_us\n");
    for (int i = 0; i < windows.size(); i++) {
      Histogram window = windows.get(i);
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.1f,%.1f,%.1f%n",
              i * windowNanos / 1_000_000,
              window.getTotalCount(),
              window.getValueAtPercentile(50) / 1e3,
              window.getValueAtPercentile(99) / 1e3,
              window.getMaxValue() / 1e3));
    }
    try {
      Files.writeString(file, csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
