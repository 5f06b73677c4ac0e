package credence.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.model.ModelSpec;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetChange.NewLevel;
import credence.run.TrainingSetChange.OutcomesChanged;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import credence.wording.ChangeWording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Changes since earlier training sets")
final class TrainingSetChangesTest {
  private static final ModelSpec SPEC =
      Tables.spec(
          """
          id: id
          target: {column: y}
          features:
            region: {type: category, missing: north}
          """);
  private static final ModelSpec DATED =
      Tables.spec(
          """
          id: id
          target: {column: y}
          application-date: applied
          outcome-known-after-days: 30
          features:
            region: {type: category, missing: north}
          """);

  @TempDir private Path home;
  private TrainingSetFolder folder;

  @BeforeEach
  void open() throws IOException {
    folder = new TrainingSetFolder(home);
    Files.createDirectories(folder.path());
  }

  @Nested
  @DisplayName("in the outcomes of known customers")
  final class Outcomes {
    @Test
    void areCountedWithTheirShareAndDirection() throws IOException, SQLException {
      write("2020_01_01", outcomes(0, 2000, "i % 5 = 0", ""));
      write(
          "2021_01_01",
          outcomes(500, 3000, "CASE WHEN i < 512 THEN i % 5 > 0 ELSE i % 5 = 0 END", ""));

      assertThat(changes("2021_01_01", SPEC))
          .contains(new OutcomesChanged("training_set_2020_01_01", 1500, 9, 3));
      assertThat(texts("2021_01_01", SPEC))
          .contains(
              "12 of 1,500 customers whose outcome is also known in training_set_2020_01_01 have"
                  + " another outcome now (0.80 %): 9 to default, 3 to no default.");
    }

    @Test
    void areReportedForOneCustomer() throws IOException, SQLException {
      write("2020_01_01", outcomes(0, 2000, "i % 5 = 0", ""));
      write("2021_01_01", outcomes(0, 2000, "i % 5 = 0 AND i > 0", ""));

      assertThat(changes("2021_01_01", SPEC))
          .containsExactly(new OutcomesChanged("training_set_2020_01_01", 2000, 0, 1));
    }

    @Test
    void areNotKnownWithoutIdsWhereEachRowIsACustomer() throws IOException, SQLException {
      ModelSpec spec =
          Tables.spec("target: {column: y}\nfeatures: {region: {type: category, missing: north}}");
      write("2020_01_01", outcomes(0, 2000, "i % 5 = 0", ""));
      write("2021_01_01", outcomes(0, 2000, "i % 5 = 0 AND i > 0", ""));

      assertThat(changes("2021_01_01", spec)).isEmpty();
      TrainingSetName name = TrainingSetName.of("training_set_2021_01_01").orElseThrow();
      assertThat(
              Objects.requireNonNull(Objects.requireNonNull(folder.look(name).profile()).contents())
                  .ids())
          .isEqualTo(2000);
    }

    @Test
    void areNeitherNewCustomersNorOutcomesThatBecomeKnown() throws IOException, SQLException {
      write("2020_01_01", outcomes(0, 2000, "CASE WHEN i % 3 > 0 THEN i % 5 = 0 END", ""));
      write("2021_01_01", outcomes(1000, 3000, "CASE WHEN i % 7 > 0 THEN i % 5 = 0 END", ""));

      assertThat(changes("2021_01_01", SPEC)).noneMatch(OutcomesChanged.class::isInstance);
    }

    @Test
    void areNotOutcomesOfOtherApplications() throws IOException, SQLException {
      write("2020_01_01", applied(0, 2000, "i % 5 = 0", "2019-01-01") + LATER);
      write("2021_01_01", applied(0, 2000, "i % 5 = 1", "2019-02-01") + LATER);
      write(
          "2022_01_01",
          applied(0, 1000, "i % 5 = 1", "2019-02-01")
              + " UNION ALL "
              + applied(1000, 2000, "i % 5 = 2", "2019-02-01")
              + LATER);

      assertThat(changes("2021_01_01", DATED)).noneMatch(OutcomesChanged.class::isInstance);
      assertThat(changes("2022_01_01", DATED))
          .contains(new OutcomesChanged("training_set_2021_01_01", 2000, 200, 200));
    }

    @Test
    void areNotOutcomesThatWereNotFinal() throws IOException, SQLException {
      write("2020_01_01", applied(0, 1000, "false", "2019-02-01"));
      write("2021_01_01", applied(0, 1000, "i % 5 = 0", "2019-02-01") + LATER);

      assertThat(changes("2021_01_01", DATED)).noneMatch(OutcomesChanged.class::isInstance);
    }

    /// An applicant so late that all other outcomes of the set are final.
    private static final String LATER = " UNION ALL " + applied(9999, 10_000, "true", "2020-01-01");

    private static String applied(int from, int to, String defaulted, String day) {
      return outcomes(from, to, defaulted, ", DATE '%s' AS applied".formatted(day));
    }

    @Test
    void areNotOutcomesOfCustomersWithBothInOneSet() throws IOException, SQLException {
      String both =
          outcomes(0, 1000, "i % 5 = 0", "") + " UNION ALL " + outcomes(0, 1000, "i % 5 > 0", "");
      write("2020_01_01", both);
      write("2021_01_01", both + " UNION ALL " + outcomes(5000, 5900, "true", ""));

      assertThat(changes("2021_01_01", SPEC)).noneMatch(OutcomesChanged.class::isInstance);
    }

