package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.document.SpecDocument;
import credence.engine.EngineLimits;
import credence.evaluation.ClassBalance;
import credence.exercise.Exercise;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Training sets combined by the newest")
final class CombinedSetsTest {
  @TempDir private Path folder;

  @Nested
  @DisplayName("that are copies of each other")
  final class Copies {
    @Test
    @DisplayName("each give the exercise's model, split on the newest copy's pandas index")
    void ofTheExercise() throws IOException {
      ModelSpec spec = SpecDocument.byDefault().spec();
      List<Path> files = new ArrayList<>();
      for (int year = 2011; year <= 2020; year++) {
        Path copy = folder.resolve("training_set_" + year + "_01_01.parquet");
        files.add(Files.copy(Exercise.trainingSet(), copy));
      }
      ModelVersion first = newestCounts(spec, files.subList(0, 1));
      ModelVersion last = newestCounts(spec, files);

      assertThat(last.model()).isEqualTo(first.model());
      assertThat(last.evaluation().validation()).isEqualTo(first.evaluation().validation());
      assertThat(last.references()).isEqualTo(first.references());
      assertThat(Trainings.finding(last, "superseded-rows").count()).isEqualTo(9 * 1257);
      assertThat(Trainings.finding(last, "repeated-customers").count()).isEqualTo(257);
      assertThat(last.provenance().trainingSets()).hasSize(10);
      assertThat(last.provenance().combination()).isEqualTo(SetCombination.NEWEST_COUNTS);
      assertThat(first.provenance().combination()).isEqualTo(SetCombination.CONCATENATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{method: numpy, seed: 3}", "{method: by-id, seed: 3}"})
    @DisplayName("give the same coefficients, with or without an index, and twofold customers")
    void generated(String split) throws SQLException {
      ModelSpec spec = spec("{x: {type: number, missing: 0}}", "split: " + split);
      String columns = "(i * 7) % 900 AS id, hash(i) % 100 AS x, hash(i, 1) % 5 = 0 AS y";
      for (String index : List.of("", ", 5000 - i AS __index_level_0__")) {
        Path a =
            table(
                "training_set_2020_01_01", "SELECT " + columns + index + " FROM range(1200) t(i)");
        Path b =
            table(
                "training_set_2021_01_01", "SELECT " + columns + index + " FROM range(1200) t(i)");

        ModelVersion alone = newestCounts(spec, List.of(b));
        ModelVersion both = newestCounts(spec, List.of(a, b));

        assertThat(both.model()).isEqualTo(alone.model());
      }
    }
  }

  @Test
  @DisplayName("use a customer once, from the newest rows with an outcome, as in SQL")
  void likeSql() throws SQLException {
    long seed = 20250331;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    ModelSpec spec = spec("{x: {type: number, missing: 0}}", "split: {method: by-id}");
    List<Path> files = new ArrayList<>();
    List<String> union = new ArrayList<>();
    for (int set = 0; set < 4; set++) {
      String query =
          "SELECT hash(i, %1$d, 1) %% 3000 AS id, hash(i, %1$d, 2) %% 50 AS x, CASE hash(i, %1$d, 3) %% 9 WHEN 0 THEN NULL WHEN 1 THEN true ELSE false END AS y FROM range(%2$d) t(i)"
              .formatted(random.nextInt(1000), 800 + random.nextInt(800));
      files.add(table("training_set_202" + set + "_01_01", query));
      union.add("SELECT %d AS s, * FROM (%s)".formatted(set, query));
    }
    String sql =
        """
        WITH t AS (%s),
          c AS (SELECT id, coalesce(max(s) FILTER (y IS NOT NULL), max(s)) AS s FROM t GROUP BY id)
        SELECT count(*) FILTER (y IS NOT NULL), count(*) FILTER (y), count(*), count(DISTINCT id),
          (SELECT count(*) FROM t)
        FROM t JOIN c USING (id, s)"""
            .formatted(String.join(" UNION ALL ", union));

    ModelVersion version = newestCounts(spec, files);

    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet expected = statement.executeQuery(sql)) {
      expected.next();
      ClassBalance training = version.evaluation().training().balance();
      ClassBalance validation = version.evaluation().validation().balance();
      assertThat(training.rows() + validation.rows()).isEqualTo(expected.getLong(1));
      assertThat(training.defaults() + validation.defaults()).isEqualTo(expected.getLong(2));
      assertThat(Trainings.finding(version, "superseded-rows").count())
          .isEqualTo(expected.getLong(5) - expected.getLong(3));
    }
  }

  @Test
  @DisplayName("report if a numpy split is by position, because the rows are from several sets")
  void severalIndexes() throws SQLException {
    ModelSpec spec = spec("{x: {type: number, missing: 0}}", "split: {method: numpy, seed: 1}");
    Path a = table("training_set_2020_01_01", rows(0, 500));
    Path b = table("training_set_2021_01_01", rows(400, 900));

    ModelVersion version = newestCounts(spec, List.of(a, b));

    assertThat(Trainings.finding(version, "split-on-positions").count()).isEqualTo(900);
    assertThat(Trainings.finding(version, "superseded-rows").count()).isEqualTo(100);
  }

  @Test
  @DisplayName("use the first row in a set before they are combined")
  void firstWithinASet() throws SQLException {
    ModelSpec spec =
        spec("{x: {type: number, missing: 0}}", "duplicates: first\nsplit: {method: by-id}");
    Path old = table("training_set_2020_01_01", rows(0, 500));
    // In the newer set customer 7 comes without an outcome first: that row counts there, so the
    // older set is the newest that knows the outcome.
    Path newer =
        table(
            "training_set_2021_01_01",
            "SELECT 7 AS id, 1 AS x, NULL::BOOLEAN AS y, 1 AS __index_level_0__ UNION ALL "
                + "SELECT 7, 1, true, 2");

    ModelVersion version = newestCounts(spec, List.of(old, newer));

    assertThat(
            version.evaluation().training().balance().rows()
                + version.evaluation().validation().balance().rows())
        .isEqualTo(500);
    assertThat(Trainings.finding(version, "superseded-rows").count()).isEqualTo(1);
  }

  private static String rows(int from, int to) {
    return "SELECT i AS id, hash(i) %% 100 AS x, hash(i, 1) %% 5 = 0 AS y, i AS __index_level_0__ FROM range(%d, %d) t(i)"
        .formatted(from, to);
  }

  private Path table(String name, String select) throws SQLException {
    return Tables.write(folder.resolve(name + ".parquet"), select);
  }

  private static ModelSpec spec(String features, String rest) {
    return Tables.spec("id: id\ntarget: {column: y}\nfeatures: " + features + "\n" + rest);
  }

  private ModelVersion newestCounts(ModelSpec spec, List<Path> files) {
    TrainingRequest request =
        new TrainingRequest(
            new VersionName("candidate"),
            spec,
            files,
            SetCombination.NEWEST_COUNTS,
            "1.0-test",
            new EngineLimits(256L << 20, 2, folder.resolve("spill")));
    return Results.value(ModelTraining.train(request, TrainingProgress.SILENT));
  }
}
