package credence.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import credence.http.predict.PredictTest;
import credence.http.server.OpenApiDescription;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("/openapi.json matches the prediction port:")
class OpenApiTest {
  private static final String VERSION = "training_set_2014_09_10";

  @TempDir static Path home;
  private static RunningServer server;
  private static OpenApiDescription description;

  @BeforeAll
  static void start() {
    server = RunningServer.withChampion(home, RunningServer.testing());
    description = OpenApiDescription.of(server.get("/openapi.json"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("its paths are exactly the server's")
  void paths() {
    assertThat(new TreeSet<>(description.document().get("paths").propertyNames()))
        .isEqualTo(new TreeSet<>(dataRoutes().map(Route::path).toList()));
  }

  @ParameterizedTest
  @MethodSource("dataRoutes")
  @DisplayName("each path has exactly the described methods, and Allow lists them")
  void methods(Route route) {
    JsonNode operations = description.operations(route);
    for (String method : operations.propertyNames()) {
      assertThat(route.allow()).startsWith(method.toUpperCase(java.util.Locale.ROOT));
      HttpResponse<String> answer = exemplary(route);
      assertThat(answer.statusCode()).isEqualTo(200);
      description.assertDescribes(route, method, answer);
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
  @DisplayName("each problem is described and matches its schema")
  void rejections(Route route, int status, String contentType, String body) {
    HttpResponse<String> answer = server.post(route.path(), contentType, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    description.assertDescribes(route, "post", answer);
  }

  @ParameterizedTest
  @CsvSource({
    "PREDICT, ?version=all",
    "BATCH,   ?version=all",
    "BATCH,   ?version=" + VERSION,
  })
  @DisplayName("so do the answers of several versions and for invalid records")
  void otherAnswers(Route route, String query) {
    String body =
        route == Route.BATCH ? "[" + TestModels.APPLICANT + ",{},7]" : TestModels.APPLICANT;
    HttpResponse<String> answer = server.post(route.path() + query, "application/json", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    description.assertDescribes(route, "post", answer);
  }

  @Test
  @DisplayName("unknown resources are answered as described")
  void unknown() {
    description.assertDescribes(Route.MODEL, "get", server.get("/models/none"));
    description.assertDescribes(Route.SCHEMA, "get", server.get("/models/none/schema"));
    description.assertDescribes(Route.PROBLEM, "get", server.get("/problems/none"));
    description.assertDescribes(
        Route.PREDICT, "post", server.predict("?version=none", TestModels.APPLICANT));
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
  @DisplayName("a version's schema accepts exactly the applicants that the version scores")
  void inputSchema(String applicant) {
    Schema schema =
        OpenApiDescription.schema(RunningServer.json(server.get("/models/" + VERSION + "/schema")));
    boolean valid = schema.validate(RunningServer.json(applicant)).isEmpty();
    assertThat(server.predict("", applicant).statusCode()).isEqualTo(valid ? 200 : 422);
  }

  private static Stream<Route> dataRoutes() {
    return Arrays.stream(Route.values()).filter(route -> route.port() != Route.Port.ADMIN);
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
}
