package credence.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.files.TableFormat;
import credence.home.Home;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.registry.directory.DirectoryRegistry;
import credence.run.ProcessIdentity;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import credence.run.TrainingSetName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk is full in two ways: a file system of 1 MiB, where one can be mounted, and a folder in
/// the place of the file that is about to be written.
@DisplayName("While the disk is full")
final class FullDiskTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final EventLog log =
      new EventLog(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          LogFormat.JSON,
          InstantSource.system());

  @AfterEach
  void close() {
    log.close();
  }

  private Retraining started(Path home) {
    Retraining retraining =
        Retraining.start(
            new Home(home),
            new DirectoryRegistry(home),
            StandIn.command(),
            StandIn.settings(),
            log,
            InstantSource.system());
    await().until(retraining::ownsQueue);
    return retraining;
  }

  private static String submit(Retraining retraining, String todo) throws IOException {
    TrainingRunRequest request =
        new TrainingRunRequest(null, List.of(), false, null, "ada", todo, Instant.now(), null);
    return ((Submission.Accepted) retraining.submit(request)).id();
  }

  private static TrainingRunEntry run(Retraining retraining, String id) throws IOException {
    return retraining.run(id).orElseThrow();
  }

  private static void awaitState(Retraining retraining, String id, TrainingRunState state) {
    await().atMost(LONG).until(() -> run(retraining, id).state() == state);
  }

  private static TrainingRunOutcome outcome(TrainingRunEntry run) {
    return Objects.requireNonNull(run.outcome());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      byte[] block = new byte[4_096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  @DisplayName("no run is lost: one that fails has a reason, the others wait and are run later")
  void full() throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("home"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", home.toString()) == 0,
        "a small file system can be mounted here");
    try (Retraining retraining = started(home)) {
      String crashing = submit(retraining, "wait");
      awaitState(retraining, crashing, TrainingRunState.RUNNING);
      String second = submit(retraining, "succeed");
      String third = submit(retraining, "succeed");
      Path runs = home.resolve("training-runs");
      Path filler = home.resolve("filler");
      fill(filler);
      assertThatThrownBy(() -> submit(retraining, "succeed"))
          .hasMessageEndingWith("No space left on device");
      try (var folders = Files.list(runs).filter(Files::isDirectory)) {
        assertThat(folders).as("one for each accepted run").hasSize(3);
      }
      Files.createFile(runs.resolve(crashing).resolve("go"));

      awaitState(retraining, crashing, TrainingRunState.INTERRUPTED);
      assertThat(outcome(run(retraining, crashing)).messages().toString())
          .contains("cannot write " + runs.resolve(crashing).resolve("outcome.json"))
          .contains("No space left on device");
      await()
          .until(() -> logged.toString(StandardCharsets.UTF_8).contains("retraining-in-trouble"));
      assertThat(retraining.runs())
          .extracting(TrainingRunEntry::state)
          .containsExactly(
              TrainingRunState.INTERRUPTED, TrainingRunState.QUEUED, TrainingRunState.QUEUED);

      Files.delete(filler);
      awaitState(retraining, second, TrainingRunState.SUCCEEDED);
      awaitState(retraining, third, TrainingRunState.SUCCEEDED);
      TrainingRunEntry kept = new TrainingRunFolder(home).look(crashing).orElseThrow();
      assertThat(outcome(kept).messages().toString()).contains("No space left on device");
    } finally {
      assertThat(run("umount", home.toString())).isZero();
    }
  }

  @Test
  @DisplayName("damage in the home is logged when a server starts")
  void damaged() throws IOException {
    Path request = folder.resolve("training-runs/20250331-101530124-00000d/request.json");
    Files.createDirectories(request);
    Path profile = folder.resolve("training-sets/.profiles/training_set_2025_03_31.json");
    Files.createDirectories(profile);
    try (Retraining _ = started(folder)) {
      await()
          .until(
              () ->
                  logged.toString(StandardCharsets.UTF_8).contains(request + ": cannot be read")
                      && logged
                          .toString(StandardCharsets.UTF_8)
                          .contains(profile + ": cannot be read"));
    }
  }

  @Test
  @DisplayName("an upload fails with the path and the reason, and leaves no file")
  void upload() throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("home"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", home.toString()) == 0,
        "a small file system can be mounted here");
    try (Retraining retraining = started(home)) {
      TrainingSetName name = TrainingSetName.of("training_set_2025_03_31").orElseThrow();
      try (TrainingSetUpload upload = retraining.upload(name, TableFormat.PARQUET)) {
        assertThatThrownBy(() -> upload.write(ByteBuffer.allocate(2 << 20)))
            .hasMessageStartingWith("cannot write " + home.resolve("training-sets"))
            .hasMessageEndingWith(": No space left on device");
      }
      try (var left = Files.list(home.resolve("training-sets"))) {
        assertThat(left).isEmpty();
      }
    } finally {
      assertThat(run("umount", home.toString())).isZero();
    }
  }

  @Test
  @DisplayName("an outcome that a run's process could not write is shown, and written later")
  void known() throws IOException {
    try (Retraining retraining = started(folder)) {
      String id = submit(retraining, "wait and fail");
      awaitState(retraining, id, TrainingRunState.RUNNING);
      Path run = folder.resolve("training-runs").resolve(id);
      Path outcome = run.resolve("outcome.json");
      ProcessIdentity child = Objects.requireNonNull(run(retraining, id).progress()).process();
      Path ofChild = blocker(outcome, child.running().orElseThrow());
      Path ofServer = blocker(outcome, ProcessHandle.current());
      Files.createFile(run.resolve("go"));

      awaitState(retraining, id, TrainingRunState.FAILED);
      assertThat(outcome(run(retraining, id)).messages())
          .hasSize(2)
          .contains("too few defaulters")
          .anyMatch(message -> message.contains(ofServer + ": Is a directory"));
      assertThat(run.resolve("outcome.json")).doesNotExist();

      remove(ofChild);
      remove(ofServer);
      await().atMost(LONG).until(() -> Files.exists(run.resolve("outcome.json")));
      assertThat(outcome(new TrainingRunFolder(folder).look(id).orElseThrow()).messages())
          .contains("too few defaulters");
    }
  }

  @Test
  @DisplayName("a run that cannot start waits, and starts later without another request")
  void waits() throws IOException {
    try (Retraining retraining = started(folder)) {
      String first = submit(retraining, "wait");
      awaitState(retraining, first, TrainingRunState.RUNNING);
      String second = submit(retraining, "succeed");
      Path runs = folder.resolve("training-runs");
      Path blocker = blocker(runs.resolve(second).resolve("room"), ProcessHandle.current());
      Files.createFile(runs.resolve(first).resolve("go"));

      awaitState(retraining, first, TrainingRunState.SUCCEEDED);
      await()
          .until(
              () -> logged.toString(StandardCharsets.UTF_8).contains(blocker + ": Is a directory"));
      assertThat(run(retraining, second).state()).isEqualTo(TrainingRunState.QUEUED);

      remove(blocker);
      awaitState(retraining, second, TrainingRunState.SUCCEEDED);
      await().until(() -> logged.toString(StandardCharsets.UTF_8).contains("retraining-recovered"));
    }
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("retraining-in-trouble")
        .containsOnlyOnce("retraining-recovered");
  }

  @Test
  @DisplayName(
      "or the home is read-only, the server reports this, and not that another server runs them")
  void readOnly() throws IOException {
    Files.createDirectories(folder.resolve("training-runs/queue.lock"));
    Retraining retraining =
        Retraining.start(
            new Home(folder),
            new DirectoryRegistry(folder),
            StandIn.command(),
            StandIn.settings(),
            log,
            InstantSource.system());
    try (retraining) {
      String why = "cannot open " + folder.resolve("training-runs/queue.lock") + ": Is a directory";
      await().until(() -> logged.toString(StandardCharsets.UTF_8).contains(why));
      TrainingRunRequest request =
          new TrainingRunRequest(null, List.of(), false, null, "ada", "x", Instant.now(), null);
      assertThat(retraining.submit(request))
          .isEqualTo(new Submission.Unavailable("this server cannot run training runs: " + why));

      Files.delete(folder.resolve("training-runs/queue.lock"));
      await().atMost(LONG).until(retraining::ownsQueue);
    }
  }

  /// A folder in the place of the file by which a process would replace another one.
  private static Path blocker(Path file, ProcessHandle process) throws IOException {
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    String name = "." + file.getFileName() + "." + process.pid() + "-" + start.toEpochMilli();
    Path blocker = file.resolveSibling(name + ".unfinished");
    Files.createDirectories(blocker.resolve("below"));
    return blocker;
  }

  private static void remove(Path blocker) throws IOException {
    Files.delete(blocker.resolve("below"));
    Files.delete(blocker);
  }
}
