package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import credence.model.VersionName;
import credence.registry.RegistryState;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training runs as a server starts them. How many are killed is set by `-Dcredence.kills`, the
/// seed by `-Dcredence.seed`; `scripts/kill-training-runs` runs the full count.
@DisplayName("A training run in a separate process")
class RunTrainingIT {
  private static final int KILLS = Integer.getInteger("credence.kills", 4);
  private static final long SEED = Long.getLong("credence.seed", 20_250_331L);
  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir private Path home;
  private TrainingRunFolder runs;
  private DirectoryRegistry registry;

  @BeforeEach
  void openHome() throws IOException {
    Homes.writeSpec(home);
    runs = new TrainingRunFolder(home);
    registry = new DirectoryRegistry(home);
  }

  @Test
  void publishesAndStoresItsOutcome() throws IOException, SQLException {
    Homes.writeSet(home, "2025_03_31", 0, 2000, 400);
    String id = runs.add(request(null, null));
    Ended ended = Homes.run(home, "run-training", "--run", id);

    assertThat(ended.code()).as(ended.err()).isZero();
    TrainingRunEntry run = run(id);
    TrainingRunOutcome outcome = Objects.requireNonNull(run.outcome());
    assertThat(outcome.state()).isEqualTo(TrainingRunState.SUCCEEDED);
    assertThat(outcome.version()).isEqualTo(new VersionName("training_set_2025_03_31"));
    assertThat(outcome.champion()).isTrue();
    assertThat(Objects.requireNonNull(run.progress()).shareDone()).isBetween(0.5, 1.0);
    assertThat(runs.log(id)).content().contains("reading", "published training_set_2025_03_31");
    assertThat(registry.history().records().getFirst().details())
        .containsEntry(TrainingRuns.HISTORY_DETAIL, id);
    Ended followed = Homes.run(home, "training-runs", "show", id, "--follow");
    assertThat(followed.code()).isZero();
    assertThat(followed.out()).contains("succeeded", "Version: training_set_2025_03_31");
    assertThat(Homes.run(home, "run-training", "--run", id).err()).contains("is not");
  }

  @Test
  void thatFailsSaysWhyAndLeavesNothingElse() throws IOException, SQLException {
    Homes.writeSet(home, "2025_03_31", 0, 2000, 400);
    String id = runs.add(request(null, Homes.SPEC.replace("score:", "scare:")));

    assertThat(Homes.run(home, "run-training", "--run", id).code()).isEqualTo(1);

    TrainingRunOutcome outcome = Objects.requireNonNull(run(id).outcome());
    assertThat(outcome.state()).isEqualTo(TrainingRunState.FAILED);
    assertThat(outcome.messages()).singleElement().asString().contains("column scare", "score");
    assertThat(runs.log(id)).content().contains("failed: ");
    assertThat(runs.work(id)).doesNotExist();
    assertThat(registry.state().publications()).isEmpty();
    assertThat(Homes.run(home, "training-runs", "show", id, "--follow").code()).isEqualTo(1);
  }

  @Test
  void thatIsAskedToStopCountsAsCancelled() throws IOException, SQLException {
    Homes.writeSet(home, "2025_03_31", 0, 3_000_000, 400);
    String id = runs.add(request(null, null));
    try (Launched run = start(id)) {
      awaitBegun(id);
      // Not by its Process, which would close the standard input as well.
      ProcessHandle.of(run.pid()).orElseThrow().destroy();
      assertThat(run.end().err()).contains("credence: stopping\n");
    }
    assertThat(run(id).state()).isEqualTo(TrainingRunState.CANCELLED);
    assertThat(registry.state().publications()).isEmpty();
    assertThat(runs.work(id)).doesNotExist();
  }

