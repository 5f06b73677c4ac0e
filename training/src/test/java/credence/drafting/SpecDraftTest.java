package credence.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.engine.EngineLimits;
import credence.model.Feature;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.OutcomeValues;
import credence.results.Results;
import credence.training.Trainings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A spec drafted from a file")
class SpecDraftTest {
  @TempDir private Path folder;

  /// Rows as SQL. A number of a row is `h(k)`, in [0, 1), for a seed and any k; `risk` is 1 for
  /// defaults.
  private Path file(long seed, String columns) throws SQLException {
    String select =
        """
        WITH r AS (SELECT i, hash(i * 977 + %1$d) AS s FROM range(4000) t(i)),
          d AS (SELECT *, (hash(s + 1) %% 1000 / 1000.0 < 0.08 + 0.3 * (hash(s + 2) %% 1000 / 1000.0))::INTEGER AS risk,
            hash(s + 2) %% 1000 / 1000.0 AS x FROM r)
        SELECT %2$s FROM d"""
            .formatted(seed, columns.replaceAll("h\\((\\d+)\\)", "(hash(s + $1) % 1000 / 1000.0)"));
    return Tables.write(folder.resolve("file.parquet"), select);
  }

  private String drafted(Path file, @Nullable String target, @Nullable String id) {
    return Results.value(SpecDraft.of(file, target, id, Tables.limits(folder), _ -> true));
  }

  private List<String> errors(Path file, @Nullable String target, @Nullable String id) {
    return Results.rejected(SpecDraft.of(file, target, id, Tables.limits(folder), _ -> true))
        .stream()
        .map(LocatedError::message)
        .toList();
  }

  private ModelVersion trained(String text, Path file) {
    ModelVersion version = Trainings.trained(Tables.spec(text), folder, file);
    assertThat(version.findings())
        .noneMatch(Finding.LikelyLeak.class::isInstance)
        .noneMatch(Finding.SeparatingFeature.class::isInstance)
        .noneMatch(Finding.ConstantFeature.class::isInstance);
    return version;
  }

  private static List<String> features(ModelSpec spec) {
    return spec.features().stream().map(Feature::name).toList();
  }