    @Test
    void areUnknownIfTheEarlierFileIsGone() throws IOException, SQLException {
      Path earlier = write("2020_01_01", outcomes(0, 2000, "i % 5 = 0", ""));
      changes("2020_01_01", SPEC);
      Files.delete(earlier);
      write("2021_01_01", outcomes(0, 2000, "i % 5 = 0", ""));

      assertThat(texts("2021_01_01", SPEC))
          .containsExactly(
              "Outcomes were not compared with training_set_2020_01_01, whose file is missing, has"
                  + " changed or does not match the spec.");
    }

    private static String outcomes(int from, int to, String defaulted, String more) {
      return "SELECT i AS id, %s AS y, 'north' AS region%s FROM range(%d, %d) t(i)"
          .formatted(defaulted, more, from, to);
    }
  }

  @Nested
  @DisplayName("in the levels of categories")
  final class Levels {
    @Test
    void areNamedWithTheirShareFromTenCustomersOn() throws IOException, SQLException {
      write("2020_01_01", levels(1000, "'north'"));
      write(
          "2021_01_01",
          levels(1000, "CASE WHEN i < 10 THEN 'west' WHEN i < 19 THEN 'east' ELSE 'north' END"));

      assertThat(changes("2021_01_01", SPEC))
          .filteredOn(NewLevel.class::isInstance)
          .containsExactly(new NewLevel("region", "training_set_2020_01_01", "west", 10, 0.01));
      assertThat(texts("2021_01_01", SPEC))
          .contains(
              "region has a new level since training_set_2020_01_01: west, with 10 customers (1.0 %"
                  + " of the rows).");
    }

    @Test
    void countCustomersNotRows() throws IOException, SQLException {
      write("2020_01_01", levels(1000, "'north'"));
      write(
          "2021_01_01",
          levels(1000, "'north'") + " UNION ALL SELECT i % 9, false, 'west' FROM range(90) t(i)");

      assertThat(changes("2021_01_01", SPEC)).noneMatch(NewLevel.class::isInstance);
    }

    @Test
    void areNewOnlyIfNoEarlierSetHasThem() throws IOException, SQLException {
      String west = "CASE WHEN i < 300 THEN 'west' ELSE 'north' END";
      write("2020_01_01", levels(1000, west));
      write("2021_01_01", levels(1000, "'north'"));
      write("2022_01_01", levels(1000, west));

      assertThat(changes("2022_01_01", SPEC)).noneMatch(NewLevel.class::isInstance);
    }

    @Test
    void areNeverNamedInNearlyUniqueColumns() throws IOException, SQLException {
      String nearlyUnique = "CASE WHEN i < 20 THEN '%s' ELSE 'person ' || i // 4 END";
      write("2020_01_01", levels(200, nearlyUnique.formatted("a")));
      write("2021_01_01", levels(200, nearlyUnique.formatted("b")));

      assertThat(changes("2021_01_01", SPEC)).noneMatch(NewLevel.class::isInstance);
    }

    @Test
    void areNotNewInASetThatIsSoMuchLargerThatChanceExplainsThem()
        throws IOException, SQLException {
      write("2020_01_01", levels(100, "'north'"));
      write("2021_01_01", levels(2000, "CASE WHEN i < 20 THEN 'west' ELSE 'north' END"));

      assertThat(changes("2021_01_01", SPEC)).noneMatch(NewLevel.class::isInstance);
    }

    @Test
    void areNotNamedAsThoseThatMovedMostIfFewRowsHaveThem() throws IOException, SQLException {
      write("2020_01_01", levels(60, "'person ' || i"));
      write("2021_01_01", levels(60, "CASE WHEN i % 2 = 0 THEN 'person ' || i END"));
      write("2022_01_01", levels(60, "'person ' || i % 3"));
      write("2023_01_01", levels(60, "CASE WHEN i % 2 = 0 THEN 'person ' || i % 3 END"));

      assertThat(texts("2021_01_01", SPEC))
          .anyMatch(text -> text.startsWith("region has shifted"))
          .noneMatch(text -> text.contains("person"));
      assertThat(texts("2023_01_01", SPEC)).anyMatch(text -> text.contains("person 0"));
    }

    @Test
    void areCountedBeyondTheFirstFive() throws IOException, SQLException {
      write("2020_01_01", levels(1000, "'north'"));
      write("2021_01_01", levels(1000, "'new ' || i % 8"));

      assertThat(texts("2021_01_01", SPEC))
          .filteredOn(text -> text.contains("new level"))
          .hasSize(6)
          .endsWith("region has 3 further new levels.");
    }

    private static String levels(int customers, String region) {
      return "SELECT i AS id, i %% 5 = 0 AS y, %s AS region FROM range(%d) t(i)"
          .formatted(region, customers);
    }
  }

  private Path write(String date, String select) throws SQLException {
    return Tables.write(folder.path().resolve("training_set_" + date + ".parquet"), select);
  }

  private List<String> texts(String date, ModelSpec spec) throws IOException {
    return ChangeWording.of(changes(date, spec));
  }

  private List<TrainingSetChange> changes(String date, ModelSpec spec) throws IOException {
    TrainingSetRegister.keeping(
            folder, new DirectoryRegistry(home), spec, Tables.limits(home), () -> Instant.EPOCH)
        .checkAll(_ -> true);
    TrainingSetName name = TrainingSetName.of("training_set_" + date).orElseThrow();
    return Objects.requireNonNull(folder.look(name).profile()).changes();
  }
}
