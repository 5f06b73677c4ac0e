package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The admin port of a server in a process of its own")
class AdminIT {
  private static final String FIRST = "training_set_2025_03_31";
  private static final String SECOND = "training_set_2025_06_30";
  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile("admin-port-open .*?port=(\\d+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path samples;
  @TempDir private Path home;

  @BeforeAll
  static void writeSamples() throws IOException {
    SampleTrainingSets.write(samples);
  }

  private static HttpRequest.Builder request(Launched server, String path) {
    server.awaitErr("admin-port-open");
    Matcher port = PORT.matcher(server.err());
    assertThat(port.find()).isTrue();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + path))
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    return new JsonMapper().readTree(response.body());
  }

  /// Asks for a run and follows it to its end.
  private static JsonNode trained(Launched server, String version) {
    HttpResponse<String> asked =
        send(
            request(server, "/training-runs")
                .POST(BodyPublishers.ofString("{\"version\":\"" + version + "\"}")));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    String run = asked.headers().firstValue("Location").orElseThrow();
    String events = send(request(server, run).header("Accept", "text/event-stream")).body();
    assertThat(events).contains("event: end\n");
    return json(send(request(server, run)));
  }

  private static void awaitAccepted(Launched server, String set) {
    await()
        .atMost(WAIT)
        .until(
            () ->
                json(send(request(server, "/training-sets/" + set)))
                    .path("state")
                    .asString("")
                    .equals("accepted"));
  }

  private static String answeredBy(Launched server) {
    return server
        .post("/predict", ExerciseFile.EXAMPLE)
        .headers()
        .firstValue("Credence-Model-Version")
        .orElse("");
  }

  @Test
  void takesASetTrainsACandidateAndPromotesItWhenAsked() throws IOException {
    Path sets = Files.createDirectories(home.resolve("training-sets"));
    Files.copy(samples.resolve(FIRST + ".parquet"), sets.resolve(FIRST + ".parquet"));
    try (Launched server = Launched.serve(home, "--training-set-quiet-seconds", "0")) {
      awaitAccepted(server, FIRST);
      assertThat(trained(server, FIRST).get("state").asString()).isEqualTo("succeeded");
      await().atMost(WAIT).until(() -> answeredBy(server).equals(FIRST));

      HttpResponse<String> put =
          send(
              request(server, "/training-sets/" + SECOND)
                  .PUT(BodyPublishers.ofFile(samples.resolve(SECOND + ".parquet"))));
      assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
      awaitAccepted(server, SECOND);
      assertThat(trained(server, SECOND).get("version").asString()).isEqualTo(SECOND);
      assertThat(answeredBy(server)).isEqualTo(FIRST);

      HttpResponse<String> champion = send(request(server, "/aliases/champion"));
      HttpResponse<String> promoted =
          send(
              request(server, "/aliases/champion")
                  .header("If-Match", champion.headers().firstValue("ETag").orElseThrow())
                  .header("Credence-Author", "ada")
                  .PUT(
                      BodyPublishers.ofString(
                          "{\"version\":\"" + SECOND + "\",\"reason\":\"newer customers\"}")));
      assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(200);
      await().atMost(WAIT).until(() -> answeredBy(server).equals(SECOND));
      send(
          request(server, "/aliases/champion/rollback")
              .POST(BodyPublishers.ofString("{\"reason\":\"a complaint\"}")));
      await().atMost(WAIT).until(() -> answeredBy(server).equals(FIRST));
      assertThat(send(request(server, "/history")).body())
          .contains("newer customers", "a complaint", "\"author\":\"ada\"");
    }
  }

  @Test
  void needsATokenFromElsewhereWhichACommandMakesAndRevokes() {
    Ended created = Launched.run("tokens", "create", "ada", "--home", home.toString());
    assertThat(created.code()).as(created.err()).isZero();
    String token = created.out().strip();
    try (Launched server = Launched.serve(home, "--admin-host", "0.0.0.0")) {
      assertThat(send(request(server, "/history")).statusCode()).isEqualTo(401);
      HttpRequest.Builder known =
          request(server, "/history").header("Authorization", "Bearer " + token);
      assertThat(send(known).statusCode()).isEqualTo(200);
      assertThat(Launched.run("tokens", "--home", home.toString()).out()).contains("ada");
      assertThat(Launched.run("tokens", "revoke", "ada", "--home", home.toString()).code())
          .isZero();
      assertThat(send(known).statusCode()).isEqualTo(401);
      assertThat(server.err()).doesNotContain(token);
    }
  }
}
