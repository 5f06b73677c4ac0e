package credence.http.metrics;

import credence.decision.segment.LogCounts;
import credence.decision.segment.SegmentLogs;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The decision log; nothing of a server that logs no decisions.
final class DecisionCollector implements MultiCollector {
  private static final double NANOS = 1e9;

  private final Supplier<@Nullable SegmentLogs> decisions;

  DecisionCollector(Supplier<@Nullable SegmentLogs> decisions) {
    this.decisions = decisions;
  }

  @Override
  public MetricSnapshots collect() {
    SegmentLogs logs = decisions.get();
    if (logs == null) {
      return new MetricSnapshots();
    }
    LogCounts counts = logs.counts();
    return new MetricSnapshots(
        Families.gauge(
            "credence_decision_log_working",
            "1 if decisions can be logged; otherwise predictions are refused",
            logs.status().failure() == null ? 1 : 0),
        Families.counter(
            "credence_decision_records",
            "Records in the decision log, those of shadows included",
            (double) counts.records()),
        Families.counter(
            "credence_decision_log_bytes",
            "Bytes written to the decision log",
            (double) counts.bytes()),
        Families.counter(
            "credence_decision_records_refused",
            "Records that could not be logged, so their predictions were not returned",
            (double) counts.failed()),
        Families.gauge(
            "credence_decision_log_backlog_bytes",
            "Size of the records that wait to be written",
            (double) logs.backlogBytes()),
        seconds(
            "credence_decision_log_write_seconds",
            "Writes to the decision log and their time, in seconds",
            counts.writes(),
            counts.writeNanos()),
        seconds(
            "credence_decision_log_sync_seconds",
            "Syncs of the decision log to disk and their time, in seconds",
            counts.syncs(),
            counts.syncNanos()));
  }

  private static SummarySnapshot seconds(String name, String help, long count, long nanos) {
    return SummarySnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(SummaryDataPointSnapshot.builder().count(count).sum(nanos / NANOS).build())
        .build();
  }
}
