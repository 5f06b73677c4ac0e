package credence.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetEntry.State;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetProfile.Contents;
import credence.training.Trainings;
import credence.wording.ChangeWording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The register of training sets")
final class TrainingSetRegisterTest {
  private static final Instant NOW = Instant.parse("2025-03-31T10:15:30Z");
  private static final ModelSpec SPEC =
      Tables.spec(
          """
          id: id
          target: {column: y}
          duplicates: reject
          features:
            score: {type: number, missing: 0}
            owner: {type: boolean, missing: false}
            region: {type: category, missing: north}
          """);

  /// A regular file of Linux that cannot be opened for reading, even by root.
  private static final Path UNREADABLE = Path.of("/sys/bus/cpu/uevent");

  @TempDir private Path home;
  private TrainingSetFolder folder;
  private DirectoryRegistry registry;

  @BeforeEach
  void open() throws IOException {
    folder = new TrainingSetFolder(home);
    Files.createDirectories(folder.path());
    registry = new DirectoryRegistry(home);
  }

  @Nested
  @DisplayName("describes the contents of a set")
  final class InASet {
    @Test
    @DisplayName("rows, ids, missing values, ranges, levels and the target rate")
    void contents() throws IOException, SQLException {
      write(
          "2020_01_01",
          """
          SELECT * FROM (VALUES (1, true, 10.5, true, 'north'), (2, false, NULL, NULL, 'south'),
            (3, NULL, -2.5, false, NULL), (4, false, 1, true, 'north')) t(id, y, score, owner, region)""");

      TrainingSetProfile profile = profile("2020_01_01");

      Contents contents = Objects.requireNonNull(profile.contents());
      assertThat(contents.rows()).isEqualTo(4);
      assertThat(contents.ids()).isEqualTo(4);
      assertThat(contents.targetRate()).isEqualTo(1.0 / 3);
      assertThat(contents.columns())
          .extracting(TrainingSetProfile.Column::name, TrainingSetProfile.Column::missing)
          .containsExactly(
              tuple("y", 1L), tuple("score", 1L), tuple("owner", 1L), tuple("region", 1L));
      assertThat(contents.columns().get(1).range())
          .isEqualTo(new TrainingSetProfile.Range(-2.5, 3, 10.5));
      assertThat(contents.columns().get(3).histogram().counts()).containsExactly(2L, 1L, 0L, 1L);
      assertThat(ChangeWording.of(profile.changes())).isEmpty();
    }

    @Test
    @DisplayName("and deliberate shifts since the previous set, as text")
    void shifted() throws IOException, SQLException {
      write("2020_01_01", applicants(0, "400", "5", "2"));
      write("2021_01_01", applicants(5000, "430", "3", "2"));

      TrainingSetProfile profile = profile("2021_01_01");

      assertThat(ChangeWording.of(profile.changes()))
          .hasSize(2)
          .anySatisfy(
              sentence ->
                  assertThat(sentence)
                      .startsWith("score has shifted")
                      .contains(
                          "since training_set_2020_01_01", "PSI", "mean 479.64", "449.16 before"))
          .anySatisfy(
              sentence ->
                  assertThat(sentence)
                      .startsWith("y has shifted")
                      .contains("% of the known outcomes are defaults"));
      assertThat(Objects.requireNonNull(profile.contents()).drifts().getFirst().columns())
          .extracting(TrainingSetProfile.ColumnDrift::name)
          .containsExactly("y", "score", "owner", "region");
    }

    @Test
    @DisplayName("and no changes in a copy or in a new sample of the same distribution")
    void nothing() throws IOException, SQLException {
      write("2020_01_01", applicants(0, "400", "5", "2"));
      write("2021_01_01", applicants(0, "400", "5", "2"));
      write("2022_01_01", applicants(7000, "400", "5", "2"));

      assertThat(ChangeWording.of(profile("2021_01_01").changes())).isEmpty();
      assertThat(ChangeWording.of(profile("2022_01_01").changes())).isEmpty();
    }

    @Test
    @DisplayName("and shifts of the columns that are compared, by limits for their number")
    void comparedColumns() throws IOException, SQLException {
      write("2020_01_01", applicants(0, "400", "5", "2"));
      checkAll();
      write("2021_01_01", applicants(5000, "430", "3", "2"));
      ModelSpec smaller =
          Tables.spec(
              "id: id\ntarget: {column: y}\nfeatures: {score: {type: number, missing: 0}}\n");
      TrainingSetRegister register =
          TrainingSetRegister.passing(folder, registry, smaller, Tables.limits(home), () -> NOW);

      TrainingSetEntry fromMoreColumns =
          register.check(TrainingSetName.of("training_set_2021_01_01").orElseThrow(), _ -> true);
      TrainingSetEntry fromTheSame = register.checkAll(_ -> true).sets().getLast();

      assertThat(drift(fromMoreColumns).columns()).hasSize(2);
      assertThat(drift(fromMoreColumns)).isEqualTo(drift(fromTheSame));
    }

