package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that are asked to end by a signal, as by Ctrl-C. How long they take is measured by
/// `scripts/interrupt-times`.
@DisplayName("A command that is interrupted")
class InterruptedIT {
  private static final int ROWS = 300_000;
  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir private Path home;
  @TempDir private Path temporary;

  @BeforeEach
  void writeSpec() throws IOException {
    Homes.writeSpec(home);
  }

  /// Starts a command whose code is interpreted, so that it is not done before it is interrupted.
  private Launched start(String... words) {
    return Launched.start(
        home,
        Map.of("CREDENCE_JAVA_OPTIONS", "-Xint -Djava.io.tmpdir=" + temporary),
        Launched.LAUNCHER,
        Homes.words(home, words));
  }

  /// Interrupts a command in the middle of its work.
  ///
  /// @param signals their names, sent one after the other
  private static Ended interrupted(Launched command, BooleanSupplier working, String... signals)
      throws IOException, InterruptedException {
    await()
        .atMost(WAIT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> working.getAsBoolean() || !command.isAlive());
    assertThat(command.isAlive()).as(() -> command.out() + command.err()).isTrue();
    for (String signal : signals) {
      assumeThat(command.ignores(signal)).as(signal + " is ignored here").isFalse();
      command.signal(signal);
    }
    return command.end();
  }

  private static List<String> files(Path folder, String part) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.contains(part))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nested
  @DisplayName("while it does a training run")
  class OfTraining {
    private TrainingRunEntry run() throws IOException {
      return new TrainingRunFolder(home).list().getFirst();
    }

    private boolean prepares() {
      try {
        return !new TrainingRunFolder(home).list().isEmpty()
            && Files.readString(new TrainingRunFolder(home).log(run().id())).contains("preparing");
      } catch (IOException notYet) {
        return false;
      }
    }

    @ParameterizedTest
    @CsvSource({"INT,130,3", "TERM,143,1", "HUP,129,1"})
    void saysSoAndRecordsTheRunAsCancelled(String signal, int code, int times)
        throws IOException, SQLException, InterruptedException {
      Homes.writeSet(home, "2025_03_31", 0, ROWS, 400);
      try (Launched training = start("train")) {
        String[] signals = Stream.generate(() -> signal).limit(times).toArray(String[]::new);
        Ended ended = interrupted(training, this::prepares, signals);
        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
            .endsWith(
                """
                credence: stopping
                credence: the training was cancelled; no version was published
                """);
      }
      assertThat(run().state()).isEqualTo(TrainingRunState.CANCELLED);
      assertThat(new TrainingRunFolder(home).work(run().id())).doesNotExist();
      assertThat(new DirectoryRegistry(home).history().records()).isEmpty();
    }
  }

  @Test
  void whileItComparesStoresNoComparison() throws IOException, SQLException, InterruptedException {
    Homes.writeSet(home, "2025_03_31", 0, ROWS, 400);
    Homes.writeSet(home, "2025_06_30", 1000, 2000, 400);
    String small = home.resolve("training-sets/training_set_2025_06_30.parquet").toString();
    String large = home.resolve("training-sets/training_set_2025_03_31.parquet").toString();
    assertThat(Homes.run(home, "train", "--data", small, "--version", "v1").code()).isZero();
    assertThat(Homes.run(home, "train", "--data", large, "--version", "v2").code()).isZero();
    Path comparisons = home.resolve("registry/comparisons");
    List<String> before = files(comparisons, "");
    try (Launched comparing = start("compare", "v2")) {
      Ended ended = interrupted(comparing, () -> !files(temporary, "credence-").isEmpty(), "INT");
      assertThat(ended.code()).isEqualTo(130);
      assertThat(ended.err())
          .endsWith("credence: stopping\ncredence: the comparison was cancelled\n");
    }
    assertThat(files(comparisons, "")).isEqualTo(before);
    assertThat(files(temporary, "credence-")).isEmpty();
  }

  @Test
  void whileItChecksTrainingSetsKeepsNoProfile()
      throws IOException, SQLException, InterruptedException {
    Homes.writeSet(home, "2025_03_31", 0, ROWS, 400);
    try (Launched checking = start("training-sets")) {
      Ended ended = interrupted(checking, () -> !files(temporary, "credence-").isEmpty(), "INT");
      assertThat(ended.code()).isEqualTo(130);
      assertThat(ended.err()).contains("credence: stopping\n", "was cancelled\n");
    }
    assertThat(files(temporary, "credence-")).isEmpty();
    assertThat(home.resolve("training-sets/.profiles/training_set_2025_03_31.json")).doesNotExist();
  }

  @Test
  void whileItScoresLeavesNoOutput() throws IOException, SQLException, InterruptedException {
    Path set = Homes.writeSet(home, "2025_03_31", 0, ROWS, 400);
    Path small = Homes.writeSet(home, "2025_06_30", 1000, 2000, 400);
    assertThat(Homes.run(home, "train", "--data", small.toString()).code()).isZero();
    try (Launched scoring =
        start(
            "predict",
            "--data",
            set.toString(),
            "--out",
            home.resolve("scored.parquet").toString())) {
      Ended ended = interrupted(scoring, () -> !files(home, "scored").isEmpty(), "INT");
      assertThat(ended.code()).isEqualTo(130);
      assertThat(ended.err())
          .endsWith("credence: stopping\ncredence: cancelled; no predictions were written\n");
    }
    assertThat(files(home, "scored")).isEmpty();
    assertThat(files(temporary, "credence-")).isEmpty();
  }
}
