package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import credence.dataset.Tables;
import credence.model.Finding;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.model.StandardErrors;
import credence.wording.FindingWording;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A version's standard errors")
class StandardErrorsTest extends TrainedTables {
  private static final String FEATURES =
      "features: {x: {type: number}, level: {type: category}}\nduplicates: keep\n";

  private Path once() throws SQLException {
    return applicants("once.parquet", "'l' || hash(i + 7) % 3 AS level");
  }

  private static StandardErrors errors(ModelVersion version) {
    return Objects.requireNonNull(version.standardErrors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "solver: newton; far apart",
        "solver: liblinear, penalise-intercept: true; far apart",
        "solver: newton; side by side"
      })
  @DisplayName("are clustered by customer: duplicate rows make none smaller")
  void areOfCustomers(String algorithm, String where) throws SQLException {
    Path once = once();
    String twiceSql =
        where.equals("far apart")
            ? "SELECT * FROM '%1$s' UNION ALL SELECT * FROM '%1$s'"
            : "SELECT t.* FROM '%1$s' t, range(2) copies ORDER BY t.id";
    Path twice = Tables.write(folder.resolve("twice.parquet"), twiceSql.formatted(once));
    // Twice the rows at half their weight: the same objective.
    ModelVersion single =
        trained(spec(FEATURES + "algorithm: {C: 1, tolerance: 1e-8, " + algorithm + "}"), once);
    ModelVersion doubled =
        trained(spec(FEATURES + "algorithm: {C: 0.5, tolerance: 1e-8, " + algorithm + "}"), twice);
    assertThat(codes(doubled)).contains("repeated-customers");
    assertThat(errors(single).intercept()).isPositive();
    assertThat(errors(doubled).intercept())
        .isCloseTo(errors(single).intercept(), withinPercentage(1e-3));
    int coefficients = ((LogisticModel) single.model()).coefficients().size();
    assertThat(errors(single).coefficients()).hasSize(coefficients).allMatch(e -> e > 0);
    for (int j = 0; j < coefficients; j++) {
      assertThat(errors(doubled).coefficients().get(j))
          .isCloseTo(errors(single).coefficients().get(j), withinPercentage(1e-3));
    }
  }

  @Test
  @DisplayName("are missing, with a finding, if hardly any customer defaulted")
  void fewDefaulters() throws SQLException {
    ModelVersion version = trained(spec(FEATURES), withDefaulters(4));
    assertThat(version.standardErrors()).isNull();
    assertThat(codes(version))
        .contains("too-few-for-standard-errors", "few-events-per-coefficient")
        .doesNotContain("no-standard-errors");
  }

  @Test
  @DisplayName("are of another kind, with a finding, if few customers defaulted")
  void fewForEachCoefficient() throws SQLException {
    ModelVersion version = trained(spec(FEATURES), withDefaulters(30));
    assertThat(errors(version).estimator()).isEqualTo(StandardErrors.Estimator.FEW_CUSTOMERS);
    long defaulters = version.evaluation().training().balance().defaulters();
    assertThat(version.findings())
        .contains(new Finding.FewEventsPerCoefficient(defaulters, true, 3));
    assertThat(FindingWording.of(new Finding.FewEventsPerCoefficient(23, true, 3)))
        .startsWith("23 customers of the training side defaulted, 7.6 for each of 3 coefficients:");
    ModelVersion many = trained(spec(FEATURES), once());
    assertThat(errors(many).estimator()).isNull();
    assertThat(codes(many)).doesNotContain("few-events-per-coefficient");
  }

  /// Customers of whom some default, of both sides together.
  private Path withDefaulters(int count) throws SQLException {
    return Tables.write(
        folder.resolve(count + ".parquet"),
        "SELECT * REPLACE (id < %d AS y) FROM '%s'".formatted(count, once()));
  }

  @Test
  @DisplayName("are missing, with a finding, if two features are identical")
  void areMissing() throws SQLException {
    ModelVersion version =
        trained(
            spec(
                "features: {x: {type: number}, twin: {type: number}}\nalgorithm: {C: 1.0e9,"
                    + " penalise-intercept: false}"),
            applicants("twins.parquet", "hash(i) % 1000 / 100.0 AS twin"));
    assertThat(version.standardErrors()).isNull();
    assertThat(codes(version)).contains("no-standard-errors");
    assertThat(codes(trained(spec(FEATURES), once()))).doesNotContain("no-standard-errors");
  }
}
