package credence.http.server;

import static credence.http.predict.PredictTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import credence.http.problem.ProblemType;
import credence.http.settings.AnswerSettings;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.registry.directory.DirectoryRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The server in operation")
class OperationTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TempDir Path home;

  @Test
  @DisplayName("counts requests, latencies, errors, imputations and predictions by published names")
  void metrics() {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      server.predict("", TestModels.APPLICANT);
      server.predict("", "{\"id\":1,\"score_4\":1,\"score_5\":1,\"score_6\":1}");
      server.predict("", "{\"secret\":1}");
      server.predict("?version=secret", TestModels.APPLICANT);
      server.get("/secret");
      HttpResponse<String> page = server.get("/metrics");
      assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(page.body())
          .contains("credence_http_requests_total{route=\"/predict\",status=\"200\"} 2.0")
          .contains("credence_http_requests_total{route=\"/predict\",status=\"422\"} 1.0")
          .contains("credence_http_requests_total{route=\"none\",status=\"404\"} 1.0")
          .contains("credence_predict_seconds_count 4")
          .contains("credence_predict_seconds_bucket{le=\"0.001\"}")
          .contains("credence_faults_total{kind=\"invalid-applicant\"} 1.0")
          .contains("credence_predictions_total{version=\"training_set_2014_09_10\"} 2.0")
          .contains("credence_imputed_inputs_total{input=\"score_3\"} 1.0")
          .contains("credence_plan_swaps_total")
          .contains("credence_ready 1.0")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("secret");
    }
  }

  @Test
  @DisplayName("returns and logs a caller's trace, but no customer's data or field name")
  void trace() {
    try (RunningServer server =
        RunningServer.withChampion(home, RunningServer.withAccessLog(RunningServer.testing()))) {
      HttpResponse<String> response =
          server.send(
              server
                  .request("/predict")
                  .header("Content-Type", "application/json")
                  .header("X-Request-Id", "req-17")
                  .header("traceparent", TRACEPARENT)
                  .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT)));
      assertThat(response.headers().firstValue("X-Request-Id")).contains("req-17");
      assertThat(response.headers().firstValue("traceparent")).contains(TRACEPARENT);
      server.predict("?secret=1", "{\"secret\":1}");
      server.get("/secret");
      await().until(() -> server.logged().contains("\"route\":\"none\",\"status\":404"));
      assertThat(server.logged())
          .contains(
              "\"event\":\"request\",\"method\":\"POST\",\"route\":\"/predict\",\"status\":200")
          .contains("\"request_id\":\"req-17\"")
          .contains(TRACEPARENT)
          .doesNotContain("secret")
          .doesNotContain("8db4206f")
          .doesNotContain("94.2");
    }
  }

  @Test
  @DisplayName("ignores a trace that does not have the expected form")
  void malformedTrace() {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      HttpResponse<String> response =
          server.send(
              server
                  .request("/health/live")
                  .header("X-Request-Id", "x".repeat(129))
                  .header("traceparent", "00-x-y-z")
                  .GET());
      assertThat(response.headers().firstValue("X-Request-Id")).isEmpty();
      assertThat(response.headers().firstValue("traceparent")).isEmpty();
    }
  }

  @Test
  @DisplayName("reports in one line that its port is in use")
  void portInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EventLog log =
            new EventLog(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                LogFormat.TEXT,
                InstantSource.system())) {
      ServerSettings settings = RunningServer.testing();
      ServerSettings colliding =
          new ServerSettings(
              new ListenSettings("127.0.0.1", taken.getLocalPort(), 2, null),
              settings.limits(),
              settings.timeouts(),
              settings.answers(),
              settings.pollMillis(),
              false);
      assertThatThrownBy(
              () ->
                  CredenceServer.start(
                      new DirectoryRegistry(home), TestModels.READER, colliding, null, log))
          .isInstanceOf(CredenceServer.StartFailure.class)
          .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort())
          .hasMessageContaining("--port")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  @DisplayName("asked to stop, is not ready, but still serves, and finishes requests in flight")
  void drains() throws Exception {
    ServerSettings settings =
        RunningServer.with(
            RunningServer.testing(), TestLimits.timeouts(Map.of("drainMillis", 1_500)));
    RunningServer server = RunningServer.withChampion(home, settings);
    try (Socket inFlight = server.socket()) {
      RunningServer.write(
          inFlight,
          "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
              + TestModels.APPLICANT.length()
              + "\r\n\r\n"
              + TestModels.APPLICANT.substring(0, 20));
      Thread stop = Thread.ofPlatform().start(server.server::close);
      await().until(() -> server.get("/health/ready").statusCode() == 503);
      HttpResponse<String> served = server.predict("", TestModels.APPLICANT);
      assertThat(served.statusCode()).isEqualTo(200);
      await().until(() -> refusesConnections(server));
      RunningServer.write(inFlight, TestModels.APPLICANT.substring(20));
      assertThat(RunningServer.readAll(inFlight)).contains(" 200 OK").endsWith("0.1495}");
      stop.join();
    } finally {
      server.close();
    }
    assertThat(server.logged())
        .contains("\"event\":\"server-started\"")
        .contains("\"event\":\"server-stopping\"")
        .contains("\"event\":\"server-stopped\"");
  }

  private static boolean refusesConnections(RunningServer server) {
    try (Socket socket = server.socket()) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  @DisplayName(
      "returns all versions by default, with the configured decimals, if configured to do so")
  void answerSettings() {
    try (RunningServer server =
        RunningServer.withChampion(
            home,
            RunningServer.with(
                RunningServer.testing(),
                new AnswerSettings(0, AnswerSettings.DefaultAnswer.ALL)))) {
      assertThat(server.predict("", TestModels.APPLICANT).body())
          .startsWith(
              "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"predictions\":["
                  + "{\"model\":\"training_set_2014_09_10\",\"prediction\":0.149536")
          .matches("(?s).*0\\.149536[0-9]{8,}.*");
    }
  }

  @Test
  @DisplayName("describes each type of problem at its URI")
  void problems() {
    try (RunningServer server = RunningServer.empty(home)) {
      for (ProblemType type : ProblemType.values()) {
        HttpResponse<String> page = server.get(type.uri());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(RunningServer.json(page).get("title").asString()).isEqualTo(type.title());
        assertThat(RunningServer.json(page).get("status").asInt()).isEqualTo(type.status());
      }
      assertProblem(server.get("/problems/none"), 404, "unknown-path");
    }
  }
}
