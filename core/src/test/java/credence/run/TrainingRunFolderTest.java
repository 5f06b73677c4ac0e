package credence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The training runs of a home")
final class TrainingRunFolderTest {
  private static final Instant NOW = Instant.parse("2025-03-31T10:15:30.123Z");
  private static final ProcessIdentity GONE =
      new ProcessIdentity(ProcessHandle.current().pid(), NOW.minus(1000, ChronoUnit.DAYS));

  @TempDir private Path home;
  private TrainingRunFolder runs;

  @BeforeEach
  void open() {
    runs = new TrainingRunFolder(home, () -> NOW);
  }

  @Nested
  @DisplayName("have the state")
  final class States {
    @Test
    @DisplayName("queued, then running while the process lives, then as the outcome says")
    void goingOn() throws IOException {
      String id = runs.add(request(NOW));
      assertThat(state(id)).isEqualTo(TrainingRunState.QUEUED);

      runs.keep(id, progress(ProcessIdentity.current()));
      assertThat(state(id)).isEqualTo(TrainingRunState.RUNNING);

      runs.keep(
          id, TrainingRunOutcome.without(TrainingRunState.FAILED, List.of("no such set"), NOW));
      assertThat(state(id)).isEqualTo(TrainingRunState.FAILED);
    }

    @Test
    @DisplayName("interrupted if the process has ended, even if another has its number now")
    void processGone() throws IOException {
      String id = runs.add(request(NOW));
      runs.keep(id, progress(GONE));

      assertThat(state(id)).isEqualTo(TrainingRunState.INTERRUPTED);
    }
  }

  @Nested
  @DisplayName("whose process has ended")
  final class Interrupted {
    @Test
    @DisplayName("are ended as interrupted, leave no temporary files, and can be restarted")
    void ended() throws IOException {
      String id = runs.add(request(NOW));
      runs.keep(id, progress(GONE));
      Files.writeString(Files.createDirectories(runs.work(id)).resolve("spill"), "x");
      Files.writeString(runs.log(id), "reading");

      assertThat(runs.endInterrupted(new DirectoryRegistry(home).history())).hasSize(1);

      assertThat(runs.look(id).orElseThrow().outcome()).isNotNull();
      assertThat(runs.work(id)).doesNotExist();
      assertThat(runs.log(id)).exists();
      assertThat(runs.endInterrupted(new DirectoryRegistry(home).history())).isEmpty();

      runs.restart(id);
      assertThat(state(id)).isEqualTo(TrainingRunState.QUEUED);
    }

    @Test
    @DisplayName("are restarted by only one process")
    void takenUp() throws IOException {
      String id = runs.add(request(NOW));
      runs.keep(id, progress(GONE));
      runs.endInterrupted(new DirectoryRegistry(home).history());

      assertThat(runs.beginAgain(id)).isTrue();
      assertThat(state(id)).isEqualTo(TrainingRunState.RUNNING);
      assertThat(runs.beginAgain(id)).isFalse();
    }

    @Test
    @DisplayName("have succeeded if the history says that they published")
    void published() throws IOException {
      String id = runs.add(request(NOW));
      runs.keep(id, progress(GONE));
      TreeMap<String, String> details = new TreeMap<>();
      details.put(TrainingRunFolder.HISTORY_DETAIL, id);
      DirectoryRegistry registry = new DirectoryRegistry(home);
      registry.publish(
          new VersionName("v1"),
          "{}".getBytes(StandardCharsets.UTF_8),
          new Change("a", "b", details));

      runs.endInterrupted(registry.history());

      TrainingRunOutcome outcome = Objects.requireNonNull(runs.look(id).orElseThrow().outcome());
      assertThat(outcome.version()).isEqualTo(new VersionName("v1"));
      assertThat(outcome.champion()).isTrue();
    }

    @Test
    @DisplayName("are distinguished from those that wait or run")
    void others() throws IOException {
      runs.add(request(NOW));
      runs.keep(runs.add(request(NOW)), progress(ProcessIdentity.current()));

      assertThat(runs.endInterrupted(new DirectoryRegistry(home).history())).isEmpty();
    }
  }

  @Test
  @DisplayName("are read back unchanged in the order of their requests")
  void order() throws IOException {
    TrainingRunRequest late = request(NOW.plusMillis(1));
    TrainingRunRequest early = request(NOW);
    String second = runs.add(late);
    String first = runs.add(early);

    assertThat(runs.list()).extracting(TrainingRunEntry::id).containsExactly(first, second);
    assertThat(runs.list()).extracting(TrainingRunEntry::request).containsExactly(early, late);
  }

  @Test
  @DisplayName("are limited in number: the oldest that has ended makes room")
  void limited() throws IOException {
    String waiting = runs.add(request(NOW));
    String ended = runs.add(request(NOW.plusMillis(1)));
    runs.keep(ended, TrainingRunOutcome.without(TrainingRunState.CANCELLED, List.of(), NOW));
    for (int i = 2; i < TrainingRunFolder.RUNS_MAX; i++) {
      runs.add(request(NOW.plusMillis(i)));
    }
    runs.add(request(NOW.plusSeconds(9)));

    assertThat(runs.look(ended)).isEmpty();
    assertThat(runs.look(waiting)).isPresent();
    assertThat(runs.list()).hasSize(TrainingRunFolder.RUNS_MAX);
  }

