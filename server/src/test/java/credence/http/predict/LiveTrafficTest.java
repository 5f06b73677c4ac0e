package credence.http.predict;

import static credence.http.server.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.assignment.ShareAssignment;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Challenge;
import credence.registry.Change;
import credence.registry.RegistryState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("Requests that don't specify a version")
class LiveTrafficTest {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final String CHAMPION = "training_set_2014_09_10";
  private static final String CHALLENGER = "b";
  private static final String DEMANDING = "demanding";

  @TempDir Path home;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.withChampion(home, RunningServer.testing());
    server.publish(CHALLENGER, -1);
    server.registry.publish(new VersionName(DEMANDING), TestModels.demandingDocument(), CHANGE);
    awaitFollowing();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void move(AliasMove move) {
    server.registry.move(move, CHANGE);
    awaitFollowing();
  }

  private void challenge(String version, double share) {
    move(new AliasMove.PutChallenger(new VersionName(version), share));
  }

  private void shadow(String version) {
    move(new AliasMove.AddShadow(new VersionName(version)));
  }

  /// Waits until the server uses the current state of the registry.
  private void awaitFollowing() {
    RegistryState state = server.registry.state();
    Awaitility.await()
        .until(
            () ->
                state.publications().stream()
                        .allMatch(
                            p -> {
                              JsonNode model = server.listed(p.name().text());
                              return model.isObject()
                                  && model
                                      .get("aliases")
                                      .valueStream()
                                      .map(alias -> alias.asString())
                                      .toList()
                                      .equals(state.aliasesOf(p.name()))
                                  && model.get("retired").asBoolean()
                                      == state.retired().contains(p.name());
                            })
                    && metric("credence_challenger_share") == share(state));
  }

  private static double share(RegistryState state) {
    Challenge challenge = state.alias(Alias.CHALLENGER).challenge();
    return challenge == null ? 0 : challenge.share();
  }

