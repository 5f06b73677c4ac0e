package credence.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.LongSupplier;

/// What is counted at the admin port's entrance, each since the server was started.
///
/// @param displaced the connections that made room for others
/// @param late the connections that were closed since they had sent no admitted request in time
/// @param wrongTokens the tokens that were refused
public record AdmissionCounts(LongSupplier displaced, LongSupplier late, LongSupplier wrongTokens) {
  /// The counts of a server without an admin port.
  static final AdmissionCounts NONE = new AdmissionCounts(() -> 0, () -> 0, () -> 0);

  /// How many connections the port closed, by the reason.
  CounterSnapshot closed() {
    return CounterSnapshot.builder()
        .name("credence_admin_connections_closed")
        .help("Connections of the admin port that made room for others or sent no admitted request")
        .dataPoint(point(displaced, Labels.of("reason", "displaced")))
        .dataPoint(point(late, Labels.of("reason", "late")))
        .build();
  }

  /// How many wrong tokens came.
  CounterSnapshot wrong() {
    return CounterSnapshot.builder()
        .name("credence_admin_wrong_tokens")
        .help("Requests of the admin port with a token that is not valid")
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
