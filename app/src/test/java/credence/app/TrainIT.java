package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("credence train, in a separate process")
class TrainIT {
  @TempDir private static Path samples;
  @TempDir private Path home;

  @BeforeAll
  static void writeSamples() throws IOException {
    SampleTrainingSets.write(samples);
  }

  private static Path sample() {
    return samples.resolve("training_set_2025_03_31.parquet");
  }

  private Ended train(String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--home", home.toString()));
    arguments.addAll(List.of(more));
    return Launched.run(arguments.toArray(String[]::new));
  }

  @Test
  void severalFilesMakeOneVersionNamedAfterTheNewest() {
    Ended ended =
        train(
            "--data",
            samples.resolve("training_set_2025_06_30.parquet").toString(),
            sample().toString(),
            "--author",
            "author-1",
            "--reason",
            "to see");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("training_set_2025_06_30: by default-spec.yaml", "first version, as champion");
    Ended shown = Launched.run("models", "show", "champion", "--home", home.toString());
    assertThat(shown.out()).contains("by author-1: to see", "training_set_2025_03_31.parquet");
  }

  @Test
  void aWrongSpecIsRejectedWithEveryErrorAndItsLine() throws IOException {
    Path spec =
        Files.writeString(
            home.resolve("wrong.yaml"),
            """
            id: ids
            target: {column: default}
            features:
              score_3: {type: numer}
            split: {methd: numpy}
            """);
    Ended ended = train("--spec", spec.toString(), "--data", sample().toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("credence: wrong.yaml:4 ") && line.contains("number"))
        .anyMatch(line -> line.startsWith("credence: wrong.yaml:5 ") && line.contains("method"));
  }

  @Test
  void theHomesSpecIsTakenBeforeTheDefault() throws IOException {
    Files.writeString(
        home.resolve("spec.yaml"),
        """
        id: ids
        target: {column: default}
        features:
          score_33: {type: number, missing: median}
        """);
    Ended ended = train("--data", sample().toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("credence: ")
        .contains("score_33", "score_3")
        .hasLineCount(1);
  }

  @Test
  void aBrokenFileIsRejectedInOneLineAndLeavesNothing() throws IOException {
    Path cut = home.resolve("cut.parquet");
    byte[] whole = Files.readAllBytes(sample());
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Ended ended = train("--data", cut.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("credence: ").contains("cut.parquet").hasLineCount(1);
    assertThat(home.resolve("registry")).doesNotExist();
  }

  @Test
  void aMissingFileIsReported() {
    Ended ended = train("--data", home.resolve("nowhere.parquet").toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("credence: ").contains("nowhere.parquet").hasLineCount(1);
  }

  @Test
  void aNameThatCannotNameAVersionIsRejectedBeforeAnyWork() {
    Ended ended = train("--data", sample().toString(), "--version", "all");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("expected a version name");
  }

  @Test
  void aHomeThatCannotBeWrittenIsReportedInOneLine() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    Ended ended = Launched.run("train", "--home", file.toString(), "--data", sample().toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("credence: ").contains(file.toString()).hasLineCount(1);
  }

  @Test
  void killedAtAnyInstantThereIsNoVersionOrAWholeOneAndTheNextTrainingWorks() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] arguments = {
      "train", "--home", home.toString(), "--data", sample().toString(), "--version", "killed"
    };
    for (int kill = 0; kill < 3; kill++) {
      try (Launched training = Launched.start(arguments)) {
        training.letWork(random.nextInt(400, 2500));
        training.kill();
      }
      Ended list = Launched.run("models", "--home", home.toString());
      assertThat(list.code()).as("seed " + seed + ": " + list.err()).isZero();
    }
    Ended ended = Launched.run(arguments);
    assertThat(ended.code()).as("seed " + seed + ": " + ended.err()).isZero();
    assertThat(Launched.run("models", "--home", home.toString()).out()).contains("killed");
  }

  @Test
  void askedToStopItIsCancelledAndLeavesNothing() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));
    Path target = home.resolve("home");
    try (Launched training =
        Launched.start(
            home,
            Map.of("CREDENCE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary),
            Launched.LAUNCHER,
            "train",
            "--home",
            target.toString(),
            "--data",
            sample().toString())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !entries(temporary).isEmpty() || !training.isAlive());
      training.terminate();
      training.end();
    }
    assertThat(entries(temporary)).noneMatch(name -> name.startsWith("credence-"));
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("credence-"))
          .toList();
    }
  }

  @Test
  void aParquetFileIsScoredWhole() {
    assertThat(train("--data", sample().toString()).code()).isZero();
    Path out = home.resolve("scored.parquet");
    Ended ended =
        Launched.run(
            "predict",
            "--home",
            home.toString(),
            "--data",
            sample().toString(),
            "--out",
            out.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("scored 2,");
    assertThat(out).isNotEmptyFile();
  }
}
