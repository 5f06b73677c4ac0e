package credence.http.metrics;

import credence.prediction.PredictionService;
import credence.prediction.RegistryCounts;
import credence.prediction.RegistryCounts.PollFailure;
import credence.prediction.RegistryCounts.VersionFailure;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/// The aliases, and the polls of the registry.
final class RegistryCollector implements MultiCollector {
  private final PredictionService service;

  RegistryCollector(PredictionService service) {
    this.service = service;
  }

  @Override
  public MetricSnapshots collect() {
    RegistryCounts counts = service.registry();
    return MetricSnapshots.of(
        aliases(service.state()),
        Families.gauge(
            "credence_plan_last_swap_timestamp_seconds",
            "Time of the last serving plan reload, in seconds since 1970",
            service.lastSwapMillis() / 1e3),
        Families.counter(
            "credence_registry_failed_polls",
            "Polls of the registry that failed, by reason; each poll is counted",
            "reason",
            List.of(PollFailure.values()),
            counts::failedPolls),
        Families.gauge(
            "credence_registry_last_success_timestamp_seconds",
            "Time of the last successful poll of the registry, in seconds since 1970; 0 if there was"
                + " none",
            counts.lastSuccessMillis() / 1e3),
        Families.counter(
            "credence_version_failures",
            "Model versions found damaged on disk, or not loaded for lack of memory, each time that"
                + " this began",
            "reason",
            List.of(VersionFailure.values()),
            counts::versionFailures));
  }

  private static InfoSnapshot aliases(ServingState state) {
    InfoSnapshot.Builder info =
        InfoSnapshot.builder()
            .name("credence_alias")
            .help("1 for each alias and model version that it names, loaded or not");
    for (ServedVersion version : state.versions()) {
      for (String alias : version.aliases()) {
        info.dataPoint(
            InfoDataPointSnapshot.builder()
                .labels(Labels.of("alias", alias, "version", version.name().text()))
                .build());
      }
    }
    return info.build();
  }
}
