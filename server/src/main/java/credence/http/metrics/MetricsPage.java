package credence.http.metrics;

import credence.http.ServerContext;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The response of `GET /metrics`: metrics of the server and the JVM in the Prometheus text format.
/// Created at the first scrape so that it does not delay the start.
public final class MetricsPage implements AutoCloseable {
  /// The media type of the page, without parameters.
  public static final String MEDIA_TYPE = "text/plain";

  /// The content type of the page.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// Micrometer's names that Prometheus's linter rejects; [ProcessCollector] has these figures.
  private static final Set<String> RENAMED = Set.of("process.cpu.time", "system.cpu.count");

  private final ServerContext server;
  private volatile AdmissionCounts admissions = AdmissionCounts.NONE;
  private volatile BuildInfo build = BuildInfo.UNKNOWN;
  private @Nullable PrometheusMeterRegistry registry;
  private @Nullable JvmGcMetrics garbage;

  public MetricsPage(ServerContext server) {
    this.server = server;
  }

  /// Adds the counts of the admin port.
  public void count(AdmissionCounts counts) {
    admissions = counts;
  }

  /// Sets the build that the page describes.
  public void describe(BuildInfo running) {
    build = running;
  }

  /// The current page; may take milliseconds.
  public synchronized String text() {
    return registry().scrape(CONTENT_TYPE);
  }

  /// The families of the current page, and those without a series yet, which the page leaves out.
  synchronized MetricSnapshots families() {
    return registry().getPrometheusRegistry().scrape();
  }

  private PrometheusMeterRegistry registry() {
    if (registry == null) {
      registry = bind();
    }
    return registry;
  }

  private PrometheusMeterRegistry bind() {
    PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PrometheusRegistry own = made.getPrometheusRegistry();
    own.register(new ServerCollector(server, () -> admissions));
    own.register(new RegistryCollector(server.service()));
    own.register(new HomeCollector(server::home));
    own.register(new DecisionCollector(server::decisions));
    own.register(new ProcessCollector(server, () -> build));
    made.config().meterFilter(MeterFilter.deny(id -> RENAMED.contains(id.getName())));
    new ClassLoaderMetrics().bindTo(made);
    new JvmMemoryMetrics().bindTo(made);
    new JvmThreadMetrics().bindTo(made);
    new ProcessorMetrics().bindTo(made);
    new UptimeMetrics().bindTo(made);
    garbage = new JvmGcMetrics();
    garbage.bindTo(made);
    return made;
  }

  @Override
  public synchronized void close() {
    if (garbage != null) {
      garbage.close();
    }
    if (registry != null) {
      registry.close();
    }
  }
}
