package credence.http.metrics;

import credence.http.LatencyHistogram;
import credence.http.LoopMetrics;
import credence.http.Route;
import credence.http.ServerContext;
import credence.http.problem.ProblemType;
import credence.prediction.Choice;
import credence.prediction.PredictionCounts;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Sums the counts of the event loops at each scrape. Labels are routes, status codes, problem
/// types, and the names of published versions and their inputs.
final class ServerCollector implements MultiCollector {
  private final ServerContext server;
  private final Supplier<AdmissionCounts> admissions;

  /// Creates a collector for a server.
  ///
  /// @param admissions the counts of its admin port
  ServerCollector(ServerContext server, Supplier<AdmissionCounts> admissions) {
    this.server = server;
    this.admissions = admissions;
  }

  @Override
  public MetricSnapshots collect() {
    ServingState state = server.service().state();
    return MetricSnapshots.of(
        requests(),
        latency(),
        problems(),
        counters(
            "credence_predictions",
            "Predictions by model version",
            "version",
            PredictionCounts::forEachVersion),
        counters(
            "credence_imputed_inputs", "Imputed inputs", "input", PredictionCounts::forEachInput),
        unseenLevels(state),
        challengerFallbacks(),
        shadowPredictions(),
        shadowRejections(),
        shadowsDropped(),
        Families.gauge(
            "credence_challenger_share",
            "Share of the challenger; 0 without a challenger",
            share(state)),
        Families.counter(
            "credence_batch_records",
            "Records in batches",
            (double) sum(metrics -> metrics.batchRecords().get())),
        Families.counter(
            "credence_plan_swaps", "Serving plan reloads", (double) server.service().swaps()),
        Families.gauge(
            "credence_ready",
            "1 if the champion can serve requests",
            state.notReadyReason().isEmpty() && !server.draining() ? 1 : 0),
        Families.gauge(
            "credence_live_versions", "Loaded model versions", state.plan().versions().size()),
        damaged(state),
        notLoaded(state),
        memory(state),
        memoryMax(state),
        connections(),
        rejectedConnections(),
        admissions.get().closed(),
        admissions.get().wrong(),
        HeldCounts.bytes(server.metrics()),
        Families.gauge(
            "credence_held_bytes_max",
            "Maximum number of bytes held for clients",
            (double) server.settings().limits().bufferedBytesMax()),
        HeldCounts.cutOff(server.metrics()));
  }

  private static GaugeSnapshot damaged(ServingState state) {
    return gauges(
        state,
        "credence_document_damaged",
        "1 for each model version whose document is damaged on disk",
        version -> version.damage() != null);
  }

  private static GaugeSnapshot notLoaded(ServingState state) {
    return gauges(
        state,
        "credence_version_not_loaded",
        "1 for each model version that is not loaded for lack of memory",
        version -> version.shortage() != null);
  }

  private static GaugeSnapshot memory(ServingState state) {
    return Families.gauge(
        "credence_versions_memory_bytes",
        "Upper bound of the memory used by loaded model versions",
        (double) state.memory().usedBytes());
  }

  private static GaugeSnapshot memoryMax(ServingState state) {
    return Families.gauge(
        "credence_versions_memory_max_bytes",
        "Maximum memory for loaded model versions",
        (double) state.memory().bytesMax());
  }

  private GaugeSnapshot connections() {
    return Families.gauge(
        "credence_connections",
        "Open connections, including those in a TLS handshake",
        server.connections().open());
  }

  private CounterSnapshot rejectedConnections() {
    return Families.counter(
        "credence_connections_refused",
        "Connections rejected because of the limit",
        (double) server.connections().rejected());
  }

  private CounterSnapshot shadowsDropped() {
    return Families.counter(
        "credence_shadow_dropped",
        "Applicants not scored by any shadow because too many were waiting",
        (double) sum(metrics -> metrics.predictions().shadowsDropped().get()));
  }

  private CounterSnapshot shadowPredictions() {
    return counters(
        "credence_shadow_predictions",
        "Shadow predictions by model version",
        "version",
        PredictionCounts::forEachShadow);
  }

