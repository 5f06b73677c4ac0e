package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.comparison.GateCheck;
import credence.dataset.Tables;
import credence.evaluation.ScoreStability;
import credence.evaluation.ScoreStability.Basis;
import credence.model.GateResult;
import credence.model.GateResult.Verdict;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.wording.Measure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The stability of a version's scores")
final class ScoreStabilityOverTimeTest {
  private static final String BY_ID = "{method: by-id, share: 0.5}";

  @TempDir private Path folder;

  @Nested
  @DisplayName("is that of its held-out customers")
  final class Compared {
    @Test
    void inTheNewestSetAgainstEarlierSets() throws SQLException {
      ModelVersion version = trained(BY_ID, set("a", 0, 1000, 0), set("b", 1000, 4000, 0));
      ScoreStability stability = stability(version);
      assertThat(stability.basis()).isEqualTo(Basis.TRAINING_SETS);
      assertThat(stability.newest()).isEqualTo("b.parquet");
      assertThat(stability.heldOut()).isTrue();
      assertThat(stability.customersBefore() + stability.customersNow())
          .isEqualTo(version.evaluation().validationAsServed().balance().customers());
      assertThat(stability.customersBefore()).isBetween(400L, 600L);
      assertThat(Measure.of(stability))
          .matches(
              "Stability of the scores: PSI 0\\.0\\d* \\(0\\.0000 to 0\\.0\\d*\\), of 1,[45]\\d\\d"
                  + " customers in b\\.parquet against [45]\\d\\d earlier ones\\.");
      assertThat(verdict(version)).isEqualTo(Verdict.PASSED);
    }

    @Test
    void whoseScoresHaveMoved() throws SQLException {
      ModelVersion version = trained(BY_ID, set("a", 0, 2000, 0), set("b", 2000, 4000, 60));
      assertThat(stability(version).value().value()).isGreaterThan(0.25);
      assertThat(verdict(version)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void inTheNewestQuarterOfTheApplicationsOfOneSet() throws SQLException {
      ScoreStability stability = stability(trained(BY_ID, set("a", 0, 4000, 0)));
      assertThat(stability.basis()).isEqualTo(Basis.APPLICATION_DATES);
      // 4,000 applications on 100 days.
      assertThat(stability.newest()).matches("2020-03-1[4-7]");
      assertThat(stability.heldOut()).isTrue();
      assertThat(4.0 * stability.customersNow()).isBetween(0.9 * 2000, 1.2 * 2000);
    }

    @Test
    void againstTheTrainingSideIfTheNewestApplicationsAreHeldOut() throws SQLException {
      ModelVersion version = trained("{method: out-of-time, share: 0.3}", set("a", 0, 4000, 0));
      ScoreStability stability = stability(version);
      assertThat(stability.basis()).isEqualTo(Basis.APPLICATION_DATES);
      assertThat(stability.newest()).isEqualTo("2020-03-11");
      assertThat(stability.heldOut()).isFalse();
      assertThat(stability.customersNow()).isEqualTo(1200);
      assertThat(Measure.of(stability))
          .endsWith(
              ", of 1,200 customers who applied from 2020-03-11 on against 2,800 earlier ones of"
                  + " the training side.");
      assertThat(stability.customersBefore()).isEqualTo(2800);
    }
  }

  @Nested
  @DisplayName("is unknown")
  final class Unknown {
    @Test
    void ifThereIsOneSetWithoutDates() throws SQLException {
      ModelSpec spec = spec(BY_ID, "");
      ModelVersion version = Trainings.trained(spec, folder, set("a", 0, 2000, 0));
      assertThat(version.evaluation().scoreStability()).isNull();
      assertThat(gate(version).reason()).isEqualTo(GateResult.Reason.NO_EARLIER_CUSTOMERS);
    }
  }

  @Test
  @DisplayName("replaces the gate psi-max, which has a finding")
  void deprecated() throws SQLException {
    Path set = set("a", 0, 1000, 0);
    ModelSpec spec = spec("{method: by-id, share: 0.5}\ngates: {psi-max: 0.25}", "");
    assertThat(Trainings.finding(Trainings.trained(spec, folder, set), "psi-max-deprecated"))
        .isNotNull();
    assertThat(trained(BY_ID, set).findings())
        .noneMatch(finding -> finding.code().equals("psi-max-deprecated"));
  }

  private static ScoreStability stability(ModelVersion version) {
    return Objects.requireNonNull(version.evaluation().scoreStability());
  }

  private static Verdict verdict(ModelVersion version) {
    return gate(version).verdict();
  }

  private static GateResult gate(ModelVersion version) {
    return GateCheck.alone(version).getFirst();
  }

  private ModelVersion trained(String split, Path... sets) {
    return Trainings.trained(spec(split, "application-date: applied\n"), folder, sets);
  }

  private static ModelSpec spec(String split, String more) {
    String gates = split.contains("gates") ? "" : "gates: {stability-psi-max: 0.1}\n";
    return Tables.spec(
        "id: id\ntarget: {column: y}\nfeatures: {x: {type: number}}\n"
            + more
            + "split: "
            + split
            + "\n"
            + gates);
  }

  /// Customers of whom one in five defaults, with values from `least` to `least` + 99.
  private Path set(String name, int from, int to, int least) throws SQLException {
    return Tables.write(
        folder.resolve(name + ".parquet"),
        """
        SELECT i AS id, %d + hash(i) %% 100 AS x, hash(i, 1) %% 500 < hash(i) %% 100 * 2 AS y,
          DATE '2020-01-01' + (i %% 100)::INT AS applied
        FROM range(%d, %d) t(i)"""
            .formatted(least, from, to));
  }
}
