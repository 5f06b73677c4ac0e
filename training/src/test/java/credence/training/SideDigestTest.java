package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.hashing.Sha256;
import credence.model.Comparison;
import credence.model.Comparison.SideDoubt;
import credence.model.Finding;
import credence.model.GateResult;
import credence.model.GateResult.Verdict;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.model.Provenance.SideCustomers;
import credence.model.Provenance.Sides;
import credence.results.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The customers of both sides are recorded in training, and recomputed and checked in comparisons.
@DisplayName("The sides of a split")
class SideDigestTest {
  private static final String X = "x: {type: number}";

  @TempDir private Path folder;
  private Path file;

  /// An application an hour, each of another customer.
  @BeforeEach
  void writeTrainingSet() throws SQLException {
    file = Tables.write(folder.resolve("hours.parquet"), rows("TIMESTAMPTZ"));
  }

  private static String rows(String type) {
    return """
    SELECT 'c' || i AS customer, x, %s '2024-01-01 00:30:00+00' + i * INTERVAL 1 HOUR AS applied,
      date_trunc('month', applied) AS month, hash(i * 31 + 7) %% 1000 / 1000.0 < 1 / (1 + exp(2 - 2 * x)) AS bad
    FROM (SELECT i, hash(i * 3) %% 1000 / 400.0 AS x FROM range(2500) t(i))
    """
        .formatted(type);
  }

  private static ModelSpec spec(String more) {
    return Tables.spec(
        "{id: customer, target: {column: bad}, features: {%s}, application-date: applied, %s}"
            .formatted(X, more));
  }

  private static final String OUT_OF_TIME = "split: {method: out-of-time}";
  private static final String GATED =
      OUT_OF_TIME + ", gates: {auc-loss-max: 0.5, auc-min: 0.1, psi-max: 0.5}";

  @Nested
  @DisplayName("are the same")
  class Same {
    @Test
    void inEveryTimeZoneForTimestampsWithAZone() throws IOException, InterruptedException {
      String yaml =
          "{id: customer, target: {column: bad}, features: {%s}, application-date: applied, groups: [month], %s}"
              .formatted(X, OUT_OF_TIME);
      Path specFile = Files.writeString(folder.resolve("spec.yaml"), yaml);
      String expected = null;
      for (String zone : List.of("UTC", "Asia/Tokyo", "America/Sao_Paulo")) {
        String trained = trainedIn(zone, specFile);
        assertThat(trained).as(zone).matches(Sha256::isValid);
        assertThat(trained).as(zone).isEqualTo(expected == null ? trained : expected);
        expected = trained;
      }
    }

    private String trainedIn(String zone, Path specFile) throws IOException, InterruptedException {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-Duser.timezone=" + zone,
              "-Djava.io.tmpdir=" + folder,
              "-cp",
              System.getProperty("java.class.path"),
              TrainingInAZone.class.getName(),
              specFile.toString(),
              file.toString(),
              folder.toString());
      Map<String, String> environment = builder.environment();
      environment.put("TZ", zone);
      Process process = builder.redirectError(folder.resolve("err").toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
      return out;
    }

    @Test
    void inEveryOrderOfTheRows() throws SQLException {
      Path reversed =
          Tables.write(
              folder.resolve("reversed.parquet"),
              "SELECT * FROM (%s) ORDER BY applied DESC".formatted(rows("TIMESTAMPTZ")));
      assertThat(sides(trained("b", spec(OUT_OF_TIME), reversed)))
          .isEqualTo(sides(trained("a", spec(OUT_OF_TIME), file)));
    }

    @Test
    void unlessACustomerIsOnTheOtherSide() throws SQLException {
      Path changed =
          Tables.write(
              folder.resolve("changed.parquet"),
              "SELECT * REPLACE (replace(replace(customer, 'c2499', 'd'), 'c0', 'c2499') AS customer) FROM (%s)"
                  .formatted(rows("TIMESTAMPTZ")));
      Sides own = sides(trained("a", spec(OUT_OF_TIME), file));
      Sides other = sides(trained("b", spec(OUT_OF_TIME), changed));
      assertThat(other.training().customers()).isEqualTo(own.training().customers());
      assertThat(other.validation().customers()).isEqualTo(own.validation().customers());
      assertThat(other.training().sha256()).isNotEqualTo(own.training().sha256());
      assertThat(other.validation().sha256()).isNotEqualTo(own.validation().sha256());
    }
  }

  @Nested
  @DisplayName("are checked when they are recomputed")
  class Checked {
    @Test
    void againstTheDigestOfTheTraining() {
      ModelVersion version = trained("a", spec(GATED), file);
      assertThat(compared(version, version).heldOut().doubt()).isNull();
      assertUndecided(
          compared(version, withSides(version, otherCustomers(version))),
          SideDoubt.DIGEST_DIFFERS,
          GateResult.Reason.CHAMPION_NOT_REPRODUCED);
      assertUndecided(
          compared(withSides(version, otherCustomers(version)), version),
          SideDoubt.DIGEST_DIFFERS,
          GateResult.Reason.CANDIDATE_NOT_REPRODUCED);
    }