  /// The value of the metric whose line has a prefix; 0 without one.
  private double metric(String name) {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  private HttpResponse<String> predict(String query, String id) {
    return server.predict(
        query, TestModels.APPLICANT.replace("\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\"", id));
  }

  private static String answeredBy(HttpResponse<String> response) {
    return response.headers().firstValue("Credence-Model-Version").orElse("");
  }

  private ShareAssignment assignment() {
    RegistryState state = server.registry.state();
    Challenge challenge = Objects.requireNonNull(state.alias(Alias.CHALLENGER).challenge());
    return new ShareAssignment(
        Objects.requireNonNull(state.assignmentKey()), challenge.id(), challenge.share());
  }

  private String assigned(String id) {
    byte[] text = id.getBytes(UTF_8);
    return assignment().isChallengers(text, 0, text.length) ? CHALLENGER : CHAMPION;
  }

  @Test
  @DisplayName("are served by the challenger for its share, always the same applicants")
  void share() {
    challenge(CHALLENGER, 0.5);
    for (int i = 0; i < 50; i++) {
      String id = Integer.toString(i);
      String expected = assigned(id);
      assertThat(answeredBy(predict("", id))).isEqualTo(expected);
      assertThat(answeredBy(predict("", "\"" + id + "\""))).isEqualTo(expected);
      assertThat(answeredBy(predict("", "\"\\u003" + id.charAt(0) + id.substring(1) + "\"")))
          .isEqualTo(expected);
    }
    assertThat(server.predict("", TestModels.APPLICANT).headers().map())
        .doesNotContainKey("credence-fallback-from");
  }

  @Test
  @DisplayName("are served with the challenger's prediction, and only with it if they name it")
  void prediction() {
    challenge(CHALLENGER, 1);
    HttpResponse<String> answer = server.predict("", TestModels.APPLICANT);
    assertThat(answer.body())
        .isEqualTo(server.predict("?version=challenger", TestModels.APPLICANT).body())
        .isEqualTo(server.predict("?version=b", TestModels.APPLICANT).body());
    assertThat(answeredBy(server.predict("?version=champion", TestModels.APPLICANT)))
        .isEqualTo(CHAMPION);
    move(new AliasMove.StopChallenger());
    assertThat(answeredBy(server.predict("", TestModels.APPLICANT))).isEqualTo(CHAMPION);
    assertThat(server.predict("?version=challenger", TestModels.APPLICANT).statusCode())
        .isEqualTo(404);
  }

  @Test
  @DisplayName(
      "fall back to the champion if the challenger cannot score, with count and header field")
  void fallback() {
    challenge(DEMANDING, 1);
    HttpResponse<String> answer = server.predict("", TestModels.APPLICANT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("0.1495");
    assertThat(answeredBy(answer)).isEqualTo(CHAMPION);
    assertThat(answer.headers().firstValue("Credence-Fallback-From")).contains(DEMANDING);
    assertThat(metric("credence_challenger_fallbacks_total{version=\"demanding\"}")).isEqualTo(1);
    HttpResponse<String> refused = server.predict("", "{\"id\":1,\"score_4\":1}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Credence-Fallback-From")).isEmpty();
    assertThat(json(refused).get("errors").valueStream().map(e -> e.get("field").asString()))
        .containsExactly("score_5", "score_6");
    assertThat(metric("credence_challenger_fallbacks_total{version=\"demanding\"}")).isEqualTo(1);
  }

  @Test
  @DisplayName("fall back to the champion if the challenger's document is damaged")
  void damagedChallenger() throws IOException {
    challenge(CHALLENGER, 1);
    server.close();
    Files.writeString(server.document(CHALLENGER), "{}");
    server = RunningServer.start(home, RunningServer.testing());
    HttpResponse<String> answer = server.predict("", TestModels.APPLICANT);
    assertThat(answeredBy(answer)).isEqualTo(CHAMPION);
    assertThat(answer.headers().firstValue("Credence-Fallback-From")).contains(CHALLENGER);
  }

  @Test
  @DisplayName("in a batch are each served by their version, and the challenger's are marked")
  void batch() {
    challenge(CHALLENGER, 0.5);
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      records.append(records.isEmpty() ? "" : "\n");
      records.append(TestModels.APPLICANT.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":" + i));
    }
    HttpResponse<String> lines =
        server.post("/predict/batch", "application/x-ndjson", records.toString());
    HttpResponse<String> array =
        server.post(
            "/predict/batch",
            "application/json",
            "[" + records.toString().replace('\n', ',') + "]");
    assertThat(answeredBy(lines)).isEqualTo(CHAMPION);
    List<String> answers = lines.body().lines().toList();
    assertThat(array.body()).isEqualTo("[" + String.join(",", answers) + "]");
    for (int i = 0; i < answers.size(); i++) {
      String model =
          assigned(Integer.toString(i)).equals(CHAMPION) ? "" : "\"model\":\"" + CHALLENGER + "\",";
      assertThat(answers.get(i)).startsWith("{\"id\":" + i + "," + model + "\"prediction\":");
    }
  }

  @Test
  @DisplayName("are also scored by the shadows, which is counted and not returned")
  void shadows() {
    String plain = server.predict("", TestModels.APPLICANT).body();
    shadow(CHALLENGER);
    shadow(DEMANDING);
    HttpResponse<String> answer = server.predict("", TestModels.APPLICANT);
    assertThat(answer.body()).isEqualTo(plain);
    assertThat(answeredBy(answer)).isEqualTo(CHAMPION);
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(metric("credence_shadow_predictions_total{version=\"b\"}")).isEqualTo(1);
              assertThat(metric("credence_shadow_refusals_total{version=\"demanding\"}"))
                  .isEqualTo(1);
            });
    server.predict("?version=champion", TestModels.APPLICANT);
    server.predict("", "{\"id\":1}");
    server.post("/predict/batch", "application/json", "[" + TestModels.APPLICANT + "]");
    server.post("/predict/batch", "application/x-ndjson", TestModels.APPLICANT);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(metric("credence_shadow_predictions_total{version=\"b\"}"))
                    .isEqualTo(3));
    assertThat(metric("credence_shadow_dropped_total")).isZero();
  }

  @Test
  @DisplayName("can request the shadows by their alias")
  void namedShadows() {
    assertThat(server.predict("?version=shadow", TestModels.APPLICANT).statusCode()).isEqualTo(404);
    shadow(CHALLENGER);
    HttpResponse<String> answer = server.predict("?version=shadow", TestModels.APPLICANT);
    assertThat(answer.body()).contains("\"predictions\":[{\"model\":\"b\",\"prediction\":");
  }

  @Test
  @DisplayName("are not served by a retired version, which is not in all but can be named")
  void retired() {
    server.registry.retire(new VersionName(CHALLENGER), CHANGE);
    awaitFollowing();
    assertThat(server.predict("?version=all", TestModels.APPLICANT).body())
        .contains("\"model\":\"" + CHAMPION + "\"")
        .doesNotContain("\"model\":\"b\"");
    assertThat(server.predict("?version=b", TestModels.APPLICANT).statusCode()).isEqualTo(200);
    server.registry.reinstate(new VersionName(CHALLENGER), CHANGE);
    awaitFollowing();
    assertThat(server.predict("?version=all", TestModels.APPLICANT).body())
        .contains("\"model\":\"b\"");
  }
}
