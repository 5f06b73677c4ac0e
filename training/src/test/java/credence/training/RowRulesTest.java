package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.splitting.Side;
import credence.splitting.SidesOfIds;
import credence.splitting.SplitById;
import credence.wording.FindingWording;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Before it is fitted, a training")
class RowRulesTest extends TrainedTables {
  @Nested
  @DisplayName("handles a customer who appears more than once")
  class Duplicates {
    private Path twice() throws SQLException {
      return Tables.write(
          folder.resolve("twice.parquet"),
          """
          SELECT i % 3000 AS id, i % 10 AS x, hash(i) % 10 < 3 AS y FROM range(4000) t(i)""");
    }

    private static ModelSpec rule(String rule) {
      return spec("duplicates: " + rule + "\nfeatures: {x: {type: number}}");
    }

    @Test
    void asOftenAsTheySayWhenKept() throws SQLException {
      ModelVersion version = trained(rule("keep"), twice());
      assertThat(rows(version)).isEqualTo(4000);
      assertThat(Trainings.finding(version, "repeated-customers").count()).isEqualTo(1000);
    }

    @Test
    void onceWhenTheFirstRowCounts() throws SQLException {
      ModelVersion version = trained(rule("first"), twice());
      assertThat(rows(version)).isEqualTo(3000);
      assertThat(FindingWording.of(Trainings.finding(version, "repeated-customers")))
          .contains("1,000 rows were excluded");
    }

    @Test
    void onceInEachTrainingSet() throws SQLException {
      Path one = twice();
      Path two =
          Tables.write(
              folder.resolve("two.parquet"),
              "SELECT i AS id, i % 10 AS x, hash(i) % 10 < 3 AS y FROM range(2000) t(i)");
      assertThat(rows(trained(rule("first"), one, two))).isEqualTo(5000);
    }

    @Test
    void asAnErrorWhenTheyAreRejected() throws SQLException {
      assertThat(Trainings.errors(rule("reject"), folder, twice()))
          .singleElement()
          .asString()
          .contains("column id", "1,000 rows repeat a customer");
    }
  }

  @Nested
  @DisplayName("treats a missing outcome")
  class MissingTargets {
    private Path quarterMissing() throws SQLException {
      return applicants(
          "missing.parquet",
          "CASE WHEN i % 4 > 0 THEN i % 3 = 0 END AS z, CASE WHEN i % 8 > 0 THEN x END AS v");
    }

    private static ModelSpec rule(String rule) {
      return Tables.spec(
          "{id: id, target: {column: z, missing: %s}, features: {x: {type: number}}}"
              .formatted(rule));
    }

    @Test
    void asTheSpecSays() throws SQLException {
      Path file = quarterMissing();
      ModelVersion dropped = trained(rule("drop"), file);
      ModelVersion good = trained(rule("false"), file);
      ModelVersion bad = trained(rule("true"), file);
      assertThat(rows(dropped)).isEqualTo(3000);
      assertThat(rows(good)).isEqualTo(4000);
      assertThat(defaults(dropped)).isEqualTo(1000);
      assertThat(defaults(good)).isEqualTo(1000);
      assertThat(defaults(bad)).isEqualTo(2000);
      for (ModelVersion version : List.of(dropped, good, bad)) {
        assertThat(Trainings.finding(version, "missing-targets").count()).isEqualTo(1000);
        assertThat(codes(version)).doesNotContain("missing-without-outcome");
      }
    }

    private static long defaults(ModelVersion version) {
      return version.evaluation().training().balance().defaults()
          + version.evaluation().validation().balance().defaults();
    }

    @Test
    void andSaysWhereMissingValuesHaveNoOutcomeToSpeakForThem() throws SQLException {
      ModelSpec spec =
          Tables.spec(
              "{id: id, target: {column: z}, features: {v: {type: number, missing: 0}, x: {type:"
                  + " number}}}");
      Finding finding =
          Trainings.finding(trained(spec, quarterMissing()), "missing-without-outcome");
      assertThat(finding.column()).isEqualTo("v");
      assertThat(finding.count()).isEqualTo(500);
    }
  }

  @Nested
  @DisplayName("by application dates")
  class Dates {
    private Path dated() throws SQLException {
      return applicants(
          "dated.parquet",
          "CASE WHEN i >= 10 THEN DATE '2020-01-01' + (i // 10)::INTEGER END AS applied,"
              + " i // 2 AS customer");
    }