    private static TrainingSetProfile.Drift drift(TrainingSetEntry set) {
      TrainingSetProfile profile = Objects.requireNonNull(set.profile());
      return Objects.requireNonNull(profile.contents()).drifts().getFirst();
    }

    @Test
    @DisplayName("and gradual drift from an older set")
    void crept() throws IOException, SQLException {
      for (int year = 0; year < 6; year++) {
        write("202" + year + "_01_01", applicants(10_000 * year, "" + (400 + 3 * year), "5", "2"));
      }

      assertThat(ChangeWording.of(profile("2025_01_01").changes()))
          .anySatisfy(
              sentence ->
                  assertThat(sentence)
                      .matches("score has shifted.* since training_set_202[0-3]_01_01: .*"));
    }
  }

  @Nested
  @DisplayName("rejects a set that cannot be used for training, and checks the others")
  final class Rejected {
    @Test
    @DisplayName("naming all errors")
    void everyError() throws IOException, SQLException {
      Path whole = write("2020_01_01", applicants(0, "400", "5", "2"));
      byte[] bytes = Files.readAllBytes(whole);
      Files.write(file("2020_02_01"), Arrays.copyOf(bytes, bytes.length / 2));
      Files.writeString(file("2020_03_01"), "id,y\n1,true\n");
      Files.writeString(file("2020_04_01"), "");
      write("2020_05_01", "SELECT 1 AS id, true AS y, 'x' AS score, true AS owner");
      write(
          "2020_06_01",
          "SELECT 1 AS id, true AS y, 1 AS score, true AS owner, 'n' AS region " + "FROM range(2)");

      List<TrainingSetEntry> sets = checkAll();

      assertThat(sets)
          .extracting(TrainingSetEntry::state)
          .containsExactly(
              State.ACCEPTED,
              State.REFUSED,
              State.REFUSED,
              State.REFUSED,
              State.REFUSED,
              State.REFUSED);
      assertThat(errors(sets.get(1))).singleElement().asString().contains("truncated");
      assertThat(errors(sets.get(2))).singleElement().asString().contains("another format");
      assertThat(errors(sets.get(3))).singleElement().asString().contains("empty");
      assertThat(errors(sets.get(4)))
          .hasSize(2)
          .anySatisfy(error -> assertThat(error).contains("column score", "expected numbers"))
          .anySatisfy(error -> assertThat(error).contains("column region", "none of this name"));
      assertThat(errors(sets.get(5))).singleElement().asString().contains("1 row repeats");
    }

    @Test
    @DisplayName("until it is replaced by a valid file, or the spec matches it")
    void again() throws IOException, SQLException {
      Files.writeString(file("2020_01_01"), "x");
      write("2020_02_01", "SELECT i AS id, i = 1 AS y, 1 AS score FROM range(9) t(i)");
      assertThat(checkAll()).allMatch(set -> set.state() == State.REFUSED);

      write("2020_01_01", applicants(0, "400", "5", "2"));
      assertThat(checkAll())
          .extracting(TrainingSetEntry::state)
          .containsExactly(State.ACCEPTED, State.REFUSED);

      ModelSpec smaller =
          Tables.spec(
              "id: id\ntarget: {column: y}\nfeatures: {score: {type: number, missing: 0}}\n");
      TrainingSetRegister bySmaller =
          TrainingSetRegister.passing(folder, registry, smaller, Tables.limits(home), () -> NOW);
      assertThat(bySmaller.checkAll(_ -> true).sets())
          .allMatch(set -> set.state() == State.ACCEPTED);
      assertThat(folder.list().sets().get(1).state()).isEqualTo(State.REFUSED);
    }
  }

