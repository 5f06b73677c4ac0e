package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import credence.dataset.ParquetScoring;
import credence.dataset.ParquetScoring.Scored;
import credence.dataset.ReadProgress;
import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.engine.EngineLimits;
import credence.evaluation.CalibrationBin;
import credence.evaluation.Evaluation;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelVersion;
import credence.model.NumberEncoding;
import credence.model.Result;
import credence.model.SetCombination;
import credence.results.Results;
import credence.scoring.ServingPlan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A table of 100 columns of all types, whose target and id have other names than the exercise's.
/// The system property `credence.test.wideRows` makes it longer or shorter.
@DisplayName("A generated wide table")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WideTableTest {
  private static final int ROWS = Integer.getInteger("credence.test.wideRows", 50_000);
  private static final int COLUMNS = 98;
  private static final List<String> TYPES =
      List.of(
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL(6,2)",
          "DECIMAL(18,4)",
          "BOOLEAN",
          "VARCHAR");

  private Path folder = Path.of("");
  private Path file = Path.of("");
  private ModelVersion version;

  @BeforeAll
  void train(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    file = Tables.write(folder.resolve("wide.parquet"), select());
    version = Trainings.trained(spec(), folder, file);
  }

  private static String type(int column) {
    return TYPES.get(column % TYPES.size());
  }

  /// Column k of row i is a number from 0 to 99, missing in every 17th row of every third column;
  /// the outcome depends on the first fourteen columns.
  private static String select() {
    StringBuilder inner = new StringBuilder("SELECT i");
    StringBuilder outer = new StringBuilder("SELECT 'customer ' || (i * 9 // 10) AS \"Kunde\"");
    for (int k = 0; k < COLUMNS; k++) {
      inner.append(", (hash(i * 131 + %d) %% 100)::INTEGER AS u%d".formatted(k, k));
      String value =
          switch (type(k)) {
            case "BOOLEAN" -> "u%d %% 2 = 0".formatted(k);
            case "VARCHAR" -> "'level ' || (u%1$d %% (2 + u%1$d %% 5))".formatted(k);
            default -> "(u%d / 4.0)::%s".formatted(k, type(k));
          };
      String rule =
          k % 3 == 0 ? "CASE WHEN i %% 17 <> %d THEN %s END".formatted(k % 17, value) : value;
      outer.append(", %s AS c%d".formatted(rule, k));
    }
    StringBuilder score = new StringBuilder("-2.0");
    for (int k = 0; k < 12; k++) {
      score.append(" + %s * (u%d / 4.0 - 12.5)".formatted(weight(k), k));
    }
    String outcome =
        "(hash(i + 77777777) %% 1000003 / 1000003.0 < 1 / (1 + exp(-(%s))))::UTINYINT"
            .formatted(score);
    return "%s, %s AS ausfall FROM (%s FROM range(%d) t(i))".formatted(outer, outcome, inner, ROWS);
  }

  private static double weight(int column) {
    return (column % 5 - 2) * 0.02;
  }

  private static ModelSpec spec() {
    StringBuilder yaml = new StringBuilder("id: Kunde\ntarget: {column: ausfall}\nfeatures:\n");
    for (int k = 0; k < COLUMNS; k++) {
      String feature =
          switch (type(k)) {
            case "BOOLEAN" -> "{type: boolean, missing: false}";
            case "VARCHAR" -> "{type: category, missing: {level: none}}";
            default ->
                "{type: number, missing: median%s}"
                    .formatted(k % 2 == 0 ? ", transform: {standardise: true}" : "");
          };
      yaml.append("  c%d: %s%n".formatted(k, feature));
    }
    return Tables.spec(yaml.toString());
  }

  private static double query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getDouble(1);
    }
  }

  @Test
  void isCountedAsTheEngineItselfCounts() throws SQLException {
    Stream<Evaluation> sides =
        Stream.of(version.evaluation().training(), version.evaluation().validationAsServed());
    List<Evaluation> both = sides.toList();
    assertThat(both.stream().mapToLong(side -> side.balance().rows()).sum()).isEqualTo(ROWS);
    assertThat((double) both.stream().mapToLong(side -> side.balance().defaults()).sum())
        .isEqualTo(query("SELECT sum(ausfall) FROM '%s'".formatted(file)));
    assertThat((double) both.stream().mapToLong(side -> side.balance().customers()).sum())
        .isEqualTo(query("SELECT count(DISTINCT Kunde) FROM '%s'".formatted(file)));
    assertThat((double) Trainings.finding(version, "repeated-customers").count())
        .isEqualTo(
            query(
                "SELECT count(*) FROM (SELECT 1 FROM '%s' GROUP BY Kunde HAVING count(*) > 1)"
                    .formatted(file)));
  }

  @Test
  void givesTheWeightsBackThatItWasMadeWith() {
    LogisticModel model = (LogisticModel) version.model();
    List<String> names = model.columnNames();
    for (int k = 0; k < 12; k++) {
      NumberEncoding encoding = (NumberEncoding) model.encodings().get(k);
      NumberEncoding.Standardisation scale = encoding.standardisation();
      double coefficient = model.coefficients().get(names.indexOf("c" + k));
      double perUnit = scale == null ? coefficient : coefficient / scale.deviation();
      assertThat(perUnit)
          .as("c%d", k)
          .isCloseTo(weight(k), offset(0.005 * Math.sqrt(1e5 / ROWS) + 0.003));
    }
    assertThat(Objects.requireNonNull(version.evaluation().validationAsServed().auc()).value())
        .isGreaterThan(0.6);
  }

  @Test
  void hasEveryLevelOfItsCategories() {
    for (Encoding encoding : ((LogisticModel) version.model()).encodings()) {
      if (encoding instanceof CategoryEncoding category) {
        assertThat(category.levels()).contains("level 0", "level 1", "level 5");
      }
    }
  }

  @Test
  void isScoredInAFileAsInTheEvaluation() throws SQLException {
    Path out = folder.resolve("scored.parquet");
    Result<Scored> result =
        new ParquetScoring(
                new ServingPlan.Member(version.name(), version.model()),
                version.references().ranges(),
                "Kunde",
                CsvFormat.UNSPECIFIED,
                Double::toString,
                Tables.limits(folder))
            .score(file, out, ReadProgress.SILENT);
    assertThat(Results.value(result).rows()).isEqualTo(ROWS);
    assertThat(Results.value(result).rejected()).isZero();
    assertThat(Results.value(result).inputs()).allMatch(input -> input.unseenLevels() == 0);
    double evaluated =
        Stream.of(version.evaluation().training(), version.evaluation().validationAsServed())
            .flatMap(side -> side.calibration().bins().stream())
            .mapToDouble(WideTableTest::predicted)
            .sum();
    assertThat(query("SELECT sum(prediction) FROM '%s'".formatted(out)))
        .isCloseTo(evaluated, offset(1e-9 * ROWS));
  }

  private static double predicted(CalibrationBin bin) {
    return bin.meanPredicted() * bin.rows();
  }

  @Test
  void givesTheSameBytesAtAnyNumberOfThreads() throws Exception {
    byte[] document = ModelDocument.write(version);
    for (int threads = 1; threads <= 3; threads++) {
      EngineLimits limits = new EngineLimits(256L << 20, threads, folder.resolve("spill"));
      TrainingRequest request =
          new TrainingRequest(
              version.name(),
              spec(),
              List.of(file),
              SetCombination.CONCATENATED,
              "1.0-test",
              limits);
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        Result<ModelVersion> result =
            pool.submit(() -> ModelTraining.train(request, TrainingProgress.SILENT)).get();
        assertThat(ModelDocument.write(Results.value(result)))
            .as("%d threads", threads)
            .isEqualTo(document);
      }
    }
  }
}
