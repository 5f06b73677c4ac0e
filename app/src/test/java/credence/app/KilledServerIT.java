package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.model.VersionName;
import credence.registry.RegistryState;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRunState;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server and its training run, one of which is killed. How often is set by `-Dcredence.kills`,
/// the seed by `-Dcredence.seed`; `scripts/kill-training-runs` runs the full count.
@DisplayName("A server with an active training run")
class KilledServerIT {
  private static final int KILLS = Integer.getInteger("credence.kills", 3);
  private static final long SEED = Long.getLong("credence.seed", 20_250_331L);
  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir private Path home;
  private TrainingRunFolder runs;
  private DirectoryRegistry registry;

  @BeforeEach
  void openHome() throws IOException, SQLException {
    Homes.writeSpec(home);
    Homes.writeSet(home, "2025_03_31", 0, 20_000, 400);
    runs = new TrainingRunFolder(home);
    registry = new DirectoryRegistry(home);
  }

  @Test
  @DisplayName("leaves the registry intact when either is killed at any time")
  void killed() throws IOException, InterruptedException {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    TreeMap<String, Integer> ends = new TreeMap<>();
    List<String> ids = new ArrayList<>();
    Launched server = serve();
    try {
      long wholeMillis = millisOfWholeRun(server);
      for (int kill = 0; kill < KILLS; kill++) {
        String id = ask(server, version(kill));
        ids.add(id);
        TimeUnit.MILLISECONDS.sleep((long) (random.nextDouble() * 1.1 * wholeMillis));
        boolean ofServer = kill % 2 == 0;
        if (ofServer) {
          killServer(server, id);
          server = serve();
        } else {
          killRun(server, id);
        }
        await().atMost(WAIT).until(() -> run(id).outcome() != null);
        assertEndedAsItStands(id, version(kill));
        ends.merge((ofServer ? "server, " : "run, ") + run(id).state(), 1, Integer::sum);
      }
      startAgain(server, ids);
    } finally {
      server.close();
    }
    System.out.println("seed " + SEED + ": " + KILLS + " kills: " + ends);
  }

  /// Starts a server, and waits until it owns the queue.
  private Launched serve() {
    Launched server =
        Launched.serve(home, "--training-set-quiet-seconds", "0", "--training-nice", "0");
    await()
        .atMost(WAIT)
        .until(
            () ->
                Launched.send(AdminPort.of(server).request("/training-runs"))
                    .body()
                    .contains("\"runs_here\":true"));
    return server;
  }

  private static VersionName version(int kill) {
    return new VersionName("v" + kill);
  }

  private long millisOfWholeRun(Launched server) throws IOException {
    long begun = System.nanoTime();
    String id = ask(server, new VersionName("whole"));
    await().atMost(WAIT).until(() -> run(id).state().ended());
    assertThat(run(id).state()).isEqualTo(TrainingRunState.SUCCEEDED);
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  /// Requests a run; returns its id.
  private String ask(Launched server, VersionName version) {
    HttpResponse<String> asked =
        Launched.send(
            AdminPort.of(server)
                .request("/training-runs")
                .POST(BodyPublishers.ofString("{\"version\":\"" + version + "\"}")));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    String location = asked.headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /// Kills the server, and waits until the run has noticed. A run that had not got as far as
  /// measuring its model publishes nothing any more.
  private void killServer(Launched server, String id) throws IOException {
    List<ProcessHandle> children =
        ProcessHandle.of(server.pid()).orElseThrow().descendants().toList();
    boolean early = isEarly(run(id));
    server.kill();
    await().atMost(WAIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    Homes.assertWhole(registry);
    if (early) {
      assertThat(registry.history().records())
          .noneMatch(record -> record.details().containsValue(id));
    }
  }

  private static boolean isEarly(TrainingRunEntry run) {
    TrainingRunProgress progress = run.progress();
    return run.state() == TrainingRunState.QUEUED
        || (run.state() == TrainingRunState.RUNNING
            && progress != null
            && progress.stagesLeft().contains("evaluating"));
  }

  private void killRun(Launched server, String id) throws IOException {
    TrainingRunProgress progress = run(id).progress();
    if (progress != null) {
      progress.process().running().ifPresent(ProcessHandle::destroyForcibly);
    } else {
      ProcessHandle.of(server.pid())
          .orElseThrow()
          .descendants()
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /// Asserts that the registry is intact and the run has the matching state.
  private void assertEndedAsItStands(String id, VersionName version) throws IOException {
    RegistryState state = Homes.assertWhole(registry);
    TrainingRunEntry run = run(id);
    if (state.publication(version).isPresent()) {
      assertThat(run.state()).isEqualTo(TrainingRunState.SUCCEEDED);
    } else {
      assertThat(run.state()).isIn(TrainingRunState.INTERRUPTED, TrainingRunState.FAILED);
    }
    assertThat(runs.work(id)).doesNotExist();
  }

  private void startAgain(Launched server, List<String> ids) throws IOException {
    for (String id : ids) {
      if (run(id).state() != TrainingRunState.SUCCEEDED) {
        String again = ask(server, Objects.requireNonNull(run(id).request().version()));
        await().atMost(WAIT).until(() -> run(again).state().ended());
        assertThat(run(again).state()).isEqualTo(TrainingRunState.SUCCEEDED);
      }
    }
    assertThat(Homes.assertWhole(registry).publications()).hasSize(KILLS + 1);
  }

  private TrainingRunEntry run(String id) throws IOException {
    return runs.look(id).orElseThrow();
  }
}
