package credence.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("/openapi.json is true to what is served:")
class OpenApiTest {
  private static final String VERSION = "training_set_2014_09_10";

  @TempDir static Path home;
  private static RunningServer server;
  private static JsonNode description;

  @BeforeAll
  static void start() {
    server = RunningServer.withChampion(home, RunningServer.testing());
    description = RunningServer.json(server.get("/openapi.json"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("its paths are the server's paths, no fewer and no more")
  void paths() {
    assertThat(new TreeSet<>(description.get("paths").propertyNames()))
        .isEqualTo(new TreeSet<>(Arrays.stream(Route.values()).map(Route::path).toList()));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  @DisplayName("each path has the described methods, and Allow lists no other")
  void methods(Route route) {
    JsonNode operations = description.at("/paths").get(route.path());
    for (String method : operations.propertyNames()) {
      assertThat(route.allow()).startsWith(method.toUpperCase(java.util.Locale.ROOT));
      HttpResponse<String> answer = exemplary(route);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertDescribed(route, method, answer);
    }
    HttpResponse<String> other =
        server.send(
            server
                .request(exemplaryPath(route))
                .method("DELETE", HttpRequest.BodyPublishers.noBody()));
    PredictTest.assertProblem(other, 405, "method-not-allowed");
    assertThat(operations.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PREDICT,   400, application/json, {",
    "PREDICT,   422, application/json, {}",
    "PREDICT,   415, text/plain, {}",
    "BATCH,     400, application/json, [",
    "BATCH,     415, text/plain, {}",
  })
  @DisplayName("each refusal is described, and is what its schema says")
  void refusals(Route route, int status, String contentType, String body) {
    HttpResponse<String> answer = server.post(route.path(), contentType, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertDescribed(route, "post", answer);
  }

  @ParameterizedTest
  @CsvSource({
    "PREDICT, ?version=all",
    "BATCH,   ?version=all",
    "BATCH,   ?version=" + VERSION,
  })
  @DisplayName("so are the answers of several versions and of faulty records")
  void otherAnswers(Route route, String query) {
    String body =
        route == Route.BATCH ? "[" + TestModels.APPLICANT + ",{},7]" : TestModels.APPLICANT;
    HttpResponse<String> answer = server.post(route.path() + query, "application/json", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertDescribed(route, "post", answer);
  }

  @Test
  @DisplayName("what is unknown is answered as described")
  void unknown() {
    assertDescribed(Route.MODEL, "get", server.get("/models/none"));
    assertDescribed(Route.SCHEMA, "get", server.get("/models/none/schema"));
    assertDescribed(Route.PROBLEM, "get", server.get("/problems/none"));
    assertDescribed(Route.PREDICT, "post", server.predict("?version=none", TestModels.APPLICANT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"a\",\"score_3\":1,\"score_4\":2,\"score_5\":3,\"score_6\":4}",
        "{\"id\":1,\"score_4\":\"2.5e3\",\"score_5\":3,\"score_6\":4,\"other\":[]}",
        "{\"id\":1,\"score_3\":null,\"score_4\":2,\"score_5\":3,\"score_6\":4}",
        "{\"score_4\":2,\"score_5\":3,\"score_6\":4}",
        "{\"id\":\"\",\"score_4\":2,\"score_5\":3,\"score_6\":4}",
        "{\"id\":1.5,\"score_4\":2,\"score_5\":3,\"score_6\":4}",
        "{\"id\":1,\"score_4\":2,\"score_5\":3}",
        "{\"id\":1,\"score_4\":null,\"score_5\":3,\"score_6\":4}",
        "{\"id\":1,\"score_4\":\"2d\",\"score_5\":3,\"score_6\":4}",
        "{\"id\":1,\"score_4\":true,\"score_5\":3,\"score_6\":4}",
      })
  @DisplayName("a version's schema accepts an applicant exactly when the version scores one")
  void inputSchema(String applicant) {
    Schema schema = schema(RunningServer.json(server.get("/models/" + VERSION + "/schema")));
    boolean valid = schema.validate(RunningServer.json(applicant)).isEmpty();
    assertThat(server.predict("", applicant).statusCode()).isEqualTo(valid ? 200 : 422);
  }

  private static String exemplaryPath(Route route) {
    return route.path().replace("{version}", VERSION).replace("{type}", "not-ready");
  }

  private static HttpResponse<String> exemplary(Route route) {
    return switch (route) {
      case PREDICT -> server.predict("", TestModels.APPLICANT);
      case BATCH -> server.post(route.path(), "application/json", "[" + TestModels.APPLICANT + "]");
      default -> server.get(exemplaryPath(route));
    };
  }

  /// Asserts that the status, the media type and the content of an answer are described.
  private static void assertDescribed(Route route, String method, HttpResponse<String> answer) {
    JsonNode responses = description.get("paths").get(route.path()).get(method).get("responses");
    JsonNode response = responses.get("" + answer.statusCode());
    assertThat(response).as("%s %d", route, answer.statusCode()).isNotNull();
    if (response.has("$ref")) {
      response = description.at(response.get("$ref").asString().substring(1));
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("%s in %s", route, type).isNotNull();
    if (type.endsWith("json")) {
      ObjectNode schema = (ObjectNode) content.get("schema").deepCopy();
      schema.set("components", description.get("components"));
      List<?> faults = schema(schema).validate(RunningServer.json(answer));
      assertThat(faults).as(answer.body()).isEmpty();
    }
  }

  private static Schema schema(JsonNode document) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(document);
  }
}