  @Test
  @DisplayName("neither accepts nor rejects a set that cannot be read")
  void unreadable() throws IOException, SQLException {
    assumeTrue(Files.isRegularFile(UNREADABLE), UNREADABLE::toString);
    Files.createSymbolicLink(file("2020_01_01"), UNREADABLE);
    assertThatThrownBy(this::checkAll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("training_set_2020_01_01.parquet")
        .hasMessageContaining("Permission denied");
    assertThat(folder.list().sets().getFirst().state()).isEqualTo(State.UNCHECKED);

    Files.delete(file("2020_01_01"));
    write("2020_01_01", applicants(0, "400", "5", "2"));
    assertThat(checkAll().getFirst().state()).isEqualTo(State.ACCEPTED);
  }

  @Nested
  @DisplayName("keeps an accepted set")
  final class Accepted {
    @Test
    @DisplayName("if its file is touched, but not if it is changed")
    void changed() throws IOException, SQLException {
      Path file = write("2020_01_01", applicants(0, "400", "5", "2"));
      byte[] bytes = Files.readAllBytes(file);
      TrainingSetProfile profile = profile("2020_01_01");

      Files.setLastModifiedTime(file, FileTime.from(NOW));
      assertThat(checkAll().getFirst().state()).isEqualTo(State.ACCEPTED);
      assertThat(folder.list().sets().getFirst().state()).isEqualTo(State.ACCEPTED);

      write("2020_01_01", applicants(9, "401", "5", "2"));
      assertThat(checkAll().getFirst().state()).isEqualTo(State.CHANGED);
      assertThat(Objects.requireNonNull(checkAll().getFirst().profile()).sha256())
          .isEqualTo(profile.sha256());

      Files.write(file, bytes);
      assertThat(checkAll().getFirst().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    @DisplayName("and does not use it if its profile is damaged, which is reported for later sets")
    void damaged() throws IOException, SQLException {
      write("2020_01_01", applicants(0, "400", "5", "2"));
      checkAll();
      Path damaged = folder.path().resolve(".profiles/training_set_2020_01_01.json");
      Files.writeString(damaged, Files.readString(damaged).replace("3000", "3001"));
      write("2021_01_01", applicants(0, "400", "5", "2"));

      assertThat(checkAll())
          .extracting(TrainingSetEntry::state)
          .containsExactly(State.DAMAGED, State.ACCEPTED);
      assertThat(ChangeWording.of(profile("2021_01_01").changes()))
          .contains("Not compared with training_set_2020_01_01, whose profile is damaged.");

      Files.delete(damaged);
      assertThat(checkAll()).allMatch(set -> set.state() == State.ACCEPTED);
    }

    @Test
    @DisplayName("and reads it only once")
    void once() throws IOException, SQLException {
      write("2020_01_01", applicants(0, "400", "5", "2"));
      checkAll();

      register()
          .checkAll(
              check -> {
                throw new AssertionError(check.set() + " is read again");
              });
    }

    @Test
    @DisplayName("and reports the versions for which an older set arrived too late")
    void late() throws IOException, SQLException {
      Path newer = write("2021_01_01", applicants(0, "400", "5", "2"));
      var trained = Trainings.trained(SPEC, home, newer);
      registry.publish(
          TrainingSetName.of("training_set_2021_01_01").orElseThrow().version(),
          ModelDocument.write(trained),
          new Change("a", "b"));
      assertThat(profile("2021_01_01").missedBy()).isEmpty();

      write("2020_01_01", applicants(5000, "400", "5", "2"));
      write("2022_01_01", applicants(5000, "400", "5", "2"));

      assertThat(profile("2020_01_01").missedBy()).containsExactly("training_set_2021_01_01");
      assertThat(profile("2022_01_01").missedBy()).isEmpty();
    }
  }

  /// 3,000 applicants with scores from `least` to `least` + 99.
  private static String applicants(int from, String least, String goodsToBad, String regions) {
    return """
    SELECT i AS id, hash(i, 1) %% %3$s = 0 AS y, %2$s + hash(i, 2) %% 100 AS score,
      hash(i, 3) %% 2 = 0 AS owner, CASE hash(i, 4) %% %4$s WHEN 0 THEN 'north' ELSE 'south' END AS region
    FROM range(%1$d, %1$d + 3000) t(i)"""
        .formatted(from, least, goodsToBad, regions);
  }

  private Path file(String date) {
    return folder.path().resolve("training_set_" + date + ".parquet");
  }

  private Path write(String date, String select) throws SQLException {
    return Tables.write(file(date), select);
  }

  private TrainingSetRegister register() {
    return TrainingSetRegister.keeping(folder, registry, SPEC, Tables.limits(home), () -> NOW);
  }

  private List<TrainingSetEntry> checkAll() throws IOException {
    return register().checkAll(_ -> true).sets();
  }

  private TrainingSetProfile profile(String date) throws IOException {
    checkAll();
    TrainingSetName name = TrainingSetName.of("training_set_" + date).orElseThrow();
    TrainingSetProfile profile = Objects.requireNonNull(folder.look(name).profile());
    assertThat(profile.errors()).isEmpty();
    return profile;
  }

  private static List<String> errors(TrainingSetEntry set) {
    return Objects.requireNonNull(set.profile()).errors().stream()
        .map(LocatedError::message)
        .toList();
  }
}
