package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import credence.dataset.Tables;
import credence.model.Finding;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.wording.Figures;
import credence.wording.FindingWording;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each finding has a planted fault and a similar case without one. Sets without any fault are in
/// [CleanSetsTest].
@DisplayName("A finding on features, fit or evaluation")
class FeatureFindingsTest extends TrainedTables {
  private static final String NEWTON = "algorithm: {solver: newton, penalise-intercept: false}\n";

  /// The findings of a training on [#applicants].
  ///
  /// @param features of the spec, beside `x`
  /// @param columns as SQL; `noise` is uniform in 0 to 1
  private ModelVersion version(String features, String columns) throws SQLException {
    return version(NEWTON, features, columns);
  }

  private ModelVersion version(String algorithm, String features, String columns)
      throws SQLException {
    return trained(
        spec(algorithm + "features: {x: {type: number}, " + features + "}"),
        applicants("t.parquet", "hash(i + 5) % 1000 / 1000.0 AS noise, " + columns));
  }

  private static Finding finding(ModelVersion version, String code) {
    assertThat(codes(version)).containsOnlyOnce(code);
    return Trainings.finding(version, code);
  }

  @Nested
  @DisplayName("names a likely leak")
  class LikelyLeak {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "y::INTEGER + noise * 1.03",
          "-(y::INTEGER + noise * 1.03)",
          "CASE WHEN y OR noise < 0.02 THEN 1000 * noise END",
          "CASE WHEN hash(i + 9) % 10 < 7 THEN y::INTEGER + noise * 1.03 END"
        })
    @DisplayName("if a number, or the fact that it is present, nearly equals the outcome")
    void ofANumber(String leak) throws SQLException {
      ModelVersion version = version("leak: {type: number, missing: 0}", leak + " AS leak");
      Finding.LikelyLeak found = (Finding.LikelyLeak) finding(version, "likely-leak");
      assertThat(found.column()).isEqualTo("leak");
      assertThat(found.auc()).isGreaterThan(0.95);
      assertThat(found.interval().low()).isGreaterThan(0.9).isLessThan(found.auc());
    }

    @Test
    @DisplayName("if the levels of a category do")
    void ofACategory() throws SQLException {
      ModelVersion version =
          version(
              "status: {type: category}",
              "CASE WHEN y AND noise < 0.98 THEN ['late', 'sold'][1 + i % 2]"
                  + " WHEN noise < 0.02 THEN 'late' ELSE 'paid' END AS status");
      assertThat(finding(version, "likely-leak").column()).isEqualTo("status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'c' || i % 1200", "['a', 'b', 'c'][1 + (3 * noise)::INTEGER % 3]"})
    @DisplayName("but no category that only has many rare levels, and no strong predictor")
    void notByChance(String level) throws SQLException {
      ModelVersion version =
          version(
              "level: {type: category}, good: {type: number}",
              level + " AS level, y::INTEGER + 2 * noise AS good");
      assertThat(codes(version)).doesNotContain("likely-leak");
    }
  }

  @Nested
  @DisplayName("names features that determine each other:")
  class Collinear {
    @Test
    @DisplayName("nine identical ones in one finding")
    void duplicates() throws SQLException {
      StringBuilder features = new StringBuilder("twin: {type: number}");
      StringBuilder columns = new StringBuilder("100 - 3 * x AS twin");
      for (int k = 1; k <= 9; k++) {
        features.append(", d").append(k).append(": {type: boolean}");
        columns.append(", noise < 0.3 AS d").append(k);
      }
      ModelVersion version = version(features.toString(), columns.toString());
      assertThat(version.findings())
          .filteredOn(finding -> finding instanceof Finding.DuplicateFeatures)
          .extracting(finding -> ((Finding.DuplicateFeatures) finding).others())
          .containsExactly(
              List.of("twin"), List.of("d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"));
      assertThat(codes(version)).doesNotContain("collinear-features");
    }

    @Test
    @DisplayName("a copy of a category, and a boolean that is one of its levels")
    void levels() throws SQLException {
      ModelVersion version =
          version(
              "home: {type: category}, copy: {type: category}, rents: {type: boolean}",
              "['rent', 'own', 'other', 'own'][1 + i % 4] AS home, 'h' || home AS copy,"
                  + " home = 'rent' AS rents");
      assertThat(((Finding.DuplicateFeatures) finding(version, "duplicate-features")))
          .extracting(Finding.DuplicateFeatures::column, Finding.DuplicateFeatures::others)
          .containsExactly("home", List.of("copy"));
      assertThat(((Finding.CollinearFeatures) finding(version, "collinear-features")).others())
          .hasSize(1);
    }

    @Test
    @DisplayName("a sum of others")
    void sum() throws SQLException {
      ModelVersion version =
          version(
              "a: {type: number}, b: {type: number}, total: {type: number}",
              "hash(i + 11) % 100 AS a, hash(i + 12) % 100 AS b, a + b + 8 * noise AS total");
      Finding.CollinearFeatures found =
          (Finding.CollinearFeatures) finding(version, "collinear-features");
      assertThat(found.column()).isEqualTo("total");
      assertThat(found.others()).containsExactly("a", "b");
      // 1 + the variance of a + b over that of the noise.
      assertThat(found.inflation()).isCloseTo(1 + 2 * 833.25 / 5.33, within(30.0));
    }

    @Test
    @DisplayName("but not the levels of a category with a rare baseline, nor correlated features")
    void not() throws SQLException {
      ModelVersion version =
          version(
              "level: {type: category}, near: {type: number}",
              "'l' || i % 12 AS level, x + 6 * noise AS near");
      assertThat(codes(version)).doesNotContain("collinear-features", "duplicate-features");
    }
  }

  @Nested
  @DisplayName("names columns with extreme values")
  class Extreme {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "CASE i WHEN 77 THEN 999999999999 ELSE 50000 + 20000 * noise END",
          "CASE WHEN i % 200 = 7 THEN 999 ELSE 18 + floor(50 * noise) END"
        })
    @DisplayName("if a value or a repeated code dominates their variance, and not the value")
    void dominated(String income) throws SQLException {
      ModelVersion version =
          version("income: {type: number}", "(" + income + ")::DOUBLE AS income");
      Finding.ExtremeValues found = (Finding.ExtremeValues) finding(version, "extreme-values");
      assertThat(found.column()).isEqualTo("income");
      assertThat(found.count()).isBetween(1L, 20L);
      assertThat(found.share()).isGreaterThan(0.5);
      assertThat(FindingWording.of(found)).doesNotContain("999");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "exp(4 * noise * noise)",
          "CASE WHEN noise < 0.01 THEN 100000 + 1000 * x ELSE 0 END",
          "CASE WHEN noise < 0.2 THEN floor(8 * x) ELSE 0 END"
        })
    @DisplayName(
        "but not those whose distribution is skewed or mostly 0, or whose values are clipped")
    void skewed(String income) throws SQLException {
      ModelVersion version =
          version(
              "income: {type: number}, typo: {type: number, transform: {clip: [0, 100000]}}",
              income + " AS income, CASE i WHEN 77 THEN 1e12 ELSE 50000 * noise END AS typo");
      assertThat(codes(version)).doesNotContain("extreme-values");
    }

    @Test
    @DisplayName("and does not call a column with a huge value constant")
    void huge() throws SQLException {
      ModelVersion version =
          version("v: {type: number}", "CASE i WHEN 77 THEN 1e90 ELSE noise END AS v");
      assertThat(codes(version)).contains("extreme-values").doesNotContain("constant-feature");
    }
  }

  @Nested
  @DisplayName("names missing values")
  class Missing {
    @Test
    @DisplayName("that most of a column has, or after which more customers default")
    void found() throws SQLException {
      ModelVersion version =
          version(
              "job: {type: number, missing: 0}, gap: {type: number, missing: 0}",
              "CASE WHEN i % 5 < 2 THEN noise END AS gap,"
                  + " CASE WHEN hash(i + 3) % 100 < 80 AND (NOT y OR noise < 0.4) THEN noise END"
                  + " AS job");
      Finding.MostlyFilled filled = (Finding.MostlyFilled) finding(version, "mostly-filled");
      assertThat(filled.column()).isEqualTo("gap");
      assertThat((double) filled.count() / filled.rows()).isCloseTo(0.6, within(0.02));
      Finding.MissingPredictsDefault predicts =
          (Finding.MissingPredictsDefault) finding(version, "missing-predicts-default");
      assertThat(predicts.column()).isEqualTo("job");
      assertThat(predicts.rate()).isGreaterThan(predicts.otherRate() + 0.2);
    }

    @Test
    @DisplayName("but not if a level or another feature already shows that a value is missing")
    void shown() throws SQLException {
      String columns =
          "CASE WHEN NOT y OR noise < 0.4 THEN noise END AS job, CASE WHEN job >= 0 THEN 'j' END AS"
              + " kind, job IS NULL AS jobless, CASE WHEN jobless THEN NULL WHEN noise < 0.2 THEN"
              + " 'none' ELSE 'k' END AS mixed";
      String features =
          "job: {type: number, missing: 0}, mixed: {type: category, missing: {level: none}}";
      for (String indicator :
          List.of("jobless: {type: boolean}", "kind: {type: category, missing: {level: none}}")) {
        assertThat(codes(version(features + ", " + indicator, columns)))
            .doesNotContain("missing-predicts-default");
      }
      assertThat(version(features, columns).findings())
          .filteredOn(finding -> finding instanceof Finding.MissingPredictsDefault)
          .extracting(Finding::column, it -> ((Finding.MissingPredictsDefault) it).others())
          .containsExactly(tuple("job", List.of("mixed")));
    }

    @Test
    @DisplayName("but not those at random, nor those of a customer with many rows")
    void atRandom() throws SQLException {
      ModelVersion version =
          trained(
              spec("duplicates: keep\nfeatures: {v: {type: number, missing: 0}}\n" + NEWTON),
              Tables.write(
                  folder.resolve("repeated.parquet"),
                  "SELECT i AS id, CASE WHEN i % 40 > 0 THEN hash(i) % 9 END AS v,"
                      + " i % 3 = 0 AND i % 40 > 0 AS y FROM range(300) t(i), range(40) r(k)"));
      assertThat(codes(version)).doesNotContain("missing-predicts-default", "mostly-filled");
    }
  }

  @Test
  @DisplayName("names categories with one level, and with very many")
  void levels() throws SQLException {
    ModelVersion version =
        version(
            "one: {type: category}, many: {type: category}, some: {type: category}",
            "'all' AS one, 'l' || i % 60 AS many, 'l' || i % 40 AS some");
    assertThat(finding(version, "constant-feature").column()).isEqualTo("one");
    assertThat(finding(version, "many-levels"))
        .extracting(Finding::column, Finding::count)
        .containsExactly("many", 60L);
  }

  @Test
  @DisplayName("names a feature that the penalty removes because of its unit")
  void units() throws SQLException {
    ModelVersion version =
        version(
            "share: {type: number}, same: {type: number, transform: {standardise: true}}",
            "(0.7 * y::INTEGER + noise) / 1e5 AS share, hash(i + 4) % 9 / 1e5 AS same");
    Finding.ShrunkByUnits found = (Finding.ShrunkByUnits) finding(version, "shrunk-by-units");
    assertThat(found.column()).isEqualTo("share");
    assertThat(found.penalised()).isBetween(0.0, found.free() / 1_000);
    assertThat(codes(version("share: {type: number}", "0.7 * y::INTEGER + noise AS share")))
        .doesNotContain("shrunk-by-units");
  }

  @Test
  @DisplayName("names a penalty that is far too strong, by the calibration slope")
  void penalty() throws SQLException {
    String signal = "y::INTEGER + 2 * noise AS signal";
    ModelVersion version =
        version("algorithm: {solver: newton, C: 1.0e-4}\n", "signal: {type: number}", signal);
    Finding.PenaltyTooStrong found =
        (Finding.PenaltyTooStrong) finding(version, "penalty-too-strong");
    assertThat(found.interval().low()).isGreaterThan(1.5);
    assertThat(codes(version("signal: {type: number}", signal)))
        .doesNotContain("penalty-too-strong", "separated-validation");
  }

  @Test
  @DisplayName("names a validation side that is separated")
  void separated() throws SQLException {
    ModelVersion version = version("leak: {type: boolean}", "y AS leak");
    assertThat(finding(version, "separated-validation").count())
        .isEqualTo(version.evaluation().validation().balance().rarerCustomers());
    assertThat(codes(version)).contains("separating-feature").doesNotContain("likely-leak");
  }

  @Test
  @DisplayName("on the penalty of the intercept states the coefficient of the model")
  void coefficient() throws SQLException {
    ModelVersion version =
        version(
            "algorithm: {solver: liblinear, tolerance: 0.01, penalise-intercept: true}\n",
            "base: {type: number}, other: {type: number}",
            "500 + 5 * noise AS base, hash(i + 4) % 9 AS other");
    LogisticModel model = (LogisticModel) version.model();
    List<Finding> found =
        version.findings().stream()
            .filter(finding -> finding instanceof Finding.InterceptPenalty)
            .toList();
    assertThat(found).isNotEmpty();
    for (Finding finding : found) {
      String column = Objects.requireNonNull(finding.column());
      double coefficient = model.coefficients().get(model.columnNames().indexOf(column));
      assertThat(((Finding.InterceptPenalty) finding).penalised()).isEqualTo(coefficient);
      assertThat(FindingWording.of(finding)).contains(Figures.coefficient(coefficient));
    }
  }
}
