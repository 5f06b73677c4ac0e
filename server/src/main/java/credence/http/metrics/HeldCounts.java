package credence.http.metrics;

import credence.http.CutOff;
import credence.http.LoopMetrics;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.function.ToLongFunction;

/// Metrics of memory held for clients and of connections closed by the server.
final class HeldCounts {
  private HeldCounts() {}

  /// The bytes held, by kind.
  static GaugeSnapshot bytes(List<LoopMetrics> loops) {
    return GaugeSnapshot.builder()
        .name("credence_held_bytes")
        .help("Bytes held for clients: waiting requests and unread responses")
        .dataPoint(held("requests", sum(loops, loop -> loop.heldRequestBytes().get())))
        .dataPoint(held("answers", sum(loops, loop -> loop.heldAnswerBytes().get())))
        .build();
  }

  private static GaugeDataPointSnapshot held(String kind, long value) {
    return GaugeDataPointSnapshot.builder()
        .labels(Labels.of("kind", kind))
        .value((double) value)
        .build();
  }

  /// The connections closed by the server, by reason.
  static CounterSnapshot cutOff(List<LoopMetrics> loops) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name("credence_connections_cut_off")
            .help("Connections closed by the server, by reason");
    for (CutOff reason : CutOff.values()) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("reason", reason.label()))
              .value((double) sum(loops, loop -> loop.cutOff(reason).get()))
              .build());
    }
    return counter.build();
  }

  private static long sum(List<LoopMetrics> loops, ToLongFunction<LoopMetrics> count) {
    return loops.stream().mapToLong(count).sum();
  }
}