  @Test
  void whoseParentIsGoneStopsUnpublishedAndCanBeStartedAgain()
      throws IOException, SQLException, InterruptedException {
    Homes.writeSet(home, "2025_03_31", 0, 3_000_000, 400);
    String id = runs.add(request(null, null));
    Process process =
        new ProcessBuilder(
                Launched.LAUNCHER.toString(),
                "run-training",
                "--home",
                home.toString(),
                "--run",
                id)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(runs.log(id).toFile()))
            .start();
    try {
      awaitBegun(id);
      process.getOutputStream().close();
      assertThat(process.waitFor(WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(run(id).state()).isEqualTo(TrainingRunState.INTERRUPTED);
    assertThat(registry.state().publications()).isEmpty();

    assertThat(runs.endInterrupted(registry.history())).hasSize(1);
    assertThat(runs.work(id)).doesNotExist();
    Homes.writeSet(home, "2025_03_31", 0, 2000, 400);
    Files.deleteIfExists(home.resolve("training-sets/.profiles/training_set_2025_03_31.json"));
    assertThat(Homes.run(home, "training-runs").out())
        .contains("interrupted", "To restart an interrupted run: training-runs restart");
    Ended restarted = Homes.run(home, "training-runs", "restart", id);
    assertThat(restarted.code()).as(restarted.err()).isZero();
    assertThat(restarted.out()).contains("published training_set_2025_03_31");
    assertThat(run(id).state()).isEqualTo(TrainingRunState.SUCCEEDED);
    Ended again = Homes.run(home, "training-runs", "restart", id);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("the run's state is succeeded; only interrupted runs");
    assertThat(Homes.run(home, "training-runs").out()).doesNotContain("started again");
  }

  @Test
  void thatIsKilledAtAnyInstantLeavesTheRegistryWhole()
      throws IOException, SQLException, InterruptedException {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    Homes.writeSet(home, "2025_03_31", 0, 200_000, 400);
    long begun = System.nanoTime();
    assertThat(Homes.run(home, "run-training", "--run", runs.add(request("whole", null))).code())
        .isZero();
    long wholeMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    Map<TrainingRunState, Integer> states = new EnumMap<>(TrainingRunState.class);
    for (int kill = 0; kill < KILLS; kill++) {
      String id = runs.add(request("v" + kill, null));
      try (Launched run = start(id)) {
        TimeUnit.MILLISECONDS.sleep((long) (random.nextDouble() * 1.1 * wholeMillis));
        run.kill();
      }
      runs.endInterrupted(registry.history());
      states.merge(run(id).state(), 1, Integer::sum);
      assertWhole(id, "v" + kill);
    }
    System.out.println("seed " + SEED + ": " + KILLS + " kills: " + states);
    for (TrainingRunEntry run : runs.list()) {
      if (run.state() != TrainingRunState.SUCCEEDED) {
        runs.restart(run.id());
        assertThat(Homes.run(home, "run-training", "--run", run.id()).code()).isZero();
      }
    }
    assertThat(registry.state().publications()).hasSize(KILLS + 1);
  }

  private void assertWhole(String id, String version) throws IOException {
    RegistryState state = Homes.assertWhole(registry);
    boolean there = state.publication(new VersionName(version)).isPresent();
    assertThat(run(id).state())
        .isIn(
            there
                ? List.of(TrainingRunState.SUCCEEDED)
                : List.of(TrainingRunState.QUEUED, TrainingRunState.INTERRUPTED));
    assertThat(runs.work(id)).doesNotExist();
  }

  private Launched start(String id) {
    return Launched.start(Homes.words(home, "run-training", "--run", id));
  }

  private TrainingRunEntry run(String id) throws IOException {
    return runs.look(id).orElseThrow();
  }

  private void awaitBegun(String id) {
    await().atMost(WAIT).until(() -> run(id).state() == TrainingRunState.RUNNING);
  }

  private static TrainingRunRequest request(@Nullable String version, @Nullable String spec) {
    return new TrainingRunRequest(
        version == null ? null : new VersionName(version),
        List.of(),
        false,
        spec,
        "ann",
        null,
        Instant.now(),
        null);
  }
}
