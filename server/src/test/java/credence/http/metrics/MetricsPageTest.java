package credence.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.decision.segment.Durability;
import credence.decision.segment.SegmentLogs;
import credence.decision.segment.SegmentSettings;
import credence.home.Home;
import credence.homewatch.HomeWatch;
import credence.http.admin.RunningAdmin;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.logging.DecisionLogEvents;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.model.VersionName;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import credence.tls.TestCertificate;
import credence.tls.TlsFiles;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The page of metrics")
class MetricsPageTest {
  @TempDir Path home;

  /// A server whose home is watched, with TLS, and its own page.
  private MetricsPage page(RunningAdmin server) {
    HomeWatch watch =
        HomeWatch.start(
            new Home(home), server.retraining(), server.data.log, InstantSource.system());
    server.data.server.context().watch(watch);
    await().until(() -> watch.condition().runs() != null);
    watch.close();
    return new MetricsPage(server.data.server.context());
  }

  private TlsFiles certificate() throws IOException {
    TestCertificate made = TestCertificate.create(home, "EC", -1, 90);
    return new TlsFiles(
        Files.writeString(home.resolve("certificate.pem"), made.certificate()),
        Files.writeString(home.resolve("key.pem"), made.key()));
  }

  private RunningAdmin withTls() throws IOException {
    ServerSettings plain = RunningServer.testing();
    ListenSettings listen = plain.listen();
    return RunningAdmin.withChampion(
        home,
        new ServerSettings(
            new ListenSettings(listen.host(), listen.port(), listen.eventLoops(), certificate()),
            plain.limits(),
            plain.timeouts(),
            plain.answers(),
            plain.pollMillis(),
            plain.accessLog()));
  }

  @Test
  @DisplayName("has the metrics that are documented, with their types and the same help")
  void documented() throws IOException {
    addSucceededRun();
    List<String> documented =
        Files.readAllLines(Path.of("../docs/metrics.md")).stream()
            .filter(line -> line.matches("\\| `(credence|process|system)_[a-z0-9_]+` \\|.*"))
            .toList();
    EventLog events =
        new EventLog(
            new PrintStream(OutputStream.nullOutputStream()),
            LogFormat.TEXT,
            InstantSource.system());
    try (events;
        SegmentLogs decisions =
            SegmentLogs.open(
                home.resolve("decisions"),
                SegmentSettings.defaults(Durability.WRITTEN),
                1,
                InstantSource.system(),
                new DecisionLogEvents(events));
        RunningAdmin server = withTls();
        MetricsPage page = page(server)) {
      server.data.server.context().watch(decisions);
      assertThat(
              page.families().stream()
                  .map(MetricsPageTest::row)
                  .filter(row -> !row.startsWith("| `jvm_")))
          .containsExactlyElementsOf(documented);
    }
  }

  private void addSucceededRun() throws IOException {
    TrainingRunFolder runs = new TrainingRunFolder(home);
    String id =
        runs.add(
            new TrainingRunRequest(null, List.of(), false, null, "ada", "x", Instant.EPOCH, null));
    runs.keep(
        id,
        new TrainingRunOutcome(
            TrainingRunState.SUCCEEDED, new VersionName("v"), false, 0, List.of(), Instant.EPOCH));
  }

  private static String row(MetricSnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    String row =
        switch (family) {
          case CounterSnapshot _ -> name + "_total` | counter";
          case InfoSnapshot _ -> name + "_info` | gauge";
          case HistogramSnapshot _ -> name + "` | histogram";
          case SummarySnapshot _ -> name + "` | summary";
          default -> name + "` | gauge";
        };
    return "| `" + row + " | " + family.getMetadata().getHelp() + " |";
  }

  @Test
  @DisplayName("is accepted by the rules of promtool, after all kinds of requests")
  void lint() {
    try (RunningAdmin server = RunningAdmin.withChampion(home);
        MetricsPage page = page(server)) {
      server.data.predict("", TestModels.APPLICANT);
      server.data.predict("", "{\"id\":1,\"score_4\":1,\"score_5\":1,\"score_6\":1}");
      server.data.predict("", "{}");
      server.get("/nothing");
      String text = page.text();
      assertThat(text)
          .contains("credence_imputed_inputs_total{input=\"score_3\"} 1.0")
          .contains("credence_alias_info{alias=\"champion\",version=\"training_set_2014_09_10\"} 1")
          .contains("credence_home_writable 1.0")
          .contains("credence_training_runs{state=\"queued\"} 0.0")
          .contains("credence_build_info{commit=\"unknown\",java=\"" + Runtime.version())
          .doesNotContain("process_cpu_time_ns", "system_cpu_count");
      assertThat(MetricsLint.problems(text)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yml", "earlier-names.yml"})
  @DisplayName("has the metrics that the rules for Prometheus use")
  void rules(String file) throws IOException {
    String documented = Files.readString(Path.of("../docs/metrics.md"));
    String rules = Files.readString(Path.of("../docs/prometheus").resolve(file));
    assertThat(
            Pattern.compile("\\b(?:credence|process|system)_[a-z0-9_]+")
                .matcher(rules.replaceAll("record: .*", ""))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("(_seconds)_(bucket|count)", "$1")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(documented).contains("| `" + name + "` |"));
  }

  @ParameterizedTest
  @CsvSource({
    "counter, credence_requests, 1, a counter has the suffix _total",
    "gauge, credence_runs_total, 1, a counter has the suffix _total",
    "gauge, credence_runs_count, 1, has the suffix of a series",
    "gauge, credence_gauge_runs, 1, includes a type",
    "gauge, credence_run_ms, 1, includes an abbreviated unit",
    "gauge, credence_run_milliseconds, 1, has a unit that is no base unit",
    "gauge, credenceRuns, 1, is in camel case",
    "untyped, credence_runs, 1, has the type untyped",
    "gauge, credence_runs, one, not a series: credence_runs one"
  })
  @DisplayName("would not be accepted with a metric that breaks a rule")
  void problem(String type, String name, String value, String problem) {
    String page = "# HELP %s Help\n# TYPE %s %s\n%s %s\n".formatted(name, name, type, name, value);
    assertThat(MetricsLint.problems(page)).anyMatch(found -> found.endsWith(problem));
  }

  @Test
  @DisplayName("would not be accepted with a series twice, a foreign one, or a value not escaped")
  void series() {
    String head = "# HELP a_info Help\n# TYPE a_info gauge\n";
    assertThat(MetricsLint.problems(head + "a_info{b=\"c\"} 1\n")).isEmpty();
    assertThat(MetricsLint.problems(head + "a_info{b=\"c\"} 1\na_info{b=\"c\"} 2\n")).hasSize(1);
    assertThat(MetricsLint.problems(head + "a_other 1\n")).hasSize(1);
    assertThat(MetricsLint.problems(head + "a_info{b=\"c\"d\"} 1\n")).hasSize(1);
    assertThat(MetricsLint.problems("# TYPE a_info gauge\na_info 1\n")).hasSize(1);
  }
}