    @Test
    void leavesOutOutcomesThatAreNotDue() throws SQLException {
      ModelSpec spec =
          spec(
              """
              features: {x: {type: number}}
              application-date: applied
              outcome-known-after-days: 99
              """);
      ModelVersion version = trained(spec, dated());
      // The newest day is the 399th; those after the 300th are not due.
      assertThat(Trainings.finding(version, "immature-outcomes").count()).isEqualTo(990);
      assertThat(Trainings.finding(version, "missing-application-dates").count()).isEqualTo(10);
      assertThat(rows(version)).isEqualTo(3000);
    }

    @Test
    void splitsTheNewestOffAndCountsCustomersOnBothSides() throws SQLException {
      ModelSpec spec =
          Tables.spec(
              """
              id: customer
              target: {column: y}
              features: {x: {type: number}}
              application-date: applied
              split: {method: out-of-time, share: 0.25}
              """);
      Path file =
          Tables.write(
              folder.resolve("t.parquet"),
              "SELECT * REPLACE (i %% 1500 AS customer) FROM (SELECT id AS i, * FROM '%s')"
                  .formatted(dated()));
      ModelVersion version = trained(spec, file);
      assertThat(version.evaluation().validation().balance().rows()).isEqualTo(1000);
      assertThat(version.evaluation().training().balance().rows()).isEqualTo(2990);
      assertThat(Trainings.finding(version, "missing-application-dates").count()).isEqualTo(10);
      assertThat(Trainings.finding(version, "customers-on-both-sides").count()).isEqualTo(1000);
    }

    @Test
    void rejectsASplitOfASingleDay() throws SQLException {
      ModelSpec spec =
          spec("features: {x: {type: number}}\napplication-date: d\nsplit: {method: out-of-time}");
      assertThat(Trainings.errors(spec, folder, applicants("t.parquet", "DATE '2020-01-01' AS d")))
          .singleElement()
          .asString()
          .contains("split: ", "no training rows");
    }
  }

  @Nested
  @DisplayName("splits")
  class Splits {
    @Test
    void byIdAsTheKeyedHashOfTheIdSays() throws SQLException {
      SplitById split = new SplitById(7, 0.3);
      ModelSpec spec = spec("features: {x: {type: number}}\nsplit: {share: 0.3, seed: 7}");
      ModelVersion version = trained(spec, applicants("t.parquet", "0 AS z"));
      long expected =
          IntStream.range(0, 4000)
              .filter(id -> SidesOfIds.of(split, Integer.toString(id)) == Side.VALIDATION)
              .count();
      assertThat(version.evaluation().validation().balance().rows()).isEqualTo(expected);
      assertThat(codes(version)).doesNotContain("customers-on-both-sides");
    }

    @Test
    void byNumpyOnPositionsWhereThereIsNoIndexAndSaysSo() throws SQLException {
      ModelSpec spec = spec("features: {x: {type: number}}\nsplit: {method: numpy}");
      Path one = applicants("a.parquet", "0 AS z");
      Path two = applicants("b.parquet", "0 AS z");
      ModelVersion alone = trained(spec, one);
      assertThat(alone.evaluation().validation().balance().rows()).isEqualTo(1000);
      assertThat(FindingWording.of(Trainings.finding(alone, "split-on-positions")))
          .contains("no pandas index");
      assertThat(
              FindingWording.of(Trainings.finding(trained(spec, one, two), "split-on-positions")))
          .contains("several training sets");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"index_columns\": [{\"kind\": \"range\", \"start\": 0, \"stop\": 4000, \"step\": 1}]}",
          "{\"index_columns\": [\"key\"]}"
        })
    void byNumpyOnTheIndexThatPandasKept(String pandas) throws SQLException {
      ModelSpec spec = spec("features: {x: {type: number}}\nsplit: {method: numpy}");
      Path plain = applicants("plain.parquet", "'k' || i AS key");
      Path file = folder.resolve("pandas.parquet");
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "COPY (FROM '%s') TO '%s' (FORMAT parquet, KV_METADATA {pandas: '%s'})"
                .formatted(plain, file, pandas));
      }
      ModelVersion version = trained(spec, file);
      assertThat(codes(version)).doesNotContain("split-on-positions");
      assertThat(version.evaluation()).isEqualTo(trained(spec, plain).evaluation());
    }
  }
}
