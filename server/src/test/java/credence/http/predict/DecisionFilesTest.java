package credence.http.predict;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import credence.decision.segment.Durability;
import credence.decision.segment.SegmentLogs;
import credence.decision.segment.SegmentSettings;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.http.settings.AnswerSettings;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.logging.DecisionLogEvents;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("The files of the decision log")
final class DecisionFilesTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TempDir private Path home;

  private final EventLog events =
      new EventLog(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          LogFormat.JSON,
          InstantSource.system());
  private SegmentLogs logs;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    logs =
        SegmentLogs.open(
            folder(),
            SegmentSettings.defaults(Durability.WRITTEN),
            1,
            InstantSource.system(),
            new DecisionLogEvents(events));
    ServerSettings testing = RunningServer.testing();
    ServerSettings settings =
        new ServerSettings(
            new ListenSettings("127.0.0.1", 0, 1, null),
            testing.limits(),
            testing.timeouts(),
            new AnswerSettings(0, AnswerSettings.DefaultAnswer.CHAMPION),
            testing.pollMillis(),
            false);
    server = RunningServer.withLog(home, settings, logs.log(0));
    server.server.context().watch(logs);
  }

  @AfterEach
  void stop() {
    server.close();
    logs.close();
    events.close();
  }

  private Path folder() {
    return home.resolve("decisions");
  }

  private List<JsonNode> lines() {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        Files.readAllLines(file).forEach(line -> lines.add(json(line)));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static String id(HttpResponse<String> answer) {
    return answer.headers().firstValue("Credence-Decision-Id").orElseThrow();
  }

  private static double probability(JsonNode line) {
    return line.get("predictions").get(0).get("probability").asDouble();
  }

  @Test
  void containTheDecisionThatAnAnswerNames() {
    HttpResponse<String> plain = server.predict("", TestModels.APPLICANT);
    HttpResponse<String> traced =
        server.send(
            server
                .request("/predict")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "r-1")
                .header("traceparent", TRACE)
                .header("Credence-Test", "true")
                .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT)));
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = i == 0 ? plain : traced;
      JsonNode line = lines.get(i);
      assertThat(line.get("decision").asString()).isEqualTo(id(answer));
      assertThat(line.get("input").asString()).isEqualTo(TestModels.APPLICANT);
      assertThat(line.get("id").asString()).isEqualTo(json(answer).get("id").asString());
      assertThat(probability(line)).isEqualTo(json(answer).get("prediction").asDouble());
      assertThat(line.get("predictions").get(0).get("document").asString())
          .isEqualTo(server.registry.state().publications().getFirst().sha256());
    }
    assertThat(lines.getFirst().get("test").asBoolean()).isFalse();
    assertThat(lines.getLast().get("test").asBoolean()).isTrue();
    assertThat(lines.getLast().get("request").asString()).isEqualTo("r-1");
    assertThat(lines.getLast().get("traceparent").asString()).isEqualTo(TRACE);
  }

  @Test
  void containEachApplicantOfABatchAndNoRejectedOne() {
    String batch = TestModels.APPLICANT + "\n{\"id\":1}\n" + TestModels.APPLICANT + "\n";
    HttpResponse<String> answer = server.post("/predict/batch", "application/x-ndjson", batch);
    assertThat(answer.body().lines()).hasSize(3);
    assertThat(lines())
        .extracting(line -> line.get("input").asString())
        .containsExactly(TestModels.APPLICANT, TestModels.APPLICANT);
    assertThat(lines())
        .extracting(line -> line.get("decision").asString().replaceAll(".*-", ""))
        .containsExactly("1", "2");
  }

  @Test
  void containTheProbabilitiesOfAllVersionsInOneRecord() {
    server.publish("b", -1);
    awaitVersions(2);
    HttpResponse<String> answer = server.predict("?version=all", TestModels.APPLICANT);
    JsonNode line = lines().getLast();
    assertThat(line.get("decision").asString()).isEqualTo(id(answer));
    assertThat(line.get("predictions").valueStream().map(p -> p.get("version").asString()))
        .containsExactly("training_set_2014_09_10", "b");
    assertThat(line.get("predictions").get(1).get("probability").asDouble())
        .isEqualTo(json(answer).get("predictions").get(1).get("prediction").asDouble());
  }

  private void awaitVersions(int count) {
    Awaitility.await()
        .until(() -> server.server.context().service().state().plan().versions().size() == count);
  }

  @Test
  void containAShadowsPredictionThatNamesTheDecision() {
    server.publish("b", -1);
    server.registry.move(
        new AliasMove.PutShadows(List.of(new VersionName("b"))), new Change("tester", "a test"));
    Awaitility.await()
        .until(
            () ->
                server.server.context().service().state().versions().stream()
                    .anyMatch(version -> version.aliases().contains("shadow")));
    HttpResponse<String> answer = server.predict("", TestModels.APPLICANT);
    Awaitility.await().until(() -> lines().size() == 2);
    JsonNode shadow = lines().getLast();
    assertThat(shadow.get("kind").asString()).isEqualTo("shadow");
    assertThat(shadow.get("decision").asString()).isEqualTo(id(answer));
    assertThat(shadow.get("predictions").get(0).get("version").asString()).isEqualTo("b");
    assertThat(shadow.get("predictions").get(0).get("route").asString()).isEqualTo("shadow");
  }

  @Test
  void areContinuedUntilTheyCannotBeCreatedAndThenPredictionsAreRefused() throws IOException {
    Files.createDirectories(folder());
    // A file in place of the folder of today, for which no folder can be created.
    Path today = folder().resolve(LocalDate.now(ZoneOffset.UTC).toString());
    Files.writeString(today, "");
    HttpResponse<String> refused = server.predict("", TestModels.APPLICANT);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(json(refused).get("type").asString()).isEqualTo("/problems/decision-not-logged");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.headers().firstValue("Credence-Decision-Id")).isEmpty();
    HttpResponse<String> ready = server.get("/health/ready");
    assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(server.metric("credence_decision_records_refused_total")).isPositive();
    Files.delete(today);
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200));
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(server.metric("credence_decision_log_working")).isEqualTo(1);
    if (ready.statusCode() == 503) { // Unless the probe of the folder had succeeded by then.
      assertThat(json(ready).get("detail").asString())
          .startsWith("decisions cannot be logged")
          .doesNotContain(home.toString());
    }
  }
}
