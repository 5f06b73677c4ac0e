package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import credence.dataset.ParquetScoring.Scored;
import credence.model.CategoryEncoding;
import credence.model.Feature.UnseenLevel;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.Result;
import credence.model.ValueRule;
import credence.model.VersionName;
import credence.results.Results;
import credence.scoring.ServingPlan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The levels of a category in a column of another type than strings")
class TypedLevelsTest extends TrainingTableReading {
  private static final ModelSpec SPEC =
      Tables.spec("{id: id, target: {column: y}, features: {code: {type: category}}}");

  private static List<String> levels(TrainingTable table) {
    List<String> levels = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      double code = table.feature("code").get(row);
      levels.add(Double.isNaN(code) ? "(none)" : table.levels("code").get((int) code));
    }
    return levels;
  }

  private Path codes(String expression, int rows) throws SQLException {
    return write(
        "codes.parquet",
        "SELECT i AS id, i %% 2 AS y, %s AS code FROM range(%d) t(i)".formatted(expression, rows));
  }

  @Nested
  @DisplayName("are in training")
  class InTraining {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "i::TINYINT",
          "i::USMALLINT",
          "i",
          "i::UBIGINT",
          "i::FLOAT",
          "i::DOUBLE",
          "i::DECIMAL(9,2)",
          "i::DECIMAL(30,7)",
          "i::VARCHAR",
          "encode(i::VARCHAR)"
        })
    void theSameForEveryTypeOfTheSameNumbers(String code) throws SQLException {
      TrainingTable table = table(SPEC, codes(code, 3));
      assertThat(levels(table)).containsExactly("0", "1", "2");
      assertThat(table.findings()).isEmpty();
    }

    @Test
    void theSameInFilesOfDifferentTypes() throws SQLException {
      Path doubles = write("a.parquet", "SELECT 1 AS id, 1 AS y, 4.0::DOUBLE AS code");
      Path integers = write("b.parquet", "SELECT 2 AS id, 0 AS y, 4 AS code");
      Path texts = write("c.parquet", "SELECT 3 AS id, 0 AS y, '4.0' AS code");
      assertThat(levels(table(SPEC, doubles, integers, texts))).containsExactly("4", "4", "4.0");
    }

    @Test
    void shortestDecimalsOfOtherNumbersAndTrueAndFalse() throws SQLException {
      assertThat(levels(table(SPEC, codes("[0.1, -0.0, 1e22][i + 1]::DOUBLE", 3))))
          .containsExactly("0.1", "0", "1.0E22");
      assertThat(levels(table(SPEC, codes("i = 1", 2)))).containsExactly("false", "true");
    }

    @Test
    void noLevelWhereTheNumberIsMissingOrNaN() throws SQLException {
      TrainingTable table = table(SPEC, codes("[1, NULL, 'NaN'::DOUBLE][i + 1]", 3));
      assertThat(levels(table)).containsExactly("1", "(none)", "(none)");
      assertThat(table.findings())
          .extracting(Finding::code, Finding::column, Finding::count)
          .containsExactly(tuple("not-a-number", "code", 1L));
    }

    @Test
    void anErrorWhereTheNumberIsInfinite() throws SQLException {
      assertThat(errors(SPEC, codes("['inf'::DOUBLE, 1, '-inf'::DOUBLE][i + 1]", 3)))
          .singleElement()
          .asString()
          .contains("column code", "expected finite numbers; 2 rows are infinite");
    }

    @Test
    void reportedWhereIntegersAreRounded() throws SQLException {
      TrainingTable table = table(SPEC, codes("9007199254740991 + i", 3));
      assertThat(levels(table))
          .containsExactly("9007199254740991", "9.007199254740992E15", "9.007199254740992E15");
      assertThat(table.findings())
          .extracting(Finding::code, Finding::column, Finding::count)
          .containsExactly(tuple("inexact-integers", "code", 2L));
    }
  }

  @Nested
  @DisplayName("are, in files that are scored,")
  class InScoring {
    private final List<String> levels = List.of("7", "4", "2.5", "true", "9007199254740993", "4.0");

    private List<String> scored(ValueRule rule, Path in) throws SQLException {
      Path out = folder.resolve("out.parquet");
      Results.value(score(rule, in, out));
      List<String> found = new ArrayList<>();
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM '" + out + "'")) {
        while (rows.next()) {
          Double probability = rows.getObject(2, Double.class);
          found.add(probability == null ? rows.getString(3) : level(probability));
        }
      }
      return found;
    }

    /// A model whose log odds are the index of the level; one that rejects others.
    private Result<Scored> score(ValueRule rule, Path in, Path out) {
      List<Double> indexes =
          IntStream.range(1, levels.size()).mapToObj(index -> (double) index).toList();
      LogisticModel model =
          new LogisticModel(
              rule,
              List.of(new CategoryEncoding("code", null, levels, UnseenLevel.REJECT)),
              0,
              indexes);
      return new ParquetScoring(
              new ServingPlan.Member(new VersionName("scored"), model),
              Map.of(),
              "id",
              CsvFormat.UNSPECIFIED,
              Double::toString,
              Tables.limits(folder))
          .score(in, out, ReadProgress.SILENT);
    }

    private String level(double probability) {
      return levels.get((int) Math.round(Math.log(probability / (1 - probability))));
    }

    private Path values(String values) throws SQLException {
      return write(
          "values.parquet",
          "SELECT row_number() OVER () AS id, code FROM (VALUES " + values + ") t(code)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL(20,3)"})
    void thoseThatTheNumbersAreInTraining(String type) throws SQLException {
      Path in = values("(4::%1$s), (7::%1$s)".formatted(type));
      assertThat(scored(ValueRule.CANONICAL, in)).containsExactly("4", "7");
    }

    @Test
    void matchedExactlyWhereTheyAreStrings() throws SQLException {
      assertThat(scored(ValueRule.CANONICAL, values("('4'), ('4.0'), ('true'), ('07'), ('7.0')")))
          .startsWith("4", "4.0", "true")
          .endsWith(UNSEEN, UNSEEN);
    }

    @Test
    void missingWhereTheNumberIsNaNAndInvalidWhereItIsInfinite() throws SQLException {
      assertThat(
              scored(
                  ValueRule.CANONICAL,
                  values("(2.5::DOUBLE), ('NaN'::DOUBLE), ('inf'::DOUBLE), (3::DOUBLE)")))
          .satisfiesExactly(
              level -> assertThat(level).isEqualTo("2.5"),
              missing -> assertThat(missing).contains("must not be missing"),
              invalid ->
                  assertThat(invalid)
                      .isEqualTo("code: expected a string, a finite number, true or false"),
              unseen -> assertThat(unseen).isEqualTo(UNSEEN));
    }

    @Test
    void trueAndFalseOfBooleans() throws SQLException {
      for (ValueRule rule : ValueRule.values()) {
        assertThat(scored(rule, values("(true), (false)"))).containsExactly("true", UNSEEN);
      }
    }

    @Test
    void theDigitsOfIntegersForVersionsOfEarlierBuilds() throws SQLException {
      Path wide = values("(9007199254740993), (9007199254740992), (4)");
      assertThat(scored(ValueRule.LITERAL, wide)).containsExactly("9007199254740993", UNSEEN, "4");
      assertThat(scored(ValueRule.CANONICAL, wide)).containsExactly(UNSEEN, UNSEEN, "4");
    }

    @Test
    void rejectedForVersionsOfEarlierBuildsWhereTheyAreOtherNumbers() throws SQLException {
      assertThat(
              Results.rejected(
                  score(ValueRule.LITERAL, values("(4::DOUBLE)"), folder.resolve("out.parquet"))))
          .extracting(LocatedError::message)
          .containsExactly(
              "values.parquet: column code: expected levels as strings, but the column contains"
                  + " floating-point numbers; make the feature a number, or store the levels as"
                  + " strings");
    }

    private static final String UNSEEN =
        "code: expected one of the levels that the model was trained on";
  }
}
