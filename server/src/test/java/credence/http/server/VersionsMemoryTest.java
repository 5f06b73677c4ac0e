package credence.http.server;

import static credence.http.predict.PredictTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.memory.MemoryBudget;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A server with more versions than fit into its memory")
class VersionsMemoryTest {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final int INPUTS = 1_900;
  private static final String ANYBODY = "{\"id\":\"1\"}";

  /// The smallest heap has room for about five versions of this size.
  private static final MemoryBudget SMALL = MemoryBudget.of(MemoryBudget.HEAP_BYTES_MIN);

  @TempDir Path home;

  private static String name(int version) {
    return "v" + version;
  }

  private void publishWide(int from, int to) {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    for (int i = from; i < to; i++) {
      RunningServer.publish(registry, name(i), TestModels.wideDocument("x", INPUTS));
    }
  }

  private RunningServer start() {
    return RunningServer.start(home, RunningServer.testing(), SMALL);
  }

  private static List<JsonNode> models(RunningServer server) {
    return StreamSupport.stream(
            RunningServer.json(server.get("/models")).get("models").spliterator(), false)
        .toList();
  }

  private static List<String> lacking(RunningServer server) {
    return models(server).stream()
        .filter(model -> model.get("lacks_memory").asBoolean())
        .map(model -> model.get("model").asString())
        .toList();
  }

  @Test
  @DisplayName("starts, serves the champion and the newest versions, and logs each of the others")
  void starts() {
    publishWide(0, 12);
    try (RunningServer server = start()) {
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      HttpResponse<String> answer = server.predict("", ANYBODY);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Credence-Model-Version")).hasValue(name(0));
      List<String> lacking = lacking(server);
      assertThat(lacking).hasSizeBetween(5, 10).doesNotContain(name(0), name(11));
      String metrics = server.get("/metrics").body();
      for (String version : lacking) {
        assertProblem(server.predict("?version=" + version, ANYBODY), 503, "version-not-loaded");
        assertProblem(server.get("/models/" + version + "/schema"), 503, "version-not-loaded");
        assertProblem(server.get("/models/" + version), 503, "version-not-loaded");
        assertThat(metrics).contains("credence_version_not_loaded{version=\"" + version + "\"} 1");
        assertThat(server.logged())
            .containsPattern("version-not-loaded\",\"version\":\"" + version + "\".*larger heap");
      }
      assertThat(metrics)
          .contains("credence_versions_memory_max_bytes " + (double) SMALL.versionBytes());
      JsonNode all = RunningServer.json(server.predict("?version=all", ANYBODY));
      assertThat(all.get("predictions").size()).isEqualTo(12 - lacking.size());
    }
  }

  @Test
  @DisplayName("continues when another one is published, and loads it as soon as it fits")
  void published() {
    publishWide(0, 4);
    try (RunningServer server = start()) {
      assertThat(lacking(server)).isEmpty();
      int next = 4;
      while (lacking(server).isEmpty()) {
        assertThat(next).isLessThan(20);
        int published = ++next;
        publishWide(published - 1, published);
        await().until(() -> models(server).size() == published);
      }
      String refused = name(next - 1);
      assertThat(lacking(server)).containsExactly(refused);
      await().until(() -> server.logged().contains("version-not-loaded"));
      assertThat(server.predict("", ANYBODY).statusCode()).isEqualTo(200);
      assertProblem(server.predict("?version=" + refused, ANYBODY), 503, "version-not-loaded");
      server.registry.remove(new VersionName(name(1)), CHANGE);
      await().until(() -> lacking(server).isEmpty());
      assertThat(server.predict("?version=" + refused, ANYBODY).statusCode()).isEqualTo(200);
      await().until(() -> server.logged().contains("\"event\":\"version-loaded\""));
    }
  }

  @Test
  @DisplayName("loads a promoted version instead of another one")
  void promoted() {
    publishWide(0, 12);
    try (RunningServer server = start()) {
      String chosen = lacking(server).getFirst();
      int loaded = 12 - lacking(server).size();
      server.promote(chosen);
      await()
          .until(
              () ->
                  server
                      .predict("", ANYBODY)
                      .headers()
                      .firstValue("Credence-Model-Version")
                      .equals(java.util.Optional.of(chosen)));
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(12 - lacking(server).size()).isEqualTo(loaded);
    }
  }

  @Test
  @DisplayName("loads retired versions only if there is memory left")
  void retired() {
    publishWide(0, 5);
    try (RunningServer server = start()) {
      assertThat(lacking(server)).isEmpty();
      for (int i = 1; i < 5; i++) {
        server.registry.retire(new VersionName(name(i)), CHANGE);
      }
      publishWide(5, 8);
      await()
          .until(
              () -> models(server).size() == 8 && lacking(server).stream().noneMatch("v7"::equals));
      await().until(() -> server.predict("?version=v5", ANYBODY).statusCode() == 200);
      assertThat(lacking(server)).isNotEmpty().isSubsetOf("v1", "v2", "v3", "v4");
    }
  }

  @Test
  @DisplayName("is not ready, and gives the reason everywhere, if not even the champion fits")
  void championTooLarge() {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    RunningServer.publish(registry, "huge", TestModels.wideDocument("x", 100_000));
    RunningServer.publish(registry, "small", TestModels.INTERCEPT);
    try (RunningServer server = start()) {
      HttpResponse<String> ready = server.get("/health/ready");
      assertProblem(ready, 503, "not-ready");
      assertThat(ready.body())
          .contains("the champion huge needs about", "MiB", "CREDENCE_JAVA_OPTIONS", "promote");
      assertProblem(server.predict("", TestModels.APPLICANT), 503, "not-ready");
      assertThat(server.predict("?version=small", TestModels.APPLICANT).statusCode())
          .isEqualTo(200);
      assertThat(server.get("/metrics").body())
          .contains("credence_ready 0.0", "credence_version_not_loaded{version=\"huge\"} 1.0");
      server.promote("small");
      await().until(() -> server.get("/health/ready").statusCode() == 200);
    }
  }
}
