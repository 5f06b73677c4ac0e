package credence.run;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.LevelHistogram;
import credence.files.FileStamp;
import credence.model.LocatedError;
import credence.model.VersionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Flips a byte in each kind of file that runs and checks leave; `-Dcredence.flips=100000` flips
/// more than the sample, `-Dcredence.seed=N` repeats one.
@DisplayName("A file with a flipped byte")
final class FlippedBytesTest {
  private static final Instant NOW = Instant.parse("2025-03-31T10:15:30.123Z");
  private static final int FLIPS = Integer.getInteger("credence.flips", 300);

  @TempDir private Path folder;

  static Stream<Arguments> kinds() {
    LevelHistogram histogram =
        new LevelHistogram(List.of("false", "true"), List.of(8L, 1L, 0L, 1L), 10);
    return Stream.of(
        Arguments.of(
            RunFile.REQUEST,
            new TrainingRunRequest(
                new VersionName("v1"),
                List.of("training_set_2025_03_31"),
                true,
                "id: ids",
                "ann",
                "because",
                NOW,
                "k")),
        Arguments.of(RunFile.PROGRESS, progress()),
        Arguments.of(
            RunFile.OUTCOME,
            new TrainingRunOutcome(
                TrainingRunState.SUCCEEDED, new VersionName("v1"), true, 3, List.of("new"), NOW)),
        Arguments.of(
            RunFile.PROFILE,
            new TrainingSetProfile(
                "training_set_2025_03_31",
                FileStamp.stored(5, 7),
                "0".repeat(64),
                "1".repeat(64),
                NOW,
                List.of(),
                new TrainingSetProfile.Contents(
                    10,
                    9,
                    8.5,
                    7,
                    1,
                    List.of(
                        new TrainingSetProfile.Column(
                            "income", 0, new TrainingSetProfile.Range(0.1, 1, 2), histogram)),
                    List.of()),
                List.of(new TrainingSetChange.RowCount("training_set_2024_12_31", 10, 4)),
                List.of())),
        Arguments.of(
            RunFile.PROFILE,
            new TrainingSetProfile(
                "training_set_2025_03_31",
                FileStamp.stored(5, 7),
                "0".repeat(64),
                "1".repeat(64),
                NOW,
                List.of(new LocatedError("column income", "expected a number")),
                null,
                List.of(),
                List.of())));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("is reported as damaged or unchanged; never anything else")
  <T> void flipped(RunFile<T> kind, T value) throws IOException {
    long seed = Long.getLong("credence.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = folder.resolve("file.json");
    kind.write(file, value);
    assertThat(kind.read(file).value()).contains(value);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(flipped.length);
      flipped[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, flipped);

      RunFile.Reading<T> reading = kind.read(file);

      String where = "seed %d, flip %d, byte %d".formatted(seed, i, at);
      assertThat(reading).as(where).isNotInstanceOf(RunFile.Absent.class);
      reading.value().ifPresent(read -> assertThat(read).as(where).isEqualTo(value));
      reading.damage().ifPresent(error -> assertThat(error.place()).isEqualTo(file.toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("or one that is truncated, empty or longer is never treated as absent or intact")
  <T> void cutOff(RunFile<T> kind, T value) throws IOException {
    Path file = folder.resolve("file.json");
    kind.write(file, value);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(kind.read(file)).as("%d bytes", length).isInstanceOf(RunFile.Damaged.class);
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
    assertThat(kind.read(file)).isInstanceOf(RunFile.Damaged.class);
  }

  private static TrainingRunProgress progress() {
    return new TrainingRunProgress(
        TrainingRunState.RUNNING,
        "reading",
        0.5,
        0.1,
        List.of("fitting"),
        2.5,
        1000.0,
        new ProcessIdentity(77, NOW),
        NOW,
        NOW);
  }
}
