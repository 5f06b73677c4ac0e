package credence.http.admin;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.Route;
import credence.http.server.OpenApiDescription;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Over the admin port, a training run")
class TrainingRunsTest {
  @TempDir Path home;
  private RunningAdmin server;
  private OpenApiDescription description;

  @BeforeEach
  void start() {
    server = RunningAdmin.withChampion(home);
    description = OpenApiDescription.of(server.get("/openapi.json"));
    await().until(server.retraining()::ownsQueue);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String body, String... headers) {
    HttpRequest.Builder request =
        server
            .request("/training-runs")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> response = server.send(request);
    description.assertDescribes(Route.TRAINING_RUNS, "post", response);
    return response;
  }

  /// Requests a run that behaves according to its reason.
  private String started(String todo) {
    HttpResponse<String> response = post("{\"reason\":\"" + todo + "\"}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String location = response.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("/training-runs/");
    return location;
  }

  private JsonNode awaited(String location, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> json(server.get(location)).get("state").stringValue().equals(state));
    HttpResponse<String> response = server.get(location);
    description.assertDescribes(Route.TRAINING_RUN, "get", response);
    return json(response);
  }

  private void letGo(String location) throws IOException {
    letGo(location, "go");
  }

  private void letGo(String location, String sign) throws IOException {
    Files.createFile(home.resolve(location.substring(1)).resolve(sign));
  }

  private HttpResponse<String> cancel(String location) {
    HttpResponse<String> response = server.send(server.request(location).DELETE());
    description.assertDescribes(Route.TRAINING_RUN, "delete", response);
    return response;
  }

  @Test
  @DisplayName("is requested, runs, and is shown until its end")
  void run() {
    HttpResponse<String> response =
        post("{\"reason\":\"succeed\",\"only\":true}", "Credence-Author", "ada");
    assertThat(json(response).get("author").stringValue()).isEqualTo("ada");
    String location = response.headers().firstValue("Location").orElseThrow();
    JsonNode run = awaited(location, "succeeded");
    assertThat(run.get("version").stringValue()).isEqualTo("training_set_2026_03_31");
    assertThat(run.get("request").get("only").booleanValue()).isTrue();
    assertThat(run.get("outcome").get("state").stringValue()).isEqualTo("succeeded");
    HttpResponse<String> list = server.get("/training-runs");
    description.assertDescribes(Route.TRAINING_RUNS, "get", list);
    assertThat(json(list).get("runs_here").booleanValue()).isTrue();
    assertThat(json(list).get("training_runs")).hasSize(1);
  }

  @Test
  @DisplayName(
      "is listed although another one is damaged, which is reported, logged once and not run again")
  void damaged() throws IOException {
    String good = post("{\"reason\":\"succeed\"}").headers().firstValue("Location").orElseThrow();
    awaited(good, "succeeded");
    String ended = post("{\"reason\":\"fail\"}").headers().firstValue("Location").orElseThrow();
    awaited(ended, "failed");
    Path outcome = home.resolve(ended.substring(1)).resolve("outcome.json");
    Files.writeString(outcome, Files.readString(outcome).replace("failed", "fa1led"));
    Path request = home.resolve("training-runs/20250331-101530124-00000d/request.json");
    Files.createDirectories(request);

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> list = server.get("/training-runs");
      description.assertDescribes(Route.TRAINING_RUNS, "get", list);
      assertThat(json(list).get("training_runs")).hasSize(2);
      assertThat(json(list).get("damaged").toString())
          .contains(
              outcome + ": does not match its checksum",
              request + ": cannot be read: Is a directory");
    }

