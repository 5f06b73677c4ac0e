package credence.http.predict;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("POST /predict")
public class PredictTest {
  private static final String CHAMPION = "training_set_2014_09_10";

  @TempDir static Path home;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.withChampion(home, RunningServer.testing());
    server.publish("training_set_2018_04_07", -1);
    org.awaitility.Awaitility.await()
        .until(() -> server.get("/models/training_set_2018_04_07").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Nested
  @DisplayName("answers")
  class Answers {
    @Test
    @DisplayName("the exercise's example with the exercise's answer, to the byte")
    void exercise() {
      HttpResponse<String> response = server.predict("", TestModels.APPLICANT);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo("{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"prediction\":0.1495}");
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.headers().firstValue("Credence-Model-Version")).contains(CHAMPION);
      assertThat(response.headers().firstValue("Credence-Imputed")).isEmpty();
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    @DisplayName("with the names of the imputed inputs")
    void imputed() {
      HttpResponse<String> response =
          server.predict("", "{\"id\":1,\"score_4\":1,\"score_5\":1,\"score_6\":1}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(json(response).get("id").isInt()).isTrue();
      assertThat(response.headers().firstValue("Credence-Imputed")).contains("score_3");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json; charset=utf-8",
          "application/json;charset=\"UTF-8\"",
          "Application/JSON",
          "application/vnd.bank.applicant+json"
        })
    @DisplayName("any content type that is JSON in UTF-8")
    void contentTypes(String contentType) {
      assertThat(server.post("/predict", contentType, TestModels.APPLICANT).statusCode())
          .isEqualTo(200);
    }

    @Test
    @DisplayName("a named version and an alias")
    void named() {
      HttpResponse<String> named =
          server.predict("?version=training_set_2018_04_07", TestModels.APPLICANT);
      assertThat(named.headers().firstValue("Credence-Model-Version"))
          .contains("training_set_2018_04_07");
      assertThat(json(named).get("prediction").asDouble()).isNotEqualTo(0.1495);
      HttpResponse<String> alias = server.predict("?version=champion", TestModels.APPLICANT);
      assertThat(alias.headers().firstValue("Credence-Model-Version")).contains(CHAMPION);
    }

    @Test
    @DisplayName("all versions at once, in the order of their dates")
    void all() {
      HttpResponse<String> response = server.predict("?version=all", TestModels.APPLICANT);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .startsWith(
              "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"predictions\":["
                  + "{\"model\":\"training_set_2014_09_10\",\"prediction\":0.1495},"
                  + "{\"model\":\"training_set_2018_04_07\",\"prediction\":0.");
    }
  }

  @Nested
  @DisplayName("rejects")
  class Refuses {
    @Test
    @DisplayName("a missing input, and names it")
    void missingInput() {
      HttpResponse<String> response =
          server.predict("", TestModels.APPLICANT.replace("\"score_6\":94.2,", ""));
      assertProblem(response, 422, "invalid-applicant");
      assertThat(json(response).at("/errors/0/field").asString()).isEqualTo("score_6");
      assertThat(json(response).at("/errors/0/pointer").asString()).isEqualTo("/score_6");
      assertThat(json(response).get("message")).isEqualTo(json(response).get("detail"));
    }

    @Test
    @DisplayName("several errors at once, including the id's")
    void allErrors() {
      HttpResponse<String> response =
          server.predict("", "{\"score_4\":\"x\",\"score_5\":[],\"score_6\":1}");
      assertProblem(response, 422, "invalid-applicant");
      assertThat(json(response).get("errors").valueStream().map(e -> e.get("field").asString()))
          .containsExactly("id", "score_4", "score_5");
    }

    @Test
    @DisplayName("what is not a JSON payload, with the exercise's message")
    void noJson() {
      HttpResponse<String> response =
          server.post("/predict", "application/x-www-form-urlencoded", "id=1");
      assertProblem(response, 415, "unsupported-media-type");
      assertThat(json(response).get("message").asString())
          .isEqualTo("predict accepts only JSON payload");
      assertProblem(
          server.send(
              server
                  .request("/predict")
                  .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT))),
          415,
          "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "{", "{}{}", "nul", "{\"id\":1,\"id\":2}", "{\"id\":\"\\ud8\"}", "[1,"})
    @DisplayName("what is not one JSON value")
    void malformed(String body) {
      assertProblem(server.predict("", body), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"x\"", "true"})
    @DisplayName("JSON that is not an object")
    void noObject(String body) {
      assertProblem(server.predict("", body), 422, "invalid-applicant");
    }

    @Test
    @DisplayName("an unknown version, with similar names")
    void unknownVersion() {
      HttpResponse<String> response =
          server.predict("?version=training_set_2014_09_11", TestModels.APPLICANT);
      assertProblem(response, 404, "unknown-version");
      assertThat(json(response).get("detail").asString()).contains(CHAMPION);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"?versoin=all", "?version=all&version=all", "?version=", "?x", "?version=%zz"})
    @DisplayName("a query parameter that is unknown, repeated or empty")
    void parameters(String query) {
      String raw =
          "POST /predict"
              + query
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
              + "Content-Length: 2\r\n\r\n{}";
      assertThat(RawRequests.answer(server, raw))
          .startsWith("HTTP/1.1 400 ")
          .contains("/problems/invalid-parameter");
    }

    @Test
    @DisplayName("a misspelt query parameter, with the correct name")
    void nearParameter() {
      assertThat(
              json(server.predict("?versoin=all", TestModels.APPLICANT)).get("detail").asString())
          .endsWith("did you mean version?");
    }

    @Test
    @DisplayName("another method, with the allowed ones")
    void otherMethod() {
      HttpResponse<String> response = server.get("/predict");
      assertProblem(response, 405, "method-not-allowed");
      assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    @Test
    @DisplayName("a client that does not accept JSON")
    void notAcceptable() {
      assertProblem(
          server.send(
              server
                  .request("/predict")
                  .header("Accept", "text/html, application/json;q=0")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT))),
          406,
          "not-acceptable");
    }

    @Test
    @DisplayName("a compressed body")
    void compressed() {
      assertProblem(
          server.send(
              server
                  .request("/predict")
                  .header("Content-Encoding", "gzip")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT))),
          415,
          "unsupported-media-type");
    }

    @Test
    @DisplayName(
        "a body over the limit, with or without a declared length, and keeps the connection usable")
    void tooLarge() {
      String large = "{\"id\":\"" + "x".repeat(70_000) + "\"}";
      assertProblem(server.predict("", large), 413, "body-too-large");
      assertProblem(
          server.send(
              server
                  .request("/predict")
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofInputStream(
                          () ->
                              new java.io.ByteArrayInputStream(
                                  large.getBytes(java.nio.charset.StandardCharsets.UTF_8))))),
          413,
          "body-too-large");
      assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200);
    }
  }

  public static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response).get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(json(response).get("status").asInt()).isEqualTo(status);
    assertThat(json(response).get("title").asString()).isNotBlank();
    assertThat(json(response).get("message")).isEqualTo(json(response).get("detail"));
  }
}