  @Nested
  @DisplayName("trains as it is, from")
  class Trains {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void cardsWithCodesAsNumbersAndAnOutcomeOfZeroAndOne(long seed) throws SQLException {
      Path file =
          file(
              seed,
              """
              i + 1 AS "ID", floor(1 + 79 * h(11)) * 10000 AS "LIMIT_BAL", 1 + (h(3) > 0.6)::INTEGER AS "SEX",
              floor(7 * h(4))::INTEGER AS "EDUCATION", floor(21 + 50 * h(5))::INTEGER AS "AGE",
              (floor(11 * x) - 2)::INTEGER AS "PAY_0", round(1e5 * (h(6) - 0.2), 2) AS "BILL_AMT1",
              risk AS "default.payment.next.month\"""");
      String text = drafted(file, null, null);
      assertThat(text)
          .contains(
              "4,000 rows, 8 columns",
              "id: ID",
              "column: default.payment.next.month",
              "# CHECK 1 means default, in 2",
              "CHECK -2 in ",
              "2 different integers",
              "CHECK if these are codes");
      assertThat(features(trained(text, file).spec()))
          .containsExactly("LIMIT_BAL", "SEX", "EDUCATION", "AGE", "PAY_0", "BILL_AMT1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void applicationsWithoutIdsAndAnOutcomeOfOneAndTwo(long seed) throws SQLException {
      Path file =
          file(
              seed,
              """
              'A1' || floor(4 * x)::INTEGER AS "Status of account", floor(72 * h(3))::INTEGER AS "Duration",
              CASE WHEN h(4) < 0.1 THEN NULL ELSE ['own', 'for free', 'rent: yes', '%', ''][1 + floor(5 * h(5))::INTEGER] END AS "Housing",
              h(6) > 0.5 AS "Foreign", risk + 1 AS class""");
      String text = drafted(file, null, null);
      assertThat(text)
          .contains(
              "no column names the customer",
              "# CHECK the rarer value is default, in ",
              "default: [2]",
              "good: [1]",
              "% missing, 5 levels: ",
              "\"for free\"");
      ModelVersion version = trained(text, file);
      assertThat(version.spec().hasIds()).isFalse();
      assertThat(features(version.spec()))
          .containsExactly("Status of account", "Duration", "Housing", "Foreign");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void creditLinesWithNegativeCodesForMissingValues(long seed) throws SQLException {
      Path file =
          file(
              seed,
              """
              CASE WHEN risk = 1 THEN 'Bad' ELSE 'Good' END AS "RiskPerformance",
              CASE WHEN h(3) < 0.05 THEN -9 WHEN h(4) < 0.02 THEN -8 ELSE floor(40 + 55 * (1 - x)) END AS "ExternalRiskEstimate",
              CASE WHEN h(5) < 0.1 THEN -7 ELSE floor(80 * h(6)) END::INTEGER AS "MSinceMostRecentDelq",
              CASE WHEN h(7) < 0.1 THEN 999 ELSE floor(40 * h(8)) END::INTEGER AS "Months",
              round(100 * h(9), 1) AS "NetFraction\"""");
      String text = drafted(file, null, null);
      assertThat(text)
          .contains(
              "CHECK Bad is default",
              "default: [Bad]",
              "CHECK -9 in ",
              ", -8 in ",
              "CHECK -7 in ",
              "CHECK 999 in ",
              "may be a code, for example of missing values")
          .doesNotContain("CHECK 100");
      assertThat(trained(text, file).spec().features()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everythingThatCannotOrShouldNotBeAFeature(long seed) throws SQLException {
      Path file =
          file(
              seed,
              """
              i AS "index", 'c' || (i % 3500) AS customer_id, uuid() AS token, DATE '2024-01-01' + (i // 10)::INTEGER AS applied_on,
              '2023-02-0' || (1 + i % 9) AS opened, 1 AS one, CASE WHEN h(3) < 0.5 THEN 'x' END AS sparse, NULL::VARCHAR AS nothing,
              [1, 2] AS list, 'n' || floor(500 * h(4)) AS branch, 100 * risk + h(5) AS arrears,
              CASE WHEN risk = 1 AND h(6) < 0.9 THEN 50 + h(7) END AS recovered, CASE WHEN i = 7 THEN 'Infinity'::DOUBLE ELSE h(8) END AS ratio,
              CASE WHEN h(9) > 0.1 THEN h(10) > 0.4 END AS owner, x AS income, 1000 + 7 * i AS account_no, risk = 1 AS bad""");
      String text = drafted(file, null, null);
      assertThat(text)
          .contains(
              "id: customer_id",
              "so some appear more than once",
              "# CHECK true means default",
              "application-date: applied_on",
              "#   index: a row number",
              "#   token: nearly every value is different",
              "#   applied_on: dates are not features",
              "#   opened: dates as strings are not features",
              "#   one: constant",
              "#   sparse: one value, otherwise missing",
              "#   nothing: no values",
              "#   list: values of a type that no feature has",
              "#   branch: about ",
              "#   arrears: likely contains the outcome: alone it ranks",
              "#   recovered: likely contains the outcome: it has a value in hardly any row",
              "#   ratio: 1 row is infinite",
              "#   account_no: nearly every value is different, like an id",
              "CHECK missing values count as false");
      assertThat(features(trained(text, file).spec())).containsExactly("owner", "income");
    }
  }

  @Nested
  @DisplayName("needs an outcome,")
  class Outcome {
    @Test
    void andNamesTheCandidatesIfNoneIsCertain() throws SQLException {
      Path file = file(1, "i AS id, risk AS a, h(3) > 0.5 AS b, x, h(4) < 0.1 AS id_checked");
      assertThat(errors(file, null, null))
          .containsExactly(
              "file.parquet: expected an outcome, but several columns may be one: choose it by"
                  + " --target. Columns with two values: a, b, id_checked");
      assertThat(Tables.spec(drafted(file, "a", null)).target().column()).isEqualTo("a");
    }

    @Test
    void andSaysSoIfNoColumnHasTwoValues() throws SQLException {
      assertThat(errors(file(1, "i AS id, x"), null, null))
          .singleElement()
          .asString()
          .contains("no column has exactly two values");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "CASE WHEN risk = 1 THEN 'no' ELSE 'yes' END | no | yes",
          "CASE WHEN risk = 1 THEN 'Charged Off' ELSE 'Fully Paid' END | Charged Off | Fully Paid",
          "CASE WHEN risk = 1 THEN 7.5 ELSE 1 END | 7.5 | 1",
          "CASE WHEN risk = 1 THEN '1' ELSE '0' END | 1 | 0",
        })
    void whoseValuesItLists(String column, String defaults, String good) throws SQLException {
      Path file = file(1, "i AS id, x, " + column + " AS target");
      ModelSpec spec = Tables.spec(drafted(file, null, null));
      boolean reversed = defaults.equals("no");
      assertThat(spec.target().values())
          .isEqualTo(
              new OutcomeValues(
                  List.of(reversed ? good : defaults),
                  List.of(reversed ? defaults : good),
                  List.of()));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "nam |  | column nam: expected this column, but the file has none of this name; did you mean name?",
          "x |  | column x: expected an outcome with two values, but there are",
          "target | idd | column idd: expected this column, but the file has none of this name; did you mean id?",
          "target | x | column x: expected ids as strings or integers",
          "target | gap | column gap: expected an id in every row; 1 row has none",
          "target | target | column target: expected an id other than the target",
        })
    void andWhatIsRequestedHasToBeThere(String target, @Nullable String id, String expected)
        throws SQLException {
      Path file =
          file(1, "i AS id, x, risk AS target, CASE WHEN i > 0 THEN i END AS gap, 'n' AS name");
      assertThat(errors(file, target, id)).singleElement().asString().contains(expected);
    }
  }