    JsonNode run = awaited(ended, "damaged");
    assertThat(run.get("messages").get(0).stringValue()).startsWith(outcome.toString());
    assertThat(run.get("can_restart").booleanValue()).isFalse();
    HttpResponse<String> none = server.get("/training-runs/20250331-101530124-00000d");
    assertThat(none.statusCode()).isEqualTo(503);
    assertThat(json(none).get("detail").stringValue()).startsWith(request.toString());
    assertThat(server.data.logged().split("file-damaged", -1)).hasSize(3);
    assertThat(outcome).content().contains("fa1led");
  }

  @Test
  @DisplayName("that failed shows the reason")
  void failed() {
    JsonNode run = awaited(started("fail"), "failed");
    assertThat(run.get("messages").get(0).stringValue()).isEqualTo("too few defaulters");
  }

  @Test
  @DisplayName("shows its stage, its progress, its speed and the remaining time")
  void progress() throws IOException {
    String location = started("wait");
    JsonNode run = awaited(location, "running");
    assertThat(run.get("stage").stringValue()).isEqualTo("reading");
    assertThat(run.get("share_done").doubleValue()).isEqualTo(0.25);
    assertThat(run.get("seconds_left").doubleValue()).isEqualTo(12.5);
    assertThat(run.get("rows_per_second").doubleValue()).isEqualTo(250_000);
    letGo(location);
    awaited(location, "succeeded");
  }

  @Test
  @DisplayName("is created once for an idempotency key, however often the request is sent")
  void idempotent() {
    String body = "{\"reason\":\"succeed\"}";
    HttpResponse<String> first = post(body, "Idempotency-Key", "k1");
    HttpResponse<String> again = post(body, "Idempotency-Key", "k1");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    HttpResponse<String> other = post("{\"reason\":\"fail\"}", "Idempotency-Key", "k1");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).get("type").stringValue()).isEqualTo("/problems/idempotency-key-reused");
    assertThat(json(server.get("/training-runs")).get("training_runs")).hasSize(1);
    assertThat(post(body, "Idempotency-Key", "k 2").statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":\"champion\",\"sets\":[],\"only\":1} | version;sets;only",
        "{\"sets\":[\"training_set_2001_01_01\"]} | sets",
        "{\"sets\":\"all\"} | sets",
        "{\"spec\":\"id: ids\\nfeaturs: {}\"} | spec",
        "{\"spec\":7,\"reason\":\"a\\nb\"} | spec;reason",
        "{\"versoin\":\"a\"} | version",
      })
  @DisplayName("is rejected with all errors of the request")
  void faulty(String body, String fields) {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    List<String> named =
        json(response).get("errors").valueStream().map(e -> e.get("field").stringValue()).toList();
    assertThat(named).contains(fields.split(";"));
    assertThat(json(server.get("/training-runs")).get("training_runs")).isEmpty();
  }

  @Test
  @DisplayName("that does not exist is not found")
  void unknown() {
    for (String id : List.of("20250131-101530000-000000", "x", "..%2F..%2Fregistry")) {
      assertThat(server.get("/training-runs/" + id).statusCode()).isEqualTo(404);
      assertThat(cancel("/training-runs/" + id).statusCode()).isEqualTo(404);
    }
  }

  private HttpResponse<String> restart(String location) {
    HttpResponse<String> response =
        server.send(server.request(location + "/restart").POST(BodyPublishers.noBody()));
    description.assertDescribes(Route.RESTART, "post", response);
    return response;
  }

  @Test
  @DisplayName("that was interrupted shows that it can be restarted, and is restarted on request")
  void restarted() {
    String location = started("crash once");
    JsonNode run = awaited(location, "interrupted");
    assertThat(run.get("can_restart").booleanValue()).isTrue();
    HttpResponse<String> response = restart(location);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location")).contains(location);
    assertThat(awaited(location, "succeeded").get("can_restart").booleanValue()).isFalse();
    HttpResponse<String> again = restart(location);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).get("type").stringValue()).isEqualTo("/problems/run-not-interrupted");
    assertThat(json(again).get("detail").stringValue()).contains("succeeded");
    assertThat(restart("/training-runs/20250131-101530000-000000").statusCode()).isEqualTo(404);
  }

  @Nested
  @DisplayName("is cancelled")
  class Cancelled {
    @Test
    @DisplayName("while it runs")
    void running() {
      String location = started("wait");
      awaited(location, "running");
      assertThat(cancel(location).statusCode()).isEqualTo(202);
      awaited(location, "cancelled");
    }

    @Test
    @DisplayName("while it waits")
    void queued() throws IOException {
      String first = started("wait");
      String second = started("succeed");
      awaited(first, "running");
      assertThat(json(cancel(second)).get("state").stringValue()).isEqualTo("cancelled");
      letGo(first);
      awaited(first, "succeeded");
    }

    @Test
    @DisplayName("but not after it has ended")
    void tooLate() {
      String location = started("succeed");
      awaited(location, "succeeded");
      HttpResponse<String> response = cancel(location);
      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(json(response).get("type").stringValue()).isEqualTo("/problems/run-ended");
    }
  }

  @Nested
  @DisplayName("can be followed by server-sent events")
  class Events {
    private HttpResponse<String> follow(String location) {
      return server.send(server.request(location).header("Accept", "text/event-stream").GET());
    }

    @Test
    @DisplayName("at each step until it ends")
    void toTheEnd() throws IOException, InterruptedException {
      String location = started("wait twice");
      awaited(location, "running");
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpResponse<Stream<String>> response =
            client.send(
                server.request(location).header("Accept", "text/event-stream").GET().build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (Stream<String> lines = response.body()) {
          Iterator<String> events = lines.iterator();
          assertThat(events.next()).isEqualTo("event: progress");
          assertThat(events.next())
              .startsWith("data: {")
              .contains("\"stage\":\"reading\"", "\"share_done\":0.25");
          letGo(location, "go");
          assertThat(events.next()).isEmpty();
          assertThat(events.next()).isEqualTo("event: progress");
          assertThat(events.next())
              .startsWith("data: {")
              .contains("\"stage\":\"fitting\"", "\"share_done\":0.75");
          letGo(location, "go on");
          String last = "";
          while (events.hasNext()) {
            String line = events.next();
            last = line.isEmpty() ? last : last.startsWith("event: ") ? last + line : line;
          }
          assertThat(last).startsWith("event: enddata: {").contains("\"state\":\"succeeded\"");
        }
      }
    }

    @Test
    @DisplayName("also after it has ended")
    void ended() {
      String location = started("fail");
      awaited(location, "failed");
      assertThat(follow(location).body()).startsWith("event: end\ndata: {").endsWith("}\n\n");
    }

    @Test
    @DisplayName("unless it does not exist")
    void unknown() {
      assertThat(follow("/training-runs/20250131-101530000-000000").statusCode()).isEqualTo(404);
    }
  }
}
