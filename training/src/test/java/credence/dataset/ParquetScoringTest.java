package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import credence.dataset.ParquetScoring.Scored;
import credence.exercise.Exercise;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature.UnseenLevel;
import credence.model.LocatedError;
import credence.model.LogisticModel;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelVersion.ValueRange;
import credence.model.NumberEncoding;
import credence.model.Result;
import credence.model.VersionName;
import credence.results.Results;
import credence.scoring.FeatureVector;
import credence.scoring.InputCounts.InputCount;
import credence.scoring.InputLayout;
import credence.scoring.Scorer;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Scoring a parquet file into a parquet file")
class ParquetScoringTest {
  private static final List<Encoding> ENCODINGS =
      List.of(
          new NumberEncoding("income", 1000.0, null, true, null),
          new BooleanEncoding("owner", null),
          new CategoryEncoding(
              "region", "north", List.of("north", "south", "east"), UnseenLevel.REJECT),
          new NumberEncoding("age", null, null, false, null));
  private static final LogisticModel MODEL =
      new LogisticModel(ENCODINGS, -1, List.of(0.3, -0.5, 0.25, 0.75, -0.01));

  private static final Map<String, ValueRange> RANGES = Map.of("age", new ValueRange(20, 60));

  @TempDir Path folder;

  private Result<Scored> score(LogisticModel model, @Nullable String id, Path in, Path out) {
    return new ParquetScoring(
            member(model),
            RANGES,
            id,
            CsvFormat.UNSPECIFIED,
            Double::toString,
            Tables.limits(folder))
        .score(in, out, ReadProgress.SILENT);
  }

  private static ServingPlan.Member member(LogisticModel model) {
    return new ServingPlan.Member(new VersionName("scored"), model);
  }

  private static Scored assertScored(Result<Scored> result, long rows, long rejected) {
    Scored scored = Results.value(result);
    assertThat(scored.rows()).isEqualTo(rows);
    assertThat(scored.rejected()).isEqualTo(rejected);
    return scored;
  }

  private record Row(String id, @Nullable Double prediction, @Nullable String errors) {}