  private CounterSnapshot shadowRejections() {
    return counters(
        "credence_shadow_refusals",
        "Applicants that a shadow could not score, by model version",
        "version",
        PredictionCounts::forEachShadowRejection);
  }

  private CounterSnapshot challengerFallbacks() {
    return counters(
        "credence_challenger_fallbacks",
        "Predictions by the champion because the challenger could not score the applicant",
        "version",
        PredictionCounts::forEachFallback);
  }

  /// Of versions that are loaded, so that those of removed ones do not accumulate.
  private CounterSnapshot unseenLevels(ServingState state) {
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    for (LoopMetrics metrics : server.metrics()) {
      metrics
          .predictions()
          .forEachUnseenLevel(
              (version, input, count) -> {
                if (state.plan().names().contains(version)) {
                  sums.computeIfAbsent(version, _ -> new TreeMap<>())
                      .merge(input, count, Long::sum);
                }
              });
    }
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name("credence_unseen_levels")
            .help(
                "Inputs scored with a level unseen in training, by model version and input,"
                    + " including those scored as a shadow");
    sums.forEach(
        (version, inputs) ->
            inputs.forEach(
                (input, count) ->
                    counter.dataPoint(
                        CounterDataPointSnapshot.builder()
                            .labels(Labels.of("version", version, "input", input))
                            .value((double) count)
                            .build())));
    return counter.build();
  }

  private CounterSnapshot requests() {
    CounterSnapshot.Builder requests =
        CounterSnapshot.builder()
            .name("credence_http_requests")
            .help("HTTP requests by route and status");
    for (Route route : Route.values()) {
      requests(route, requests);
    }
    requests(null, requests);
    return requests.build();
  }

  private void requests(@Nullable Route route, CounterSnapshot.Builder into) {
    for (int status : LoopMetrics.STATUSES) {
      long count = sum(metrics -> metrics.requests(route, status).get());
      if (count > 0) {
        Labels labels =
            Labels.of("route", route == null ? "none" : route.path(), "status", "" + status);
        into.dataPoint(
            CounterDataPointSnapshot.builder().labels(labels).value((double) count).build());
      }
    }
  }

  private CounterSnapshot problems() {
    CounterSnapshot.Builder problems =
        CounterSnapshot.builder()
            .name("credence_faults")
            .help("Rejected requests and records of batches, by kind");
    for (ProblemType type : ProblemType.values()) {
      problems.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("kind", type.slug()))
              .value((double) sum(metrics -> metrics.problems(type).get()))
              .build());
    }
    return problems.build();
  }

  private HistogramSnapshot latency() {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < LatencyHistogram.buckets(); i++) {
      int bucket = i;
      buckets.bucket(
          LatencyHistogram.boundSeconds(bucket),
          sum(metrics -> metrics.predictLatency().count(bucket)));
    }
    return HistogramSnapshot.builder()
        .name("credence_predict_seconds")
        .help("Time from the request head to the response for /predict, in seconds")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(sum(metrics -> metrics.predictLatency().sumNanos()) / 1e9)
                .build())
        .build();
  }

  private CounterSnapshot counters(
      String name,
      String help,
      String label,
      BiConsumer<PredictionCounts, BiConsumer<String, Long>> forEach) {
    Map<String, Long> sums = new TreeMap<>();
    for (LoopMetrics metrics : server.metrics()) {
      forEach.accept(metrics.predictions(), (key, count) -> sums.merge(key, count, Long::sum));
    }
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    sums.forEach(
        (key, count) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of(label, key))
                    .value((double) count)
                    .build()));
    return counter.build();
  }

  private static GaugeSnapshot gauges(
      ServingState state, String name, String help, Predicate<ServedVersion> which) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (ServedVersion version : state.versions()) {
      if (which.test(version)) {
        gauge.dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(Labels.of("version", version.name().text()))
                .value(1)
                .build());
      }
    }
    return gauge.build();
  }

  private static double share(ServingState state) {
    return state.live() instanceof Choice.Live live && live.challenger() != null
        ? live.challenger().assignment().share()
        : 0;
  }

  private long sum(ToLongFunction<LoopMetrics> count) {
    return server.metrics().stream().mapToLong(count).sum();
  }
}