  @Test
  @DisplayName(
      "that were cancelled remain ended if their outcome is damaged, and are not restarted")
  void damagedOutcome() throws IOException {
    String id = runs.add(request(NOW));
    runs.keep(id, TrainingRunOutcome.without(TrainingRunState.CANCELLED, List.of(), NOW));
    Path outcome = home.resolve("training-runs").resolve(id).resolve("outcome.json");
    Files.writeString(outcome, Files.readString(outcome).replace("cancelled", "cancelleD"));

    assertThat(state(id)).isEqualTo(TrainingRunState.DAMAGED);
    assertThat(state(id).ended()).isTrue();
    assertThat(state(id).canRestart()).isFalse();
    assertThat(runs.endInterrupted(new DirectoryRegistry(home).history())).isEmpty();
    assertThat(runs.listing().damaged())
        .extracting(LocatedError::place)
        .containsExactly(outcome + "");
  }

  @Test
  @DisplayName(
      "that started remain started if their progress is damaged, and ended with an outcome")
  void damagedProgress() throws IOException {
    String id = runs.add(request(NOW));
    runs.keep(id, progress(GONE));
    Path file = home.resolve("training-runs").resolve(id).resolve("progress.json");
    Files.writeString(file, "{");

    assertThat(state(id)).isEqualTo(TrainingRunState.DAMAGED);
    runs.keep(id, TrainingRunOutcome.without(TrainingRunState.FAILED, List.of("why"), NOW));
    assertThat(state(id)).isEqualTo(TrainingRunState.FAILED);
  }

  @Test
  @DisplayName("of an earlier build, without checksums, are read")
  void withoutChecksum() throws IOException {
    String id = runs.add(request(NOW));
    TrainingRunOutcome outcome =
        TrainingRunOutcome.without(TrainingRunState.CANCELLED, List.of("it was cancelled"), NOW);
    Path run = home.resolve("training-runs").resolve(id);
    Files.writeString(run.resolve("request.json"), RunJson.text(request(NOW)));
    Files.writeString(run.resolve("outcome.json"), RunJson.text(outcome));

    assertThat(runs.look(id).orElseThrow().request()).isEqualTo(request(NOW));
    assertThat(runs.look(id).orElseThrow().outcome()).isEqualTo(outcome);
    assertThat(runs.listing().damaged()).isEmpty();
  }

  @Test
  @DisplayName("are listed besides other files in the folder, which are reported and never opened")
  void badEntries() throws IOException, InterruptedException {
    String good = runs.add(request(NOW));
    Path folder = home.resolve("training-runs");
    Path file = Files.writeString(folder.resolve("20250331-101530124-00000a"), "x");
    Path dangling =
        Files.createSymbolicLink(folder.resolve("20250331-101530124-00000b"), Path.of("nowhere"));
    Path loop = folder.resolve("20250331-101530124-00000c");
    Files.createSymbolicLink(loop, loop.getFileName());
    Path request = folder.resolve("20250331-101530124-00000d/request.json");
    Files.createDirectories(request);
    Path fifo = Files.createDirectory(folder.resolve("20250331-101530124-00000e"));
    fifo = fifo.resolve("request.json");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "mkfifo");
    Path noId = Files.createDirectory(folder.resolve("old runs"));
    Files.createFile(folder.resolve("queue.lock"));

    TrainingRuns.Listing listing = runs.listing();

    assertThat(listing.runs()).extracting(TrainingRunEntry::id).containsExactly(good);
    assertThat(listing.damaged())
        .extracting(LocatedError::place)
        .contains(
            file.toString(),
            dangling.toString(),
            loop.toString(),
            request.toString(),
            fifo.toString(),
            noId.toString());
    assertThat(runs.look("20250331-101530124-00000e")).isEmpty();
    assertThat(runs.damaged("20250331-101530124-00000e")).hasSize(1);
    assertThat(runs.begin(request(NOW.plusMillis(9)))).isNotEmpty();
  }

  @Test
  @DisplayName("are not found by a path")
  void noPath() throws IOException {
    assertThat(runs.look("../registry")).isEmpty();
    assertThatThrownBy(() -> runs.log("../registry")).isInstanceOf(IllegalArgumentException.class);
  }

  private TrainingRunState state(String id) throws IOException {
    return runs.look(id).orElseThrow().state();
  }

  private static TrainingRunRequest request(Instant at) {
    return new TrainingRunRequest(
        new VersionName("v1"),
        List.of("training_set_2025_03_31"),
        true,
        "id: ids",
        "ann",
        null,
        at,
        "k");
  }

  private static TrainingRunProgress progress(ProcessIdentity process) {
    return new TrainingRunProgress(
        TrainingRunState.RUNNING,
        "reading",
        0.5,
        0.1,
        List.of("fitting"),
        2.5,
        1000.0,
        process,
        NOW,
        NOW);
  }
}
