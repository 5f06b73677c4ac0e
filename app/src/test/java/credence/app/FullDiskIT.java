package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server whose home is on a file system of 48 MiB, which is filled during a training run and
/// promotions, and has space again. How often is set by `-Dcredence.rounds`, the seed by
/// `-Dcredence.seed`; `scripts/fill-disk` runs more rounds.
@DisplayName("A server whose disk is full")
class FullDiskIT {
  private static final int ROUNDS = Integer.getInteger("credence.rounds", 1);
  private static final long SEED = Long.getLong("credence.seed", 20_261_130L);
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final String FIRST = "training_set_2025_03_31";
  private static final String SECOND = "training_set_2025_06_30";
  private static final String APPLICANT =
      "{\"id\":\"a1\",\"income\":38822.49,\"age\":60,\"score\":416,\"utilisation\":0.692,"
          + "\"employed\":true,\"plan\":\"gold\"}";

  @TempDir private Path folder;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  @DisplayName("answers every prediction, changes nothing by halves, and works again with space")
  void fullDisk() throws IOException, InterruptedException {
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Path home = mounted.resolve("home");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mounted.toString()) == 0,
        "a small file system can be mounted here");
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    try {
      OldHome.unpack(mounted);
      try (Launched server =
              Launched.serve(home, "--training-retry-seconds-max", "1", "--training-nice", "0");
          Traffic traffic = new Traffic(server)) {
        AdminPort admin = AdminPort.of(server);
        for (int round = 0; round < ROUNDS; round++) {
          round(home, admin, random, "v" + round);
          traffic.assertAnswered();
        }
        assertThat(server.isAlive()).isTrue();
        assertThat(server.err()).doesNotContain(" ERROR ", "null");
      }
    } finally {
      // A training run ends shortly after its server.
      run("umount", "--lazy", mounted.toString());
    }
    System.out.println("seed " + SEED + ": " + ROUNDS + " rounds: " + outcomes);
  }

  private void round(Path home, AdminPort admin, Random random, String version)
      throws IOException, InterruptedException {
    Path filler = home.resolve("filler");
    await().atMost(WAIT).until(() -> admin.document("/training-runs").get("runs_here").asBoolean());
    String run = admin.startRun(version);
    Thread.sleep(random.nextInt(1_500));
    fill(filler);

    String before = champion(admin);
    HttpResponse<String> moved = promote(admin, other(before));
    count("promotion", moved.statusCode());
    assertThat(moved.statusCode()).as(moved.body()).isEqualTo(503);
    assertThat(moved.body()).contains("nothing was changed", "No space left on device");
    assertThat(champion(admin)).isEqualTo(before);
    HttpResponse<String> upload =
        Launched.send(
            admin
                .request("/training-sets/training_set_2025_12_31")
                .setHeader("Content-Type", "application/vnd.apache.parquet")
                .PUT(BodyPublishers.ofByteArray(new byte[100_000])));
    assertThat(upload.statusCode()).as(upload.body()).isEqualTo(503);
    await().atMost(WAIT).until(() -> admin.get("/health/ready").body().contains("No space left"));
    assertThat(admin.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(admin.get("/metrics").body()).contains("credence_home_writable 0.0");

    Files.delete(filler);
    await().atMost(WAIT).until(() -> !state(admin, run).matches("queued|running"));
    String ended = state(admin, run);
    count("run", ended);
    if (!ended.equals("succeeded")) {
      assertThat(admin.document(run).get("messages").toString())
          .containsAnyOf("No space left on device", "disk");
    }
    await().atMost(WAIT).until(() -> !admin.get("/health/ready").body().contains("degraded"));
    assertThat(promote(admin, other(before)).statusCode()).isEqualTo(200);
    Homes.assertWhole(new DirectoryRegistry(home));
    try (var left = Files.list(home.resolve("training-sets"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".upload"));
    }
  }

  private void count(String what, Object outcome) {
    outcomes.merge(what + " " + outcome, 1, Integer::sum);
  }

  private static String other(String champion) {
    return champion.equals(FIRST) ? SECOND : FIRST;
  }

  private static String state(AdminPort admin, String run) {
    return admin.document(run).get("state").asString();
  }

  private static String champion(AdminPort admin) {
    JsonNode champion = admin.document("/aliases/champion");
    return champion.get("version").asString();
  }

  private static HttpResponse<String> promote(AdminPort admin, String version) {
    String etag = admin.get("/aliases/champion").headers().firstValue("ETag").orElseThrow();
    return Launched.send(
        admin
            .request("/aliases/champion")
            .header("If-Match", etag)
            .PUT(
                BodyPublishers.ofString(
                    "{\"version\":\"" + version + "\",\"reason\":\"a test\",\"override\":true}")));
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[1 << 16];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(0); // The rest of the last page.
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor();
  }

  /// A client that requests predictions without pause, until it is closed.
  private static final class Traffic implements AutoCloseable {
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    Traffic(Launched server) {
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!closed) {
                      if (server.post("/predict", APPLICANT).statusCode() == 200) {
                        answered.incrementAndGet();
                      } else {
                        failed.incrementAndGet();
                      }
                    }
                  });
    }

    /// Asserts that predictions are requested, and all of them answered.
    void assertAnswered() {
      long before = answered.get();
      await().until(() -> answered.get() > before || failed.get() > 0);
      assertThat(failed).hasValue(0);
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
