package credence.http.metrics;

import static java.util.Objects.requireNonNullElse;

import credence.homewatch.HomeCondition;
import credence.homewatch.HomeWatch;
import credence.retraining.Retraining;
import credence.retraining.TrainingRunCounts;
import credence.run.TrainingRunState;
import credence.run.TrainingSetEntry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The home, its training sets and its training runs, as last determined by the [HomeWatch];
/// nothing of a server without one. What cannot be read is left out.
final class HomeCollector implements MultiCollector {
  private final Supplier<@Nullable HomeWatch> home;

  HomeCollector(Supplier<@Nullable HomeWatch> home) {
    this.home = home;
  }

  @Override
  public MetricSnapshots collect() {
    HomeWatch watch = home.get();
    if (watch == null) {
      return new MetricSnapshots();
    }
    List<MetricSnapshot> families = new ArrayList<>();
    addHome(watch.condition(), families);
    addTraining(watch.condition(), families);
    addEnded(watch.retraining(), families);
    return new MetricSnapshots(families);
  }

  private static void addHome(HomeCondition condition, List<MetricSnapshot> into) {
    into.add(
        Families.gauge(
            "credence_home_writable",
            "1 if the home can be written, which training, promotions and uploads require",
            condition.isWritable() ? 1 : 0));
    into.add(
        Families.gauge(
            "credence_home_last_check_timestamp_seconds",
            "Time of the last check of the home, in seconds since 1970; an old one means that its"
                + " file system does not respond",
            condition.at().toEpochMilli() / 1e3));
    HomeCondition.Space space = condition.space();
    if (space != null) {
      into.add(
          Families.gauge(
              "credence_home_filesystem_size_bytes",
              "Size of the home's file system",
              (double) space.totalBytes()));
      into.add(
          Families.gauge(
              "credence_home_filesystem_avail_bytes",
              "Bytes of the home's file system that the server can still write",
              (double) space.availableBytes()));
    }
    Long used = condition.usedBytes();
    if (used != null) {
      into.add(
          Families.gauge(
              "credence_home_used_bytes", "Size of the files in the home", (double) used));
    }
  }

  private static void addTraining(HomeCondition condition, List<MetricSnapshot> into) {
    var runs = condition.runs();
    if (runs != null) {
      into.add(
          Families.gauge(
              "credence_training_runs",
              "Training runs of the home by state; queued ones wait",
              "state",
              List.of(TrainingRunState.values()),
              state -> requireNonNullElse(runs.get(state), 0L)));
    }
    var sets = condition.sets();
    if (sets != null) {
      into.add(
          Families.gauge(
              "credence_training_sets",
              "Training sets of the home by state; unchecked ones wait for their check",
              "state",
              List.of(TrainingSetEntry.State.values()),
              state -> requireNonNullElse(sets.get(state), 0L)));
    }
    if (condition.lastSuccess() != null) {
      into.add(
          Families.gauge(
              "credence_training_last_success_timestamp_seconds",
              "Time at which the last successful training run ended, in seconds since 1970",
              condition.lastSuccess().toEpochMilli() / 1e3));
    }
  }

  private static void addEnded(Retraining retraining, List<MetricSnapshot> into) {
    into.add(
        Families.gauge(
            "credence_training_queue_owned",
            "1 if this server checks the training sets and runs the training runs of its home",
            retraining.ownsQueue() ? 1 : 0));
    TrainingRunCounts counts = retraining.counts();
    SummarySnapshot.Builder seconds =
        SummarySnapshot.builder()
            .name("credence_training_run_seconds")
            .help(
                "Training runs that this server has seen end, by state, and their time from the"
                    + " start of their process, in seconds");
    for (TrainingRunState state : TrainingRunCounts.STATES) {
      seconds.dataPoint(
          SummaryDataPointSnapshot.builder()
              .labels(Labels.of("state", state.name().toLowerCase(Locale.ROOT)))
              .count(counts.runs(state))
              .sum(counts.seconds(state))
              .build());
    }
    into.add(seconds.build());
  }
}
