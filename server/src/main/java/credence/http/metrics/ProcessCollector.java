package credence.http.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import credence.http.ServerContext;
import credence.logging.Level;
import credence.tls.TlsWatch;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The build, the log, the certificate and the process, by the names of Prometheus's own clients.
final class ProcessCollector implements MultiCollector {
  private final ServerContext server;
  private final Supplier<BuildInfo> build;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  ProcessCollector(ServerContext server, Supplier<BuildInfo> build) {
    this.server = server;
    this.build = build;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> families = new ArrayList<>();
    families.add(build());
    families.add(
        Families.counter(
            "credence_log_events",
            "Events logged as warnings or errors, by level",
            "level",
            List.of(Level.WARNING, Level.ERROR),
            level -> server.log().events(level)));
    TlsWatch tls = server.tls();
    if (tls != null) {
      families.add(
          Families.gauge(
              "credence_tls_certificate_expiry_timestamp_seconds",
              "Time at which the certificate in use expires, in seconds since 1970; absent without"
                  + " TLS",
              (double) tls.identity().validUntil().getEpochSecond()));
    }
    families.add(
        Families.counter(
            "process_cpu_seconds",
            "Processor time of the process, in seconds",
            system.getProcessCpuTime() / 1e9));
    families.add(
        Families.gauge(
            "system_processors",
            "Processors that the process can use",
            system.getAvailableProcessors()));
    if (system instanceof UnixOperatingSystemMXBean unix) {
      families.add(
          Families.gauge(
              "process_open_fds",
              "Open file descriptors",
              (double) unix.getOpenFileDescriptorCount()));
      families.add(
          Families.gauge(
              "process_max_fds",
              "Maximum number of open file descriptors",
              (double) unix.getMaxFileDescriptorCount()));
    }
    return new MetricSnapshots(families);
  }

  private InfoSnapshot build() {
    BuildInfo known = build.get();
    return InfoSnapshot.builder()
        .name("credence_build")
        .help("1; the version, the commit and the JDK as labels")
        .dataPoint(
            InfoDataPointSnapshot.builder()
                .labels(
                    Labels.of(
                        "commit",
                        known.commit(),
                        "java",
                        Runtime.version().toString(),
                        "version",
                        known.version()))
                .build())
        .build();
  }
}
