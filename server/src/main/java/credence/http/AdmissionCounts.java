package credence.http;

import credence.access.WrongTokens;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/// What is counted at the admin port's entrance.
///
/// @param entrance its connections
/// @param wrongTokens the tokens that were refused
record AdmissionCounts(AdminEntrance entrance, WrongTokens wrongTokens) {
  /// How many connections the port closed, by the reason; none if there is no such port.
  static CounterSnapshot closed(@Nullable AdmissionCounts counts) {
    return CounterSnapshot.builder()
        .name("credence_admin_connections_closed")
        .help("Connections of the admin port that made room for others or sent no admitted request")
        .dataPoint(point("displaced", counts == null ? 0 : counts.entrance.displaced()))
        .dataPoint(point("late", counts == null ? 0 : counts.entrance.late()))
        .build();
  }

  /// How many wrong tokens came; none if there is no such port.
  static CounterSnapshot wrong(@Nullable AdmissionCounts counts) {
    return CounterSnapshot.builder()
        .name("credence_admin_wrong_tokens")
        .help("Requests of the admin port with a token that is not valid")
        .dataPoint(
            CounterDataPointSnapshot.builder()
                .value(counts == null ? 0 : (double) counts.wrongTokens.total())
                .build())
        .build();
  }

  private static CounterDataPointSnapshot point(String reason, long count) {
    return CounterDataPointSnapshot.builder()
        .labels(Labels.of("reason", reason))
        .value((double) count)
        .build();
  }
}