  @Test
  void isTheSameWheneverAndWithHoweverManyThreadsItIsDrafted() throws SQLException {
    Path file = file(5, "i AS id, x, h(3) AS z, risk AS bad, 'b' || floor(300 * h(4)) AS branch");
    String text = drafted(file, null, null);
    for (int threads : List.of(1, 4)) {
      assertThat(
              Results.value(
                  SpecDraft.of(
                      file,
                      null,
                      null,
                      new EngineLimits(256L << 20, threads, folder.resolve("spill")),
                      _ -> true)))
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void saysTheSameOfColumnsWithTheSameValuesHoweverManyThereAre(long seed) throws SQLException {
    List<String> kinds =
        List.of(
            "round(1e5 * h(11), 2)",
            "CASE WHEN h(12) < 0.1 THEN -9 ELSE floor(40 * h(13)) END",
            "CASE WHEN h(14) < 0.1 THEN 999 ELSE floor(40 * h(15)) END::INTEGER",
            "CASE WHEN h(16) > 0.2 THEN 'b' || floor(5 * h(17)) END",
            "h(18) > 0.5",
            "DATE '2024-01-01' + (9 * h(19))::INTEGER",
            "'k' || i");
    String columns =
        IntStream.range(0, 40)
            .boxed()
            .flatMap(
                copy ->
                    IntStream.range(0, kinds.size())
                        .mapToObj(k -> kinds.get(k) + " AS c" + k + "_" + copy))
            .collect(Collectors.joining(", "));
    List<String> lines =
        drafted(file(seed, columns + ", risk AS bad"), "bad", null).lines().toList();
    for (int k = 0; k < kinds.size(); k++) {
      Pattern named = Pattern.compile("\\bc" + k + "_\\d+");
      List<String> alike = lines.stream().filter(line -> named.matcher(line).find()).toList();
      assertThat(alike.size()).as("c" + k).isGreaterThanOrEqualTo(40);
      assertThat(alike.stream().map(line -> named.matcher(line).replaceAll("c")).distinct())
          .as("c" + k)
          .hasSizeLessThanOrEqualTo(alike.size() / 40);
    }
  }

  @Test
  void countsNoMoreDifferentValuesThanThereCanBe() throws SQLException {
    String amounts =
        IntStream.range(1, 9)
            .mapToObj("i * 1.5 + h(%1$s) AS amount%1$s"::formatted)
            .collect(Collectors.joining(", "));
    String ages =
        IntStream.range(1, 9)
            .mapToObj("floor(18 + 70 * h(%1$s)) AS age%1$s"::formatted)
            .collect(Collectors.joining(", "));
    String text = drafted(file(1, amounts + ", " + ages + ", risk"), "risk", null);
    assertThat(counts(text, "numbers")).isNotEmpty().allMatch(count -> count <= 4000);
    assertThat(counts(text, "integers")).isNotEmpty().allMatch(count -> count <= 70);
  }

  private static List<Integer> counts(String text, String kind) {
    return Pattern.compile("about ([0-9,]+) different " + kind)
        .matcher(text)
        .results()
        .map(match -> Integer.valueOf(match.group(1).replace(",", "")))
        .toList();
  }

  @Test
  void quotesWhatYamlWouldReadDifferently() throws SQLException {
    Path file =
        file(
            2,
            "i AS id, risk AS bad, x AS \"no\", h(3) AS \"a: b # c\", h(4) AS \"1e5\", h(5) AS \"x\"\"\\'' y\","
                + " ['true', 'null', '1_0'][1 + floor(3 * h(6))::INTEGER] AS \"-\"");
    ModelVersion version = trained(drafted(file, null, null), file);
    assertThat(features(version.spec())).containsExactly("no", "a: b # c", "1e5", "x\"\\'' y", "-");
  }
}
