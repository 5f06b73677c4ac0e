package credence.http.admin;

import static credence.http.predict.PredictTest.assertProblem;
import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.Route;
import credence.http.server.OpenApiDescription;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A model version is shown")
class ShownVersionsTest {
  private static final String VERSION = "training_set_2014_09_10";

  @TempDir Path home;
  private RunningAdmin server;

  @BeforeEach
  void start() {
    server = RunningAdmin.withChampion(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("on the prediction port with its name, its inputs and their schema, nothing else")
  void inputs() {
    HttpResponse<String> answer = server.data.get("/models/champion");
    OpenApiDescription.of(server.data.get("/openapi.json"))
        .assertDescribes(Route.MODEL, "get", answer);
    JsonNode model = json(answer);
    assertThat(model.propertyNames()).containsExactly("model", "inputs", "schema");
    assertThat(model.get("model").asString()).isEqualTo(VERSION);
    assertThat(model.get("inputs"))
        .hasToString(
            "[{\"name\":\"score_3\",\"type\":\"number\",\"required\":false},"
                + "{\"name\":\"score_4\",\"type\":\"number\",\"required\":true},"
                + "{\"name\":\"score_5\",\"type\":\"number\",\"required\":true},"
                + "{\"name\":\"score_6\",\"type\":\"number\",\"required\":true}]");
    assertThat(model.get("schema"))
        .isEqualTo(json(server.data.get("/models/" + VERSION + "/schema")));
  }

  @Test
  @DisplayName("on the admin port with its publication and its document")
  void whole() {
    HttpResponse<String> answer = server.get("/models/" + VERSION);
    OpenApiDescription.of(server.get("/openapi.json")).assertDescribes(Route.MODEL, "get", answer);
    assertThat(json(answer).at("/published/author").asString()).isEqualTo("tester");
    assertThat(json(answer).at("/published/reason").asString()).isEqualTo("a test");
    assertThat(json(answer).at("/document/intercept").asDouble()).isEqualTo(TestModels.INTERCEPT);
  }

  @Test
  @DisplayName("in the list of the prediction port without author, reason, checksum and figures")
  void listed() {
    JsonNode model = server.data.listed(VERSION);
    assertThat(model.propertyNames())
        .containsExactly(
            "model", "aliases", "retired", "answers", "damaged_on_disk", "lacks_memory");
    JsonNode whole = json(server.get("/models")).at("/models/0");
    assertThat(whole.propertyNames())
        .contains("published", "sha256")
        .containsAll(model.propertyNames());
  }

  @Test
  @DisplayName("nowhere on the prediction port with what only its administrators know")
  void nothingElsewhere() {
    for (String path :
        new String[] {
          "/models",
          "/models/champion",
          "/models/champion/schema",
          "/health/ready",
          "/health/live",
          "/metrics",
          "/openapi.json"
        }) {
      assertThat(server.data.get(path).body())
          .as(path)
          .doesNotContain("tester", "a test", home.toString(), "\"intercept\"", "sha256");
    }
    HttpResponse<String> answer = server.data.predict("", TestModels.APPLICANT);
    assertThat(answer.headers().map().toString()).doesNotContain("tester", "a test");
  }

  @Test
  @DisplayName("with its document as it is on the disk, although its inputs are kept in memory")
  void damaged() throws IOException {
    Files.writeString(server.data.document(VERSION), "{}");
    assertProblem(server.get("/models/" + VERSION), 503, "version-damaged");
    assertThat(server.data.get("/models/" + VERSION).statusCode()).isEqualTo(200);
    await().until(() -> server.data.listed(VERSION).get("damaged_on_disk").asBoolean());
  }
}
