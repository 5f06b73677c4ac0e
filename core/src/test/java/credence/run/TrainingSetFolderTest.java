package credence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.evaluation.LevelHistogram;
import credence.evaluation.PopulationStability;
import credence.files.FileHash;
import credence.files.FileStamp;
import credence.files.TableFormat;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The training sets of a home")
final class TrainingSetFolderTest {
  private static final Instant NOW = Instant.parse("2025-03-31T10:15:30Z");
  private static final TrainingSetName MARCH = name("training_set_2025_03_31");

  /// A regular file of Linux that cannot be opened for reading, even by root.
  private static final Path UNREADABLE = Path.of("/sys/bus/cpu/uevent");

  @TempDir private Path home;
  private TrainingSetFolder sets;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    sets = new TrainingSetFolder(home);
    folder = Files.createDirectories(home.resolve("training-sets"));
  }

  @Nested
  @DisplayName("are identified by their names")
  final class Names {
    @Test
    @DisplayName("in order of their dates, without hidden and incomplete files")
    void order() throws IOException {
      for (String file :
          List.of(
              "training_set_2025_06_30.parquet",
              "training_set_2024_12_31.parquet",
              ".training_set_2025_09_30.parquet",
              "training_set_2025_09_30.parquet.part",
              "other.parquet")) {
        Files.writeString(folder.resolve(file), "x");
      }

      TrainingSets.Listing listing = sets.list();

      assertThat(listing.sets())
          .extracting(set -> set.name().text())
          .containsExactly("training_set_2024_12_31", "training_set_2025_06_30");
      assertThat(listing.ignored()).containsExactly("other.parquet");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "accounts",
          "accounts_2025",
          "accounts_202503",
          "accounts_2025-13",
          "accounts_2025Q5",
          "accounts_2025-01-01_2025-03-31",
          "accounts_2025-02_2025-03",
          "accounts_20250331_2025Q2",
          "accounts 2025-03-31",
          "training_set_2025_02_30",
          "training_set_25_02_03",
          "training_set_2025_02_03.csv.parquet",
          "training_set_2025_02_03.gz",
          "../training_set_2025_02_03",
          "training_set_2025_02_03/x",
          ""
        })
    @DisplayName("that contain one valid date, and characters of a version's name")
    void noName(String text) {
      assertThat(TrainingSetName.of(text)).isEmpty();
      assertThat(TrainingSetName.fault(text).orElseThrow()).startsWith("expected a name");
    }

    @ParameterizedTest
    @CsvSource({
      "training_set_2025_02_03, 2025-02-03",
      "accounts_2025-03-31, 2025-03-31",
      "2025-03-31, 2025-03-31",
      "accounts.20250331.v2, 2025-03-31",
      "Accounts-20250331T0930, 2025-03-31",
      "accounts_2024-02, 2024-02-29",
      "accounts_2024_02_final, 2024-02-29",
      "2026Q1, 2026-03-31",
      "accounts-2026-q2, 2026-06-30",
      "a_2025-03_2025-03-31, 2025-03-31",
      "v1234-12_2025-03, 2025-03-31",
    })
    @DisplayName("with the last day of what their date says")
    void dates(String text, LocalDate date) {
      TrainingSetName name = TrainingSetName.of(text + ".parquet").orElseThrow();
      assertThat(name).isEqualTo(new TrainingSetName(text, date));
      assertThat(name.version().date()).contains(date);
      assertThat(TrainingSetName.faultOfFile(text + ".parquet")).isEmpty();
      for (String ending : List.of(".csv", ".csv.gz")) {
        assertThat(TrainingSetName.of(text + ending)).contains(name);
        assertThat(TrainingSetName.faultOfFile(text + ending)).isEmpty();
      }
      assertThat(TrainingSetName.faultOfFile(text + ".txt")).isPresent();
    }

    @Test
    @DisplayName("and say which dates they have if there are two")
    void ambiguous() {
      assertThat(TrainingSetName.fault("a_2025-01-01_2025-03"))
          .contains("expected a name with one date, but this one has 2025-01-01 and 2025-03-31");
    }

    @Test
    @DisplayName("and have one file, of any format")
    void formats() throws IOException {
      Path gzip = Files.writeString(MARCH.file(folder, TableFormat.CSV_GZ), "x");
      assertThat(sets.look(MARCH).file()).isEqualTo(gzip);
      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.UNCHECKED);
      Path csv = Files.writeString(MARCH.file(folder, TableFormat.CSV), "x");
      assertThat(sets.compare(MARCH).state()).isEqualTo(TrainingSetEntry.State.DAMAGED);
      assertThat(sets.list().damaged())
          .containsExactly(
              new LocatedError(
                  csv.toString(),
                  "expected one file for each training set, but there is also "
                      + gzip.getFileName()
                      + ": move or delete all but one"));
    }

    @Test
    @DisplayName("and there are none without the folder")
    void noFolder() throws IOException {
      assertThat(new TrainingSetFolder(home.resolve("absent")).list().sets()).isEmpty();
    }
  }

  @Nested
  @DisplayName("have the state")
  final class States {
    @Test
    @DisplayName("unchecked until there is a profile")
    void unchecked() throws IOException {
      Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");

      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.UNCHECKED);
    }

    @Test
    @DisplayName("accepted until the file is written to, then changed, and accepted as it was")
    void changed() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, accepted(FileStamp.of(file).stored()));
      assertThat(sets.look(MARCH).exclusion()).isEmpty();

      Files.writeString(file, "xy");
      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.CHANGED);
      assertThat(sets.look(MARCH).exclusion().orElseThrow()).contains("changed");

      Files.delete(file);
      assertThat(sets.list().sets())
          .singleElement()
          .extracting(TrainingSetEntry::state)
          .isEqualTo(TrainingSetEntry.State.GONE);
    }

    @Test
    @DisplayName("as they were where the home was copied, each file read once")
    void copied(@TempDir Path backup) throws IOException {
      TrainingSetName june = name("training_set_2025_06_30");
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, of(file, accepted(FileStamp.of(file).stored())));
      Path other = Files.writeString(june.file(folder, TableFormat.PARQUET), "y");
      sets.keep(june, of(other, rejected(FileStamp.of(other).stored())));

      TrainingSetFolder copies = new TrainingSetFolder(copy(home, backup.resolve("home")));

      assertThat(copies.compareAll().sets())
          .extracting(TrainingSetEntry::state)
          .containsExactly(TrainingSetEntry.State.ACCEPTED, TrainingSetEntry.State.REFUSED);
      assertThat(copies.list()).isEqualTo(copies.compareAll());
      Path copy = copies.look(MARCH).file();
      assertThat(FileStamp.of(copy).stored()).isNotEqualTo(FileStamp.of(file).stored());
      // The new stamp is kept, so that the content, which is another one, is not read again.
      FileTime time = Files.getLastModifiedTime(copy);
      Files.setLastModifiedTime(Files.writeString(copy, "z"), time);
      assertThat(new TrainingSetFolder(backup.resolve("home")).look(MARCH).state())
          .isEqualTo(TrainingSetEntry.State.ACCEPTED);
    }

    @Test
    @DisplayName("as they were in a home that cannot be written to")
    void readOnly() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, of(file, accepted(FileStamp.of(file).stored())));
      Files.setLastModifiedTime(file, FileTime.from(NOW));
      Path profile = folder.resolve(".profiles").resolve(MARCH + ".json");
      String kept = Files.readString(profile);
      ProcessHandle process = ProcessHandle.current();
      Instant start = process.info().startInstant().orElse(Instant.EPOCH);
      Path blocked =
          profile.resolveSibling(
              ".%s.%d-%d.unfinished"
                  .formatted(profile.getFileName(), process.pid(), start.toEpochMilli()));
      Files.createDirectory(blocked);

      assertThat(sets.compare(MARCH).state()).isEqualTo(TrainingSetEntry.State.ACCEPTED);
      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.ACCEPTED);
      assertThat(profile).hasContent(kept);
    }

    @Test
    @DisplayName("changed where the content is another one of the same length")
    void sameLength() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, of(file, accepted(FileStamp.of(file).stored())));
      Files.writeString(file, "z");
      Files.setLastModifiedTime(file, FileTime.from(NOW));

      assertThat(sets.compare(MARCH).state()).isEqualTo(TrainingSetEntry.State.CHANGED);
      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.CHANGED);
    }

    @Test
    @DisplayName("as it was until the content is compared, which no look does")
    void compared() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, of(file, accepted(FileStamp.of(file).stored())));
      Files.writeString(file, "z");
      Files.setLastModifiedTime(file, FileTime.from(NOW));

      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.ACCEPTED);
      assertThat(sets.list().sets())
          .extracting(TrainingSetEntry::state)
          .containsExactly(TrainingSetEntry.State.ACCEPTED);
      assertThat(sets.compareAll().sets())
          .extracting(TrainingSetEntry::state)
          .containsExactly(TrainingSetEntry.State.CHANGED);
      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.CHANGED);
    }

    @Test
    @DisplayName("of a check that ends while the content is compared")
    void checkedMeanwhile() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      TrainingSetProfile before = of(file, accepted(FileStamp.of(file).stored()));
      TrainingSetProfile checked = of(file, rejected(FileStamp.of(file).stored()));
      sets.keep(MARCH, checked);

      sets.replace(MARCH, before, before.withFile(FileStamp.stored(1, 2)));
      assertThat(sets.look(MARCH).profile()).isEqualTo(checked);
      sets.replace(MARCH, checked, before);
      assertThat(sets.look(MARCH).profile()).isEqualTo(before);
    }

    @Test
    @DisplayName("damaged where the file cannot be read")
    void unreadable() throws IOException {
      assumeTrue(Files.isRegularFile(UNREADABLE), UNREADABLE::toString);
      sets.keep(MARCH, accepted(FileStamp.stored(Files.size(UNREADABLE), 7)));
      Files.createSymbolicLink(MARCH.file(folder, TableFormat.PARQUET), UNREADABLE);

      TrainingSetEntry set = sets.compare(MARCH);
      assertThat(set.state()).isEqualTo(TrainingSetEntry.State.DAMAGED);
      assertThat(set.exclusion().orElseThrow()).contains("Permission denied; make it readable");
    }

    @Test
    @DisplayName("rejected, until the file is replaced")
    void replaced() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, rejected(FileStamp.of(file).stored()));
      assertThat(sets.look(MARCH).exclusion())
          .hasValue("it was refused: column a: expected numbers");

      Files.writeString(file, "better");
      assertThat(sets.look(MARCH).state()).isEqualTo(TrainingSetEntry.State.UNCHECKED);
    }

    @Test
    @DisplayName("damaged if the profile is invalid, with its path")
    void damaged() throws IOException {
      Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
      sets.keep(MARCH, accepted(FileStamp.of(file).stored()));
      Path profile = folder.resolve(".profiles").resolve(MARCH + ".json");
      Files.writeString(profile, Files.readString(profile).replace("\"rows\"", "\"lines\""));

      TrainingSetEntry set = sets.look(MARCH);
      assertThat(set.state()).isEqualTo(TrainingSetEntry.State.DAMAGED);
      assertThat(set.exclusion().orElseThrow())
          .startsWith(profile + ": does not match its checksum; delete it");
      assertThat(sets.list().damaged()).containsExactly(Objects.requireNonNull(set.damage()));
    }
  }

  @Test
  @DisplayName("are listed besides other files in the folder, which are reported and never opened")
  void badEntries() throws IOException, InterruptedException {
    Path file = Files.writeString(MARCH.file(folder, TableFormat.PARQUET), "x");
    sets.keep(MARCH, accepted(FileStamp.of(file).stored()));
    Path directory = name("training_set_2024_01_01").file(folder, TableFormat.PARQUET);
    Files.createDirectories(directory.resolve("below"));
    Path dangling = name("training_set_2024_02_01").file(folder, TableFormat.PARQUET);
    Files.createSymbolicLink(dangling, Path.of("nowhere"));
    Path loop = name("training_set_2024_03_01").file(folder, TableFormat.PARQUET);
    Files.createSymbolicLink(loop, loop.getFileName());
    Path fifo = name("training_set_2024_04_01").file(folder, TableFormat.PARQUET);
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "mkfifo");
    Path profile = folder.resolve(".profiles/training_set_2024_05_01.json");
    Files.createDirectory(profile);

    TrainingSets.Listing listing = sets.list();

    assertThat(listing.sets())
        .extracting(TrainingSetEntry::state)
        .containsExactly(TrainingSetEntry.State.DAMAGED, TrainingSetEntry.State.ACCEPTED);
    assertThat(listing.damaged())
        .extracting(LocatedError::place)
        .containsExactlyInAnyOrder(
            directory.toString(),
            dangling.toString(),
            loop.toString(),
            fifo.toString(),
            profile.toString());
  }

  @Test
  @DisplayName("are read back unchanged")
  void roundTrip() throws IOException {
    TrainingSetProfile profile = accepted(FileStamp.stored(5, 7));
    sets.keep(MARCH, profile);

    assertThat(sets.look(MARCH).profile()).isEqualTo(profile);
    assertThat(RunJson.tree(profile).at("/contents/columns/0/histogram/type").asString())
        .isEqualTo("levels");
    assertThat(RunJson.tree(profile).path("checked_at").asString())
        .isEqualTo("2025-03-31T10:15:30Z");
  }

  /// Copies a home as `cp -r` does: the copies are written now.
  private static Path copy(Path home, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.toList()) {
        Path copy = Files.copy(path, to.resolve(home.relativize(path).toString()));
        Files.setLastModifiedTime(copy, FileTime.from(NOW));
      }
    }
    return to;
  }

  /// A profile of what a file holds now.
  private static TrainingSetProfile of(Path file, TrainingSetProfile profile) throws IOException {
    return new TrainingSetProfile(
        profile.name(),
        profile.file(),
        FileHash.of(file),
        profile.specSha256(),
        profile.checkedAt(),
        profile.errors(),
        profile.contents(),
        profile.changes(),
        profile.missedBy());
  }

  private static TrainingSetName name(String text) {
    return TrainingSetName.of(text).orElseThrow();
  }

  private static TrainingSetProfile accepted(FileStamp stamp) {
    LevelHistogram histogram =
        new LevelHistogram(List.of("false", "true"), List.of(8L, 1L, 0L, 1L), 10);
    PopulationStability stability =
        Objects.requireNonNull(PopulationStability.of(histogram, new long[] {1, 8, 0, 1}, 10));
    TrainingSetProfile.Drift drift =
        new TrainingSetProfile.Drift(
            "training_set_2024_12_31",
            List.of(new TrainingSetProfile.ColumnDrift("default", stability)));
    TrainingSetProfile.Contents contents =
        new TrainingSetProfile.Contents(
            10,
            10,
            10,
            9,
            1,
            List.of(
                new TrainingSetProfile.Column("default", 1, null, histogram),
                new TrainingSetProfile.Column(
                    "income", 0, new TrainingSetProfile.Range(0.1, 1, 2), histogram)),
            List.of(drift));
    return new TrainingSetProfile(
        MARCH.text(),
        stamp,
        "ab",
        "cd",
        NOW,
        List.of(),
        contents,
        List.of(new TrainingSetChange.FurtherColumns(2), new TrainingSetChange.Recorded("more")),
        List.of("v1"));
  }

  @Test
  @DisplayName("a profile of an earlier build has its changes as sentences under another name")
  void earlierProfile() {
    String json =
        RunJson.text(rejected(FileStamp.stored(1, 2)))
            .replace("\"changes\" : [ ]", "\"changed\" : [ \"income has moved.\" ]");
    assertThat(RunJson.MAPPER.readValue(json, TrainingSetProfile.class).changes())
        .containsExactly(new TrainingSetChange.Recorded("income has moved."));
  }

  private static TrainingSetProfile rejected(FileStamp stamp) {
    return new TrainingSetProfile(
        MARCH.text(),
        stamp,
        "ab",
        "cd",
        NOW,
        List.of(new LocatedError("column a", "expected numbers")),
        null,
        List.of(),
        List.of());
  }
}
