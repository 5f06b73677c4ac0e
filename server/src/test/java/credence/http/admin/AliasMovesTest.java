package credence.http.admin;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.Route;
import credence.http.server.OpenApiDescription;
import credence.http.server.TestModels;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Over the admin port, an alias")
class AliasMovesTest {
  private static final String FIRST = "training_set_2014_09_10";
  private static final String SECOND = "training_set_2018_04_07";

  @TempDir Path home;
  private RunningAdmin server;
  private OpenApiDescription description;

  @BeforeEach
  void start() {
    server = RunningAdmin.withChampion(home);
    server.data.publish(SECOND, -1);
    description = OpenApiDescription.of(server.get("/openapi.json"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String etag(String alias) {
    return server.get("/aliases/" + alias).headers().firstValue("ETag").orElseThrow();
  }

  private HttpResponse<String> put(String alias, String ifMatch, String body) {
    HttpResponse<String> response =
        server.send(
            server
                .request("/aliases/" + alias)
                .header("Content-Type", "application/json")
                .header("Credence-Author", "ada")
                .header("If-Match", ifMatch)
                .PUT(BodyPublishers.ofString(body)));
    description.assertDescribes(Route.ALIAS, "put", response);
    return response;
  }

  private HttpResponse<String> post(Route route, String path, String body) {
    HttpResponse<String> response = server.post(path, body);
    description.assertDescribes(route, "post", response);
    return response;
  }

  private static String promote(String version) {
    return "{\"version\":\"" + version + "\",\"reason\":\"better\"}";
  }

  private String champion() {
    return json(server.get("/aliases/champion")).get("version").stringValue();
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).get("type").stringValue()).isEqualTo("/problems/" + type);
  }

  @Nested
  @DisplayName("is moved")
  class Moved {
    @Test
    @DisplayName("with its ETag, and the history records the author and the reason")
    void promoted() {
      HttpResponse<String> response = put("champion", etag("champion"), promote(SECOND));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(json(response).get("version").stringValue()).isEqualTo(SECOND);
      assertThat(response.headers().firstValue("ETag")).contains(etag("champion"));
      JsonNode record = json(server.get("/history")).get("history").get(0);
      assertThat(record.get("author").stringValue()).isEqualTo("ada");
      assertThat(record.get("reason").stringValue()).isEqualTo("better");
      await()
          .until(
              () ->
                  server
                      .data
                      .predict("", TestModels.APPLICANT)
                      .headers()
                      .map()
                      .toString()
                      .contains(SECOND));
    }

    @Test
    @DisplayName("back by a rollback, which needs no gate")
    void rolledBack() {
      put("champion", etag("champion"), promote(SECOND));
      server.reasonsAgainst.put(FIRST, List.of("gate failed"));
      HttpResponse<String> response =
          post(Route.ROLLBACK, "/aliases/champion/rollback", "{\"reason\":\"too strict\"}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(champion()).isEqualTo(FIRST);
      assertProblem(
          post(Route.ROLLBACK, "/aliases/champion/rollback", "{\"reason\":\"again\"}"),
          409,
          "move-refused");
    }

    @Test
    @DisplayName("as challenger with its share, and stopped")
    void challenger() {
      HttpResponse<String> response =
          put(
              "challenger",
              "\"0\"",
              "{\"version\":\"" + SECOND + "\",\"share\":0.25,\"reason\":\"a try\"}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(json(response).get("share").doubleValue()).isEqualTo(0.25);
      HttpResponse<String> stopped =
          put("challenger", etag("challenger"), "{\"reason\":\"seen enough\"}");
      assertThat(json(stopped).get("version").isNull()).isTrue();
    }

    @Test
    @DisplayName("as shadow, all of them at once")
    void shadows() {
      HttpResponse<String> response =
          put("shadow", "\"0\"", "{\"versions\":[\"" + SECOND + "\"],\"reason\":\"a look\"}");
      assertThat(json(response).get("versions").get(0).stringValue()).isEqualTo(SECOND);
      JsonNode none = json(put("shadow", etag("shadow"), "{\"versions\":[],\"reason\":\"done\"}"));
      assertThat(none.get("versions")).isEmpty();
    }
  }

  @Nested
  @DisplayName("is not moved")
  class Stays {
    @Test
    @DisplayName("without If-Match")
    void unconditional() {
      HttpResponse<String> response =
          server.send(
              server
                  .request("/aliases/champion")
                  .header("Content-Type", "application/json")
                  .PUT(BodyPublishers.ofString(promote(SECOND))));
      description.assertDescribes(Route.ALIAS, "put", response);
      assertProblem(response, 428, "precondition-required");
      assertThat(champion()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @CsvSource({"'\"0\"'", "'\"999\"'", "W/\"1\"", "1", "x"})
    @DisplayName("if it was moved in the meantime, or the ETag is not from it")
    void stale(String ifMatch) {
      HttpResponse<String> response = put("champion", ifMatch, promote(SECOND));
      assertProblem(response, 412, "precondition-failed");
      assertThat(json(response).get("detail").stringValue()).startsWith("champion was moved");
      assertThat(champion()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("if the champion changed during the check, whatever the ETag")
    void movedDuringTheCheck(boolean anyTag) {
      server.data.publish("third", TestModels.INTERCEPT);
      String tag = anyTag ? "*" : etag("champion");
      server.duringCheck = () -> server.data.promote("third");
      assertProblem(put("champion", tag, promote(SECOND)), 412, "precondition-failed");
      assertThat(champion()).isEqualTo("third");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("as challenger if the champion changed during the check")
    void championMovedDuringTheCheck(boolean anyTag) {
      server.data.publish("third", TestModels.INTERCEPT);
      server.duringCheck = () -> server.data.promote("third");
      String challenge = "{\"version\":\"" + SECOND + "\",\"share\":0.25,\"reason\":\"a try\"}";
      assertProblem(
          put("challenger", anyTag ? "*" : "\"0\"", challenge), 412, "precondition-failed");
      assertThat(etag("challenger")).isEqualTo("\"0\"");
    }

    @Test
    @DisplayName("if gates failed, unless they are overridden")
    void gates() {
      server.reasonsAgainst.put(SECOND, List.of("gate auc_min failed: 0.59 is below 0.6"));
      HttpResponse<String> refused = put("champion", etag("champion"), promote(SECOND));
      assertProblem(refused, 409, "gates-not-passed");
      assertThat(json(refused).get("detail").stringValue()).contains("auc_min", "override");
      assertThat(champion()).isEqualTo(FIRST);
      assertProblem(
          put(
              "challenger",
              "\"0\"",
              "{\"version\":\"" + SECOND + "\",\"share\":0.1,\"reason\":\"a try\"}"),
          409,
          "gates-not-passed");
      String overriding =
          "{\"version\":\"" + SECOND + "\",\"reason\":\"the committee\",\"override\":true}";
      assertThat(put("champion", etag("champion"), overriding).statusCode()).isEqualTo(200);
      JsonNode record = json(server.get("/history")).get("history").get(0);
      assertThat(record.get("details").get("override").stringValue()).contains("auc_min");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "champion | {} | version;reason",
          "champion | {\"version\":\"champion\",\"reason\":\"x\"} | version",
          "champion | {\"version\":7,\"reason\":\"\"} | version;reason",
          "champion | {\"version\":\"a\",\"reson\":\"x\"} | reason",
          "champion | {\"version\":\"a\",\"reason\":\"x\",\"override\":1} | override",
          "challenger | {\"version\":\"a\",\"share\":1.5,\"reason\":\"x\"} | share",
          "challenger | {\"share\":0.5,\"reason\":\"x\"} | version",
          "shadow | {\"versions\":\"a\",\"reason\":\"x\"} | versions",
        })
    @DisplayName("if the request has errors, all of which are reported")
    void faulty(String alias, String body, String fields) {
      HttpResponse<String> response = put(alias, "*", body);
      assertProblem(response, 422, "invalid-request");
      List<String> named =
          json(response)
              .get("errors")
              .valueStream()
              .map(e -> e.get("field").stringValue())
              .toList();
      assertThat(named).contains(fields.split(";"));
    }

    @Test
    @DisplayName("if the version does not exist, with similar names")
    void unknownVersion() {
      HttpResponse<String> response = put("champion", "*", promote("training_set_2018_04_08"));
      assertProblem(response, 422, "invalid-request");
      assertThat(json(response).get("detail").stringValue()).contains(SECOND);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {"{ | 400", "[] | 422", "{\"a\":1,\"a\":2} | 400", "{} x | 400"})
    @DisplayName("if the body is not a JSON object")
    void malformed(String body, int status) {
      assertThat(put("champion", "*", body).statusCode()).isEqualTo(status);
    }

    @Test
    @DisplayName("if the champion is to become challenger")
    void ownChallenger() {
      assertProblem(
          put(
              "challenger",
              "*",
              "{\"version\":\"" + FIRST + "\",\"share\":0.1,\"reason\":\"a try\"}"),
          409,
          "move-refused");
    }
  }

  @Test
  @DisplayName("prevents its version from being retired; other versions are retired and reinstated")
  void retired() {
    String reason = "{\"reason\":\"replaced\"}";
    assertProblem(
        post(Route.RETIRE, "/models/" + FIRST + "/retire", reason), 409, "named-by-alias");
    assertThat(post(Route.RETIRE, "/models/" + SECOND + "/retire", reason).statusCode())
        .isEqualTo(200);
    assertProblem(put("champion", "*", promote(SECOND)), 409, "move-refused");
    JsonNode done =
        json(post(Route.REINSTATE, "/models/" + SECOND + "/reinstate", reason)).get("record");
    assertThat(done.get("kind").stringValue()).isEqualTo("reinstated");
    assertProblem(
        post(Route.RETIRE, "/models/training_set_1900_01_01/retire", reason),
        404,
        "unknown-version");
  }
}
