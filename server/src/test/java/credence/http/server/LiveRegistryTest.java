package credence.http.server;

import static credence.http.predict.PredictTest.assertProblem;
import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.LoneLoop;
import credence.model.VersionName;
import credence.prediction.PredictionService;
import credence.prediction.ServingState;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The server follows its registry:")
class LiveRegistryTest {
  private static final String FIRST = "training_set_2014_09_10";
  private static final String SECOND = "training_set_2018_04_07";

  @TempDir Path home;

  private static String champion(RunningServer server) {
    return server
        .predict("", TestModels.APPLICANT)
        .headers()
        .firstValue("Credence-Model-Version")
        .orElse("");
  }

  @Test
  @DisplayName("with an empty home it is live but not ready, says what to do, and becomes ready")
  void emptyHome() {
    try (RunningServer server = RunningServer.empty(home)) {
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = server.get("/health/ready");
      assertProblem(ready, 503, "not-ready");
      assertThat(ready.headers().firstValue("Retry-After")).contains("1");
      assertThat(json(ready).get("detail").asString()).contains("credence train --data");
      assertProblem(server.predict("", TestModels.APPLICANT), 503, "not-ready");
      assertProblem(server.predict("?version=all", TestModels.APPLICANT), 503, "not-ready");
      assertThat(server.get("/models").body()).isEqualTo("{\"models\":[]}");
      server.publish(FIRST, TestModels.INTERCEPT);
      await().until(() -> server.get("/health/ready").statusCode() == 200);
      assertThat(champion(server)).isEqualTo(FIRST);
    }
  }

