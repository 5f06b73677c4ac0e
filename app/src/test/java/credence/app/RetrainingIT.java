package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole of a retraining as a bank does it, over HTTP and by commands, on real processes;
/// docs/retraining.md has the steps as text for users (`RetrainingDocumentIT`).
@DisplayName("A retraining from a new training set to its rollback")
class RetrainingIT {
  private static final String OLD = "training_set_2025_03_31";
  private static final String NEW = "training_set_2025_06_30";
  private static final String APPLICANT = "{\"id\":\"a-1\",\"score\":450,\"region\":\"north\"}";
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final long PAUSE_NANOS = 5_000_000;

  @TempDir private Path folder;
  private Path home;

  /// The server and the processes that it starts work on a home of any name.
  @BeforeEach
  void makeHome() throws IOException, SQLException {
    home = Files.createDirectory(folder.resolve("home [1]*"));
    Path other = Files.createDirectory(folder.resolve("home 12"));
    Homes.writeSet(other, "2025_03_31", 0, 10, 400);
  }

  /// The prediction for an applicant, and its version.
  private record Answer(int status, String version, String body) {
    static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Credence-Model-Version").orElse(""),
          response.body());
    }
  }

  /// A client that requests a prediction for the same applicant continuously.
  private static final class Client implements AutoCloseable {
    private final Set<Answer> answers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    Client(Launched server) {
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!stopped) {
                      answers.add(Answer.of(server.post("/predict", APPLICANT)));
                      asked.incrementAndGet();
                      LockSupport.parkNanos(PAUSE_NANOS);
                    }
                  });
    }

    @Override
    public void close() {
      stop();
    }

    void stop() {
      stopped = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  @DisplayName("is shown at each step and changes answers only on a user's request")
  void story() throws IOException, SQLException {
    Homes.writeSpec(home);
    Files.writeString(
        home.resolve("spec.yaml"),
        "gates: {auc-min: 0.55, rows-min: 1000000}\n",
        StandardOpenOption.APPEND);
    try (Launched server = Launched.serve(home, "--training-set-quiet-seconds", "0")) {
      AdminPort admin = AdminPort.of(server);
      Answer before = firstVersionBecomesChampion(server, admin);
      try (Client client = new Client(server)) {
        newSetIsListedWithWhatShifted(admin);
        runIsSeenAtWork(admin);
        candidateHasGatesAndAnswersWhenNamed(server, admin);
        client.stop();
        assertThat(client.answers).containsExactly(before);
        assertThat(client.asked.get()).isGreaterThan(100);
      }
      Answer after = promotionOverHttpChangesTheAnswer(server, admin);
      assertThat(after.body()).isNotEqualTo(before.body());
      rollbackByCommandChangesItBack(server, before);
      historyTellsItAll(admin);
    }
  }

  private Answer firstVersionBecomesChampion(Launched server, AdminPort admin)
      throws IOException, SQLException {
    Homes.writeSet(home, "2025_03_31", 0, 3000, 400);
    admin.awaitAccepted(OLD);
    assertThat(admin.follow(admin.startRun(OLD)).getLast().path("state").asString())
        .isEqualTo("succeeded");
    await().atMost(WAIT).until(() -> ask(server).version().equals(OLD));
    return ask(server);
  }

  private static Answer ask(Launched server) {
    return Answer.of(server.post("/predict", APPLICANT));
  }

  private void newSetIsListedWithWhatShifted(AdminPort admin) throws IOException, SQLException {
    Homes.writeSet(home, "2025_06_30", 2000, 250_000, 440);
    assertThat(admin.awaitAccepted(NEW).path("changed").toString())
        .contains("score has shifted significantly since " + OLD);
    assertThat(admin.get("/training-sets").body())
        .contains("score has shifted significantly since " + OLD);
    Ended listed = Homes.run(home, "training-sets");
    assertThat(listed.out())
        .contains(NEW + "  accepted  250,000", "score has shifted significantly since " + OLD);
  }

  private static void runIsSeenAtWork(AdminPort admin) {
    List<JsonNode> events = admin.follow(admin.startRun(NEW));
    List<Double> shares = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.path("state").asString().equals("running") && event.path("stage").isString()) {
        shares.add(event.path("share_done").doubleValue());
      }
    }
    assertThat(shares).isNotEmpty().isSorted().allMatch(share -> share >= 0 && share <= 1);
    JsonNode end = events.getLast();
    assertThat(end.path("state").asString()).isEqualTo("succeeded");
    assertThat(end.path("version").asString()).isEqualTo(NEW);
    assertThat(end.path("messages").toString())
        .contains("against " + OLD + ": auc-min passed", "rows-min failed");
  }

  private void candidateHasGatesAndAnswersWhenNamed(Launched server, AdminPort admin) {
    assertThat(admin.document("/aliases/champion").path("version").asString()).isEqualTo(OLD);
    await()
        .atMost(WAIT)
        .until(() -> server.post("/predict?version=" + NEW, APPLICANT).statusCode() == 200);
    Ended compared = Homes.run(home, "compare", NEW);
    assertThat(compared.out())
        .contains(NEW + " against " + OLD, "auc-min passed", "rows-min failed");
    assertThat(admin.get("/models/" + NEW + "/report").body()).contains("<svg", NEW, OLD);
  }

  private static Answer promotionOverHttpChangesTheAnswer(Launched server, AdminPort admin) {
    String plain = "{\"version\":\"" + NEW + "\",\"reason\":\"newer customers\"}";
    assertThat(Launched.send(promotion(admin, plain)).statusCode()).isEqualTo(428);
    String tag = admin.get("/aliases/champion").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> rejected = Launched.send(promotion(admin, plain).header("If-Match", tag));
    assertThat(AdminPort.json(rejected, 409).path("type").asString())
        .isEqualTo("/problems/gates-not-passed");
    String overridden = plain.replace("}", ",\"override\":true}");
    HttpRequest.Builder asked = promotion(admin, overridden).header("If-Match", tag);
    assertThat(Launched.send(asked).statusCode()).isEqualTo(200);
    await().atMost(WAIT).until(() -> ask(server).version().equals(NEW));
    assertThat(Launched.send(asked).statusCode()).as("a stale ETag").isEqualTo(412);
    return ask(server);
  }

  private static HttpRequest.Builder promotion(AdminPort admin, String body) {
    return admin
        .request("/aliases/champion")
        .header("Credence-Author", "ada")
        .PUT(BodyPublishers.ofString(body));
  }

  private void rollbackByCommandChangesItBack(Launched server, Answer before) {
    Ended ended = Homes.run(home, "rollback", "--reason", "complaints rose", "--author", "bob");
    assertThat(ended.code()).as(ended.err()).isZero();
    await().atMost(WAIT).until(() -> ask(server).equals(before));
  }

  private void historyTellsItAll(AdminPort admin) {
    JsonNode records = admin.document("/history").path("history");
    assertThat(records.valueStream().map(record -> record.path("kind").asString()).toList())
        .containsExactlyInAnyOrder("published", "published", "promoted", "rolled-back");
    String history = Homes.run(home, "history").out();
    assertThat(Stream.of(records.toString(), history))
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains(OLD, NEW, "a new quarter", "ada", "newer customers")
                    .contains("bob", "complaints rose", "rows-min"));
  }
}
