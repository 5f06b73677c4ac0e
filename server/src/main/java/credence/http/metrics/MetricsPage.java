package credence.http.metrics;

import credence.http.ServerContext;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/// The response of `GET /metrics`: metrics of the server and the JVM in the Prometheus text format.
/// Created at the first scrape so that it does not delay the start.
public final class MetricsPage implements AutoCloseable {
  /// The media type of the page, without parameters.
  public static final String MEDIA_TYPE = "text/plain";

  /// The content type of the page.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final ServerContext server;
  private volatile AdmissionCounts admissions = AdmissionCounts.NONE;
  private @Nullable PrometheusMeterRegistry registry;
  private @Nullable JvmGcMetrics garbage;

  public MetricsPage(ServerContext server) {
    this.server = server;
  }

  /// Adds the counts of the admin port.
  public void count(AdmissionCounts counts) {
    admissions = counts;
  }

  /// The current page; may take milliseconds.
  public synchronized String text() {
    if (registry == null) {
      registry = bind();
    }
    return registry.scrape(CONTENT_TYPE);
  }

  private PrometheusMeterRegistry bind() {
    PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    made.getPrometheusRegistry().register(new ServerCollector(server, () -> admissions));
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