  private static List<Row> rows(Path file) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM '" + file + "'")) {
      while (found.next()) {
        rows.add(new Row(found.getString(1), found.getObject(2, Double.class), found.getString(3)));
      }
    }
    return rows;
  }

  @Test
  void givesWhatTheScorerGivesInTheOrderOfTheFile() throws SQLException {
    Path in =
        Tables.write(
            folder.resolve("in.parquet"),
            """
            SELECT i AS id, CASE WHEN i % 5 > 0 THEN (1 + hash(i) % 90000)::INTEGER END AS income,
              hash(i) % 3 = 0 AS owner,
              CASE WHEN i % 7 > 0 THEN ['north', 'south', 'east'][1 + (i % 3)] END AS region,
              (18 + hash(i + 1) % 60)::FLOAT AS age, 'left alone' AS other
            FROM range(70000) t(i)""");
    Path out = folder.resolve("out.parquet");
    assertScored(score(MODEL, "id", in, out), 70_000, 0);
    List<Row> scored = rows(out);
    assertThat(scored).hasSize(70_000);
    InputLayout layout = InputLayout.of(List.of(MODEL));
    Scorer scorer = Scorer.of(MODEL, layout);
    FeatureVector applicant = new FeatureVector(layout.size());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet given = statement.executeQuery("SELECT * FROM '" + in + "'")) {
      for (Row row : scored) {
        given.next();
        applicant.clear();
        Integer income = given.getObject("income", Integer.class);
        applicant.set(0, income == null ? Double.NaN : income);
        applicant.set(1, given.getBoolean("owner") ? 1 : 0);
        String region = given.getString("region");
        applicant.set(
            2, region == null ? Double.NaN : List.of("north", "south", "east").indexOf(region));
        applicant.set(3, given.getFloat("age"));
        assertThat(row.id()).isEqualTo(given.getString("id"));
        assertThat(row.prediction()).isEqualTo(scorer.probability(applicant));
        assertThat(row.errors()).isNull();
      }
    }
  }

  @Test
  void saysWhyARowCannotBeScoredAndScoresTheOthers() throws SQLException {
    Path in =
        Tables.write(
            folder.resolve("in.parquet"),
            """
            SELECT * FROM (VALUES
              ('a', 500.0::DOUBLE, true, 'north', 30.0::DOUBLE),
              ('b', -1, NULL, 'west', NULL),
              ('c', 'inf'::DOUBLE, true, 'south', 'NaN'::DOUBLE),
              ('d', 'NaN'::DOUBLE, false, NULL, 40))
              t(id, income, owner, region, age)""");
    Path out = folder.resolve("out.parquet");
    assertScored(score(MODEL, "id", in, out), 4, 2);
    List<Row> rows = rows(out);
    assertThat(rows).extracting(Row::id).containsExactly("a", "b", "c", "d");
    assertThat(rows.get(0).prediction()).isBetween(0.0, 1.0);
    assertThat(rows.get(1).prediction()).isNull();
    assertThat(rows.get(1).errors())
        .contains("income: expected a number above 0", "owner: ", "region: ", "age: ")
        .doesNotContain("west");
    assertThat(rows.get(2).errors()).contains("income: expected a finite number", "age: ");
    assertThat(rows.get(3).prediction()).isBetween(0.0, 1.0);
  }

  @Test
  void countsWhatWasImputedUnseenOrOutsideTheTrainingRangeInTheRowsThatItScores()
      throws SQLException {
    LogisticModel model =
        new LogisticModel(
            List.of(
                new NumberEncoding("income", 1000.0, null, true, null),
                new BooleanEncoding("owner", false),
                new CategoryEncoding(
                    "region", "north", List.of("north", "south"), UnseenLevel.BASELINE),
                new NumberEncoding("age", 30.0, null, false, null)),
            -1,
            List.of(0.3, -0.5, 0.25, -0.01));
    Path in =
        Tables.write(
            folder.resolve("in.parquet"),
            """
            SELECT i AS id, CASE WHEN i = 7 THEN 'inf'::DOUBLE ELSE 1 END AS income,
              CASE WHEN i % 10 > 0 THEN true END AS owner, 'r' || i AS region,
              CASE i % 5 WHEN 0 THEN 20 WHEN 1 THEN 60 WHEN 2 THEN 60.5 WHEN 3 THEN -1 END AS age
            FROM range(10000) t(i)""");
    Scored scored = assertScored(score(model, "id", in, folder.resolve("out.parquet")), 10_000, 1);
    assertThat(scored.inputs())
        .containsExactly(
            new InputCount("owner", 1_000, 0, null),
            new InputCount("region", 0, 9_999, null),
            new InputCount("age", 2_000, 0, 3_999L));
  }

  @Test
  void keepsTheIdsTypeAndName() throws SQLException {
    Path in =
        Tables.write(
            folder.resolve("in.parquet"),
            "SELECT encode('x') AS \"the \"\"id\"\"\", 1 AS income, true AS owner, 'east' AS region,"
                + " 1.25::DECIMAL(30,20) AS age");
    Path out = folder.resolve("out.parquet");
    assertScored(score(MODEL, "the \"id\"", in, out), 1, 0);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM '" + out + "'")) {
      List<String> described = new ArrayList<>();
      while (columns.next()) {
        described.add(columns.getString(1) + " " + columns.getString(2));
      }
      assertThat(described)
          .containsExactly("the \"id\" BLOB", "prediction DOUBLE", "errors VARCHAR");
    }
  }

  @Test
  void scoresTheExercisesFile() throws SQLException {
    LogisticModel model =
        new LogisticModel(
            List.of(new NumberEncoding("score_3", 425.0, null, false, null)), -2, List.of(0.001));
    Path out = folder.resolve("out.parquet");
    assertScored(score(model, "ids", Exercise.trainingSet(), out), 1257, 0);
    assertThat(rows(out)).hasSize(1257);
  }

  @Test
  void scoresAModelOfManyInputs() throws SQLException {
    List<Encoding> encodings = new ArrayList<>();
    StringBuilder columns = new StringBuilder("i AS id");
    for (int i = 0; i < 300; i++) {
      encodings.add(new NumberEncoding("x" + i, null, null, false, null));
      columns.append(", i + ").append(i).append(" AS x").append(i);
    }
    LogisticModel model =
        new LogisticModel(encodings, 0, Collections.nCopies(encodings.size(), 0.0001));
    Path in =
        Tables.write(folder.resolve("in.parquet"), "SELECT " + columns + " FROM range(10) t(i)");
    Path out = folder.resolve("out.parquet");
    assertScored(score(model, "id", in, out), 10, 0);
  }

  @Test
  void rejectsAFileWithEveryErrorAndLeavesNothingBehind() throws Exception {
    Path in =
        Tables.write(folder.resolve("in.parquet"), "SELECT 1 AS idd, 'x' AS income, 2 AS Owner");
    Path out = Files.writeString(folder.resolve("out.parquet"), "from before");
    assertThat(Results.rejected(score(MODEL, "id", in, out)).stream().map(LocatedError::message))
        .satisfiesExactly(
            error -> assertThat(error).contains("column id", "did you mean idd?"),
            error -> assertThat(error).contains("column income", "expected numbers"),
            error -> assertThat(error).contains("column owner", "did you mean Owner?"),
            error -> assertThat(error).contains("column region"),
            error -> assertThat(error).contains("column age"));
    assertThat(out).hasContent("from before");
    assertNothingLeft();
  }

  @Test
  void rejectsWhatCannotBeReadOrWritten() throws Exception {
    Path in = Tables.write(folder.resolve("in.parquet"), "SELECT 1 AS id");
    Path text = Files.writeString(folder.resolve("text.parquet"), "hello");
    assertError(score(MODEL, "id", text, folder.resolve("out.parquet")), "another format");
    assertError(
        score(MODEL, "id", in, folder.resolve("absent").resolve("out.parquet")), "writable");
    byte[] bytes =
        Files.readAllBytes(
            Tables.write(
                folder.resolve("big.parquet"),
                "SELECT i AS id, i AS income, true AS owner, 'east' AS region, random() AS age"
                    + " FROM range(30000) t(i)"));
    Arrays.fill(bytes, bytes.length / 2, bytes.length * 3 / 4, (byte) 0xAA);
    Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
    assertError(score(MODEL, "id", damaged, folder.resolve("out.parquet")), "damaged");
    assertThat(folder.resolve("out.parquet")).doesNotExist();
    assertNothingLeft();
  }

  private static void assertError(Result<Scored> result, String words) {
    assertThat(result)
        .isInstanceOf(Result.WithErrors.class)
        .extracting(withErrors -> ((Result.WithErrors<?>) withErrors).errors())
        .asInstanceOf(list(LocatedError.class))
        .singleElement()
        .extracting(LocatedError::message)
        .asString()
        .contains(words);
  }

  @Test
  void writesNoIdIfTheVersionWasTrainedWithoutIds() throws Exception {
    String inputs =
        "SELECT i + 1 AS income, true AS owner, 'east' AS region, 1 AS age FROM range(3) t(i)";
    Path in = Tables.write(folder.resolve("in.parquet"), inputs);
    Path out = folder.resolve("out.parquet");
    assertScored(score(MODEL, null, in, out), 3, 0);
    Path named =
        Tables.write(folder.resolve("named.parquet"), "SELECT 'a' AS id, * FROM (" + inputs + ")");
    Path withIds = folder.resolve("with.parquet");
    assertScored(score(MODEL, "id", named, withIds), 3, 0);
    assertThat(Tables.texts("SELECT column_name FROM (DESCRIBE SELECT * FROM '" + out + "')"))
        .containsExactly("prediction", "errors");
    assertThat(Tables.texts("SELECT * FROM '" + out + "'"))
        .isEqualTo(Tables.texts("SELECT prediction, errors FROM '" + withIds + "'"));
  }

  @Test
  void leavesNoFilesWhenItIsCancelled() throws Exception {
    Path in =
        Tables.write(
            folder.resolve("in.parquet"),
            "SELECT i AS id, i + 1 AS income, true AS owner, 'east' AS region, 1 AS age"
                + " FROM range(3000000) t(i)");
    Path out = folder.resolve("out.parquet");
    AtomicInteger asked = new AtomicInteger();
    Result<Scored> result =
        new ParquetScoring(
                member(MODEL),
                RANGES,
                "id",
                CsvFormat.UNSPECIFIED,
                Double::toString,
                Tables.limits(folder))
            .score(in, out, _ -> asked.incrementAndGet() < 2);
    assertThat(result).isEqualTo(new Result.Cancelled<Scored>());
    assertThat(out).doesNotExist();
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }
}
