package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("credence serve with a small heap and more wide versions than fit into it")
class WideVersionsIT {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final int INPUTS = 1_900;
  private static final int VERSIONS = 40;
  private static final Duration WAIT = Duration.ofSeconds(60);

  /// The part of a document besides the model, which a server does not keep.
  private static final String REFERENCES =
      IntStream.range(0, 5_000)
          .mapToObj(_ -> "\"" + "r".repeat(100) + "\"")
          .collect(Collectors.joining(","));

  @TempDir private Path home;

  private void publish(int version) {
    String encodings =
        IntStream.range(0, INPUTS)
            .mapToObj(
                i ->
                    "{\"type\":\"number\",\"name\":\"x_%d\",\"fill\":0.0,\"clip\":null,\"logarithm\":false,\"standardisation\":null}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    String coefficients =
        IntStream.range(0, INPUTS)
            .mapToObj(i -> "{\"column\":\"x_%d\",\"value\":0.0%d}".formatted(i, version + 1))
            .collect(Collectors.joining(","));
    String document =
        """
        {"format":1,
        "model":{"type":"logistic-regression","encodings":[%s],"intercept":-1.5,"coefficients":[%s]},
        "evaluation":{"training":{"balance":{"rows":2}},
        "validation_as_served":{"balance":{"rows":1},"auc":null}},
        "references":[%s]}
        """
            .formatted(encodings, coefficients, REFERENCES);
    new DirectoryRegistry(home)
        .publish(new VersionName(name(version)), document.getBytes(StandardCharsets.UTF_8), CHANGE);
  }

  private static String name(int version) {
    return "wide-" + version;
  }

  private Launched serve() {
    Launched server =
        Launched.start(
            Path.of("").toAbsolutePath(),
            Map.of("CREDENCE_JAVA_OPTIONS", "-Xmx64m"),
            Launched.LAUNCHER,
            "serve",
            "--home",
            home.toString(),
            "--port",
            "0",
            "--admin-port",
            "0");
    server.awaitErr("server-started");
    return server;
  }

  private static List<JsonNode> models(Launched server) {
    JsonNode models = new JsonMapper().readTree(server.get("/models").body()).get("models");
    return StreamSupport.stream(models.spliterator(), false).toList();
  }

  private static List<String> notLoaded(Launched server) {
    return models(server).stream()
        .filter(model -> model.get("lacks_memory").asBoolean())
        .map(model -> model.get("model").asString())
        .toList();
  }

  private static void assertChampionAnswers(Launched server) {
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = server.post("/predict", "{\"id\":\"1\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Credence-Model-Version"))
        .isEqualTo(Optional.of(name(0)));
  }

  @Test
  @DisplayName(
      "starts, logs what it has not loaded, continues when more are published, and restarts")
  void goesOn() {
    for (int i = 0; i < VERSIONS; i++) {
      publish(i);
    }
    try (Launched server = serve()) {
      assertChampionAnswers(server);
      List<String> notLoaded = notLoaded(server);
      assertThat(notLoaded).isNotEmpty().hasSizeLessThan(VERSIONS - 5).doesNotContain(name(0));
      String metrics = server.get("/metrics").body();
      for (String version : notLoaded) {
        assertThat(metrics).contains("credence_version_not_loaded{version=\"" + version + "\"} 1");
        assertThat(server.err())
            .containsPattern("version-not-loaded version=" + version + " .*larger heap");
        assertThat(server.post("/predict?version=" + version, "{\"id\":\"1\"}").body())
            .contains("/problems/version-not-loaded");
      }
      for (int i = VERSIONS; i < VERSIONS + 5; i++) {
        publish(i);
        int published = i + 1;
        await().atMost(WAIT).until(() -> models(server).size() == published);
        assertThat(notLoaded(server)).contains(name(i));
        assertChampionAnswers(server);
      }
      server.kill();
    }
    try (Launched again = serve()) {
      assertChampionAnswers(again);
      assertThat(notLoaded(again)).isNotEmpty().doesNotContain(name(0), name(VERSIONS + 4));
    }
  }
}