  @Test
  @DisplayName("while its files are gone, the loaded versions serve requests, but it is not ready")
  void gone() throws IOException {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      Path registry = home.resolve("registry");
      Path elsewhere = Files.move(registry, home.resolve("unmounted"));
      await().until(() -> server.get("/health/ready").statusCode() == 503);
      assertThat(json(server.get("/health/ready")).get("detail").asString())
          .contains("the registry is gone");
      assertThat(champion(server)).isEqualTo(FIRST);
      assertThat(server.predict("?version=" + FIRST, TestModels.APPLICANT).statusCode())
          .isEqualTo(200);
      assertThat(server.get("/metrics").body())
          .containsPattern("credence_registry_failed_polls_total\\{reason=\"gone\"} [1-9]");
      Files.move(elsewhere, registry);
      await().until(() -> server.get("/health/ready").statusCode() == 200);
      server.publish(SECOND, -2);
      server.promote(SECOND);
      await().until(() -> champion(server).equals(SECOND));
    }
  }

  @Test
  @DisplayName(
      "a published version serves requests that name it, and all others once it is promoted")
  void publishedAndPromoted() {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      server.publish(SECOND, -2);
      await()
          .until(
              () -> server.predict("?version=" + SECOND, TestModels.APPLICANT).statusCode() == 200);
      assertThat(champion(server)).isEqualTo(FIRST);
      server.promote(SECOND);
      await().until(() -> champion(server).equals(SECOND));
      assertThat(server.predict("?version=" + FIRST, TestModels.APPLICANT).statusCode())
          .isEqualTo(200);
      assertThat(server.logged())
          .contains("\"event\":\"registry-published\"")
          .contains("\"event\":\"registry-promoted\"")
          .contains("\"author\":\"tester\"");
    }
  }

  @Test
  @DisplayName(
      "a champion that is damaged at the start is reported, and no other version replaces it")
  void championDamagedAtStart() throws IOException {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    RunningServer.publish(registry, FIRST, TestModels.INTERCEPT);
    RunningServer.publish(registry, SECOND, -2);
    Path document = home.resolve("registry/models/" + FIRST + ".json");
    byte[] whole = Files.readAllBytes(document);
    Files.writeString(document, "{}");
    try (RunningServer server = RunningServer.start(home, RunningServer.testing())) {
      assertProblem(server.get("/health/ready"), 503, "not-ready");
      HttpResponse<String> refused = server.predict("", TestModels.APPLICANT);
      assertProblem(refused, 503, "not-ready");
      assertThat(json(refused).get("detail").asString()).contains(FIRST);
      assertProblem(
          server.predict("?version=" + FIRST, TestModels.APPLICANT), 503, "version-damaged");
      assertProblem(server.get("/models/" + FIRST), 503, "version-damaged");
      assertThat(server.predict("?version=" + SECOND, TestModels.APPLICANT).statusCode())
          .isEqualTo(200);
      assertThat(server.get("/metrics").body())
          .contains("credence_ready 0.0")
          .contains("credence_document_damaged{version=\"" + FIRST + "\"} 1.0");
      await().until(() -> server.logged().contains("\"event\":\"document-damaged\""));
      assertThat(server.get("/metrics").body())
          .contains("credence_version_failures_total{reason=\"damaged\"} 1.0")
          .containsPattern("credence_log_events_total\\{level=\"warning\"} [1-9]");
      Files.write(document, whole);
      await().until(() -> server.get("/health/ready").statusCode() == 200);
      assertThat(champion(server)).isEqualTo(FIRST);
    }
  }

  @Test
  @DisplayName("a version whose document is damaged later is served from memory, and is logged")
  void damagedWhileRunning() throws IOException {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      Files.writeString(server.document(FIRST), "{}");
      await()
          .until(
              () ->
                  server
                      .get("/metrics")
                      .body()
                      .contains("credence_document_damaged{version=\"" + FIRST + "\"} 1.0"));
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(champion(server)).isEqualTo(FIRST);
      assertThat(json(server.get("/models")).at("/models/0/damaged_on_disk").asBoolean()).isTrue();
      await()
          .until(
              () ->
                  server.logged().contains("\"event\":\"document-damaged\"")
                      && server.logged().contains("\"answers_on\":true"));
    }
  }

  @Test
  @DisplayName(
      "if it becomes unreadable, the path is logged and the server still serves but is not ready")
  void unreadable() throws IOException {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      Path head = home.resolve("registry/history.head");
      byte[] whole = Files.readAllBytes(head);
      Files.delete(head);
      Files.createDirectory(head);
      await().until(() -> server.get("/health/ready").statusCode() == 503);
      String why = "cannot read " + head + ": Is a directory";
      assertThat(json(server.get("/health/ready")).get("detail").asString()).isEqualTo(why);
      assertThat(server.logged()).contains("\"event\":\"registry-not-readable\"").contains(why);
      assertThat(server.get("/metrics").body()).contains("credence_ready 0.0");
      assertThat(champion(server)).isEqualTo(FIRST);
      Files.delete(head);
      Files.write(head, whole);
      await().until(() -> server.get("/health/ready").statusCode() == 200);
      assertThat(server.logged()).contains("\"event\":\"registry-readable\"");
    }
  }

  @Test
  @DisplayName("the state before a change is released, even by event loops without requests")
  void pastStatesAreForgotten() throws IOException {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing());
        LoneLoop loop = LoneLoop.of(server);
        Socket socket = loop.socket()) {
      RunningServer.write(
          socket,
          "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
              + TestModels.APPLICANT.length()
              + "\r\n\r\n"
              + TestModels.APPLICANT);
      assertThat(RawRequests.response(socket.getInputStream())).contains("\"prediction\":");
      PredictionService service = server.server.context().service();
      WeakReference<ServingState> past = new WeakReference<>(service.state());
      server.publish(SECOND, -2);
      await().until(() -> !past.refersTo(service.state()));
      await()
          .until(
              () -> {
                System.gc();
                return past.refersTo(null);
              });
    }
  }

  @Test
  @DisplayName("a removed version is unknown")
  void removed() {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      server.publish(SECOND, -2);
      await().until(() -> server.get("/models/" + SECOND).statusCode() == 200);
      server.registry.remove(
          new VersionName(SECOND), new credence.registry.Change("tester", "a test"));
      await().until(() -> server.get("/models/" + SECOND).statusCode() == 404);
    }
  }

  @Test
  @DisplayName("no request is lost or answered inconsistently while champions change")
  void whileChampionsChange() throws Exception {
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing());
        ExecutorService clients = Executors.newFixedThreadPool(4)) {
      server.publish(SECOND, -2);
      await().until(() -> server.get("/models/" + SECOND).statusCode() == 200);
      String first = answer(server, FIRST);
      String second = answer(server, SECOND);
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> answered = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answered.add(clients.submit(() -> predictUntil(done, server, first, second)));
      }
      for (int i = 0; i < 20; i++) {
        String next = i % 2 == 0 ? SECOND : FIRST;
        server.promote(next);
        await().until(() -> champion(server).equals(next));
      }
      done.set(true);
      for (Future<Integer> count : answered) {
        assertThat(count.get()).isPositive();
      }
    }
  }

  private static String answer(RunningServer server, String version) {
    return server.predict("?version=" + version, TestModels.APPLICANT).body();
  }

  private static int predictUntil(
      AtomicBoolean done, RunningServer server, String first, String second) {
    int answered = 0;
    while (!done.get()) {
      HttpResponse<String> response = server.predict("", TestModels.APPLICANT);
      assertThat(response.statusCode()).isEqualTo(200);
      boolean byFirst =
          response.headers().firstValue("Credence-Model-Version").orElse("").equals(FIRST);
      assertThat(response.body()).isEqualTo(byFirst ? first : second);
      answered++;
    }
    return answered;
  }
}