    @Test
    void againstTheCountsOfTheTrainingIfTheVersionPredatesDigests() throws SQLException {
      file = Tables.write(folder.resolve("hours.parquet"), rows("TIMESTAMP"));
      ModelVersion old = withSides(trained("a", spec(GATED), file), null);
      assertThat(compared(old, old).heldOut().doubt()).isNull();
      EvaluationReport report = old.evaluation();
      Evaluation otherwise = report.validation();
      ModelVersion changed =
          with(
              old,
              new EvaluationReport(
                  otherwise,
                  otherwise,
                  report.validationAsServed(),
                  List.of(),
                  List.of(),
                  null,
                  null,
                  null),
              old.provenance());
      assertUndecided(
          compared(old, changed),
          SideDoubt.COUNTS_DIFFER,
          GateResult.Reason.CHAMPION_NOT_REPRODUCED);
    }

    @Test
    void andCountAsUnknownIfTheDaysOfAnOlderVersionDependedOnTheZoneOfItsMachine() {
      ModelVersion version = trained("a", spec(GATED), file);
      ModelVersion old = withSides(version, null);
      Comparison comparison = compared(version, old);
      assertUndecided(
          comparison, SideDoubt.ZONE_UNKNOWN, GateResult.Reason.CHAMPION_NOT_REPRODUCED);
      assertThat(comparison.heldOut().customersCompared())
          .isEqualTo(comparison.heldOut().customers());
      assertUndecided(
          compared(old, version),
          SideDoubt.ZONE_UNKNOWN,
          GateResult.Reason.CANDIDATE_NOT_REPRODUCED);
    }

    @Test
    void exceptThatTheZoneDoesNotMatterToASplitById() {
      ModelVersion old = withSides(trained("a", spec("gates: {auc-loss-max: 0.5}"), file), null);
      Comparison comparison = compared(old, old);
      assertThat(comparison.heldOut().doubt()).isNull();
      assertThat(comparison.heldOut().customersSeen()).isZero();
      assertThat(comparison.heldOut().customersExcludedByHash()).isZero();
      assertThat(comparison.gates().getFirst().verdict()).isEqualTo(Verdict.PASSED);
    }

    private static Sides otherCustomers(ModelVersion version) {
      Sides sides = sides(version);
      return new Sides(
          new SideCustomers(sides.training().customers(), Sha256.of(new byte[1])),
          sides.validation());
    }

    private static void assertUndecided(
        Comparison comparison, SideDoubt doubt, GateResult.Reason reason) {
      boolean ofCandidate = reason == GateResult.Reason.CANDIDATE_NOT_REPRODUCED;
      Comparison.HeldOut heldOut = comparison.heldOut();
      assertThat(ofCandidate ? heldOut.candidateDoubt() : heldOut.championDoubt()).isEqualTo(doubt);
      List<GateResult> ofComparison = comparison.gates().subList(1, comparison.gates().size());
      assertThat(ofComparison)
          .hasSize(2)
          .allSatisfy(
              gate -> {
                assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
                assertThat(gate.reason()).isEqualTo(reason);
              });
      assertThat(comparison.gates().getFirst().verdict())
          .as("auc-min, measured in training")
          .isEqualTo(Verdict.PASSED);
      assertThat(comparison.findings())
          .contains(
              new Finding.SidesNotReproduced(heldOut.customersCompared(), "a", ofCandidate, doubt));
    }
  }

  private static Sides sides(ModelVersion version) {
    return Objects.requireNonNull(version.provenance().sides());
  }

  private static ModelVersion withSides(ModelVersion version, @Nullable Sides sides) {
    Provenance origin = version.provenance();
    return with(
        version,
        version.evaluation(),
        new Provenance(
            origin.trainingSets(),
            origin.combination(),
            sides,
            origin.specSha256(),
            origin.fit(),
            origin.credenceVersion(),
            origin.jdkVersion()));
  }

  private static ModelVersion with(
      ModelVersion version, EvaluationReport evaluation, Provenance provenance) {
    return new ModelVersion(
        version.name(),
        version.spec(),
        version.model(),
        version.standardErrors(),
        evaluation,
        version.findings(),
        version.references(),
        provenance);
  }

  private ModelVersion trained(String name, ModelSpec spec, Path trainingSet) {
    return Trainings.trained(name, spec, folder, trainingSet);
  }

  private Comparison compared(ModelVersion candidate, ModelVersion champion) {
    return Results.value(Trainings.comparison(candidate, champion, folder, file));
  }
}
