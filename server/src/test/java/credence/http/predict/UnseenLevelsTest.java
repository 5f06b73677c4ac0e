package credence.http.predict;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.LoneLoop;
import credence.http.LoopMetrics;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A level unseen in training")
class UnseenLevelsTest {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final int INPUTS = 25;

  /// A level that training did not see: a customer's value.
  private static final String SECRET = "x7351";

  @TempDir Path home;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.withChampion(home, RunningServer.withAccessLog(RunningServer.testing()));
    publish("plans", INPUTS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void publish(String name, int inputs) {
    server.registry.publish(new VersionName(name), TestModels.categoriesDocument(inputs), CHANGE);
    await().until(() -> server.get("/models/" + name).statusCode() == 200);
  }

  /// An applicant whose first plans are of an unseen level, and the others of a seen one.
  private static String applicant(int unseen) {
    return IntStream.range(0, INPUTS)
        .mapToObj(i -> "\"plan %d\":\"%s\"".formatted(i, i < unseen ? SECRET : "gold"))
        .collect(Collectors.joining(",", "{\"id\":1,", "}"));
  }

  private static Optional<String> named(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().toString() + response.body()).doesNotContain(SECRET);
    return response.headers().firstValue("Credence-Unseen-Levels");
  }

  @Test
  @DisplayName("is named by its input in a header, up to twenty of them, then by a number")
  void named() {
    assertThat(named(server.predict("?version=plans", applicant(0)))).isEmpty();
    assertThat(named(server.predict("?version=plans", applicant(2))))
        .contains("plan%200, plan%201");
    String twenty =
        IntStream.range(0, 20).mapToObj(i -> "plan%20" + i).collect(Collectors.joining(", "));
    assertThat(named(server.predict("?version=plans", applicant(20)))).contains(twenty);
    assertThat(named(server.predict("?version=plans", applicant(INPUTS))))
        .contains(twenty + ", +5");
  }

  @Test
  @DisplayName("and a missing value that is filled are named alike")
  void imputed() {
    HttpResponse<String> response = server.predict("?version=plans", "{\"id\":1}");
    assertThat(named(response)).isEmpty();
    String twenty =
        IntStream.range(0, 20).mapToObj(i -> "plan%20" + i).collect(Collectors.joining(", "));
    assertThat(response.headers().firstValue("Credence-Imputed")).contains(twenty + ", +5");
  }

  @Test
  @DisplayName("is named whichever of several versions has not seen it")
  void ofSeveral() {
    String record = TestModels.APPLICANT.replace("\"income\"", "\"plan 3\":7,\"income\"");
    assertThat(named(server.predict("?version=all", record))).contains("plan%203");
    assertThat(named(server.predict("?version=champion", record))).isEmpty();
  }

  @Test
  @DisplayName("is counted for each version and input, of single requests, batches and shadows")
  void counted() {
    publish("others", 1);
    server.predict("?version=plans", applicant(2));
    server.predict("?version=all", applicant(1));
    server.post(
        "/predict/batch?version=plans", "application/x-ndjson", applicant(1) + "\n" + applicant(0));
    server.post("/predict/batch?version=plans", "application/json", "[" + applicant(2) + "]");
    assertThat(unseen("plans", 0)).isEqualTo(4);
    assertThat(unseen("plans", 1)).isEqualTo(2);
    assertThat(unseen("others", 0)).isEqualTo(1);
    server.registry.move(new AliasMove.AddShadow(new VersionName("others")), CHANGE);
    await().until(() -> server.listed("others").get("aliases").toString().equals("[\"shadow\"]"));
    server.predict("", TestModels.APPLICANT.replace("\"income\"", "\"plan 0\":9,\"income\""));
    await().until(() -> unseen("others", 0) == 2);
    assertThat(server.get("/metrics").body()).doesNotContain(SECRET);
    assertThat(server.logged()).doesNotContain(SECRET);
  }

  @Test
  @DisplayName("is no longer counted for a version that is removed")
  void bounded() {
    server.predict("?version=plans", applicant(2));
    assertThat(server.get("/metrics").body()).contains("credence_unseen_levels_total{");
    assertThat(countedVersions()).containsExactly("plans");
    server.registry.retire(new VersionName("plans"), CHANGE);
    server.registry.remove(new VersionName("plans"), CHANGE);
    await().until(() -> server.metric("credence_live_versions") == 1);
    assertThat(server.get("/metrics").body()).doesNotContain("credence_unseen_levels_total{");
    await().untilAsserted(() -> assertThat(countedVersions()).isEmpty());
  }

  @Test
  @DisplayName(
      "is no longer counted for a removed version by a loop without requests since a change")
  void boundedWithoutRequests() throws IOException {
    try (LoneLoop loop = LoneLoop.of(server);
        Socket socket = loop.socket()) {
      String body = applicant(2);
      RunningServer.write(
          socket,
          "POST /predict?version=plans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body));
      assertThat(RunningServer.readAll(socket)).startsWith("HTTP/1.1 200 ");
      publish("other", 1);
      await().until(() -> server.metric("credence_live_versions") == 3);
      loop.sweep(0);
      assertThat(countedVersions()).containsExactly("plans");
      server.registry.retire(new VersionName("plans"), CHANGE);
      server.registry.remove(new VersionName("plans"), CHANGE);
      await().until(() -> server.metric("credence_live_versions") == 2);
      loop.sweep(0);
      assertThat(countedVersions()).isEmpty();
    }
  }

  /// The versions whose unseen levels any event loop counts.
  private Set<String> countedVersions() {
    Set<String> versions = new TreeSet<>();
    for (LoopMetrics metrics : server.server.context().metrics()) {
      metrics.predictions().forEachUnseenLevel((version, _, _) -> versions.add(version));
    }
    return versions;
  }

  @Test
  @DisplayName("is none that a number of the same value names")
  void numbers() {
    for (String one : List.of("1", "1.0", "10e-1", "\"1\"")) {
      HttpResponse<String> response =
          server.predict("?version=plans", "{\"id\":1,\"plan 0\":" + one + "}");
      assertThat(named(response)).isEmpty();
      assertThat(json(response).get("prediction").asDouble()).isEqualTo(0.5);
    }
    assertThat(named(server.predict("?version=plans", "{\"id\":1,\"plan 0\":\"1.0\"}")))
        .contains("plan%200");
  }

  private double unseen(String version, int plan) {
    return server.metric(
        "credence_unseen_levels_total{input=\"plan %d\",version=\"%s\"}".formatted(plan, version));
  }
}
