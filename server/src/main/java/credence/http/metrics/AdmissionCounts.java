package credence.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.LongSupplier;

/// Counts of the admin port's admission control since the server was started.
///
/// @param displaced connections closed to make room for others
/// @param late connections closed because they sent no admitted request in time
/// @param wrongTokens requests with an invalid token
public record AdmissionCounts(LongSupplier displaced, LongSupplier late, LongSupplier wrongTokens) {
  /// The counts of a server without an admin port.
  static final AdmissionCounts NONE = new AdmissionCounts(() -> 0, () -> 0, () -> 0);

  /// The number of connections closed by the port, by reason.
  CounterSnapshot closed() {
    return CounterSnapshot.builder()
        .name("credence_admin_connections_closed")
        .help(
            "Connections of the admin port closed to make room for others, or because they sent no"
                + " admitted request in time")
        .dataPoint(point(displaced, Labels.of("reason", "displaced")))
        .dataPoint(point(late, Labels.of("reason", "late")))
        .build();
  }

  /// The number of requests with an invalid token.
  CounterSnapshot wrong() {
    return CounterSnapshot.builder()
        .name("credence_admin_wrong_tokens")
        .help("Requests to the admin port with an invalid token")
        .dataPoint(point(wrongTokens, Labels.EMPTY))
        .build();
  }

  private static CounterDataPointSnapshot point(LongSupplier count, Labels labels) {
    return CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) count.getAsLong())
        .build();
  }
}
