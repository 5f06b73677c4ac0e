package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.ReadProgress;
import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.document.ServedDocument;
import credence.model.Comparison;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.results.Results;
import credence.wording.FindingWording;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Without ids, rows")
class RowsWithoutIdsTest extends TrainedTables {
  private static final String FEATURES = "features: {x: {type: number}, l: {type: category}}\n";

  private static ModelSpec withoutId(String rest) {
    return Tables.spec("target: {column: y}\n" + FEATURES + rest);
  }

  private Path file() throws SQLException {
    return applicants("t.parquet", "'r' || i % 5 AS l");
  }

  private Path written(String name, String select) throws SQLException {
    return Tables.write(folder.resolve(name), select);
  }

  @Test
  void areTrainedOnAsCustomersOfOneRowEach() throws SQLException {
    Path file = file();
    String numpy = "split: {method: numpy}\n";
    ModelVersion version = trained(withoutId(numpy), file);
    ModelVersion named = trained(spec(FEATURES + numpy), file);
    assertThat(version.model()).isEqualTo(named.model());
    assertThat(version.standardErrors()).isEqualTo(named.standardErrors());
    assertThat(version.evaluation()).isEqualTo(named.evaluation());
    assertThat(trained(withoutId("cross-validation-folds: 3"), file).evaluation().crossValidation())
        .isNotNull();
    Finding finding = Trainings.finding(version, "independent-rows");
    assertThat(FindingWording.of(finding))
        .contains("each row is treated as a different customer", "rows have the same features");
    byte[] document = ModelDocument.write(version);
    assertThat(ModelDocument.read(document)).isEqualTo(new ModelDocument.Read(version));
    assertThat(((ServedDocument.Read) ServedDocument.read(document)).model())
        .isEqualTo(version.model());
  }

  @Nested
  @DisplayName("are held out by a hash of their features:")
  class AreHeldOut {
    @Test
    void thoseWithTheSameFeaturesTogether() throws SQLException {
      Path thrice =
          written(
              "thrice.parquet",
              "SELECT x + id AS x, l, hash(id * 3 + k) %% 10 < 3 AS y FROM '%s', range(3) t(k)"
                  .formatted(file()));
      ModelVersion version = trained(withoutId(""), thrice);
      assertThat(version.evaluation().validation().balance().rows() % 3).isZero();
      assertThat(version.evaluation().validation().balance().customers())
          .isEqualTo(version.evaluation().validation().balance().rows())
          .isBetween(2700L, 3300L);
      assertThat(Trainings.finding(version, "independent-rows"))
          .isEqualTo(new Finding.IndependentRows(12_000, 8_000));
    }

    @Test
    void thoseThatDifferOnlyInControlCharactersByThemselves() throws SQLException {
      Path file =
          written(
              "separators.parquet",
              """
              SELECT id AS x, l, m, y FROM '%s', (VALUES
                ('a' || chr(31) || 'b', 'c'), ('a', 'b' || chr(31) || 'c'), (NULL, 'd'), (chr(1), 'd'),
                (chr(31), 'e'), (chr(27) || 's', 'e'), (chr(27), 'e')) t(l, m)"""
                  .formatted(applicants("t.parquet", "1 AS one")));
      ModelSpec spec =
          Tables.spec(
              """
              target: {column: y}
              features: {x: {type: number}, l: {type: category, missing: level}, m: {type: category}}
              """);
      assertThat(Trainings.finding(trained(spec, file), "independent-rows"))
          .isEqualTo(new Finding.IndependentRows(28_000, 0));
    }

    @Test
    void theSameOnesInAnyOrderAndHoweverTheyAreStored() throws SQLException {
      Path file = written("t.parquet", "SELECT id AS x, id % 7 AS l, y FROM '" + file() + "'");
      Provenance.Sides sides = trained(withoutId(""), file).provenance().sides();
      for (String other :
          List.of(
              "SELECT * FROM '%s' ORDER BY hash(x)",
              "SELECT y, x::DOUBLE AS x, l::VARCHAR AS l FROM '%s'",
              "SELECT y, x::DECIMAL(18, 3) AS x, l::DOUBLE AS l FROM '%s'")) {
        Path stored = written("stored.parquet", other.formatted(file));
        assertThat(trained(withoutId(""), stored).provenance().sides()).isEqualTo(sides);
      }
      assertThat(trained(withoutId("split: {seed: 2}"), file).provenance().sides())
          .isNotEqualTo(sides);
    }
  }

  @Nested
  @DisplayName("are compared")
  class AreCompared {
    private Comparison compared(ModelVersion candidate, ModelVersion champion, Path file) {
      return Results.value(Trainings.comparison(candidate, champion, folder, file));
    }

    private ModelVersion version(String name, ModelSpec spec, Path file) {
      return Trainings.trained(name, spec, folder, file);
    }

    private static ModelSpec onX(String rest) {
      return Tables.spec("target: {column: y}\nfeatures: {x: {type: number}}\n" + rest);
    }

    private Path distinct() throws SQLException {
      return written("d.parquet", "SELECT * REPLACE (x + id / 1e6 AS x) FROM '" + file() + "'");
    }

    @Test
    void whereTheChampionWasNotFittedToARowWithTheSameFeatures() throws SQLException {
      Path file = distinct();
      ModelVersion champion = version("a", withoutId(""), file);
      Comparison alike = compared(version("b", withoutId(""), file), champion, file);
      assertThat(alike.heldOut().customersSeen()).isZero();
      assertThat(alike.heldOut().candidateDoubt()).isNull();
      assertThat(alike.heldOut().championDoubt()).isNull();
      Comparison.HeldOut other =
          compared(version("b", withoutId("split: {seed: 2}"), file), champion, file).heldOut();
      assertThat(other.customersSeen()).isBetween(700L, 800L);
      assertThat(other.customersSeen()).isEqualTo(other.customers() - other.customersCompared());
    }

    @Test
    void byTheFeaturesOfTheChampionIfItsFeaturesAreOthers() throws SQLException {
      Path file = distinct();
      ModelVersion champion = version("a", onX("split: {share: 0.02}"), file);
      Comparison.HeldOut heldOut =
          compared(version("b", withoutId(""), file), champion, file).heldOut();
      long unseen = champion.evaluation().validation().balance().rows();
      assertThat(heldOut.customersCompared()).isBetween(1L, unseen);
    }

    @Test
    void byTheIdsOfTheChampionIfItHasThem() throws SQLException {
      Path file = distinct();
      ModelVersion champion = version("a", spec(FEATURES + "split: {share: 0.02}"), file);
      Comparison comparison = compared(version("b", withoutId(""), file), champion, file);
      assertThat(comparison.heldOut().customersCompared())
          .isBetween(1L, champion.evaluation().validation().balance().rows());
      assertThat(comparison.findings())
          .contains(new Finding.ComparedByRows(comparison.heldOut().rowsCompared(), true, false));
      assertThat(FindingWording.of(comparison.findings().getFirst()))
          .contains("The candidate's spec has no id", "intervals are too narrow")
          .doesNotContain("champion");
    }

    @Test
    void withACandidateThatHasIdsToo() throws SQLException {
      Path file = distinct();
      ModelVersion champion = version("a", withoutId(""), file);
      Comparison comparison = compared(version("b", spec(FEATURES), file), champion, file);
      assertThat(comparison.heldOut().customersSeen()).isPositive();
      assertThat(FindingWording.of(comparison.findings().getFirst()))
          .contains("other rows of the same customers are not recognised")
          .doesNotContain("candidate");
    }

    @Test
    void asOverlappingWithEveryOtherComparison() throws SQLException {
      Path file = distinct();
      ModelVersion champion = version("a", withoutId(""), file);
      ModelVersion candidate = version("b", withoutId(""), file);
      ComparisonRequest request =
          new ComparisonRequest(
              new ComparisonRequest.PublishedVersion(candidate, "aa"),
              new ComparisonRequest.PublishedVersion(champion, "bb"),
              List.of(file),
              Tables.limits(folder));
      assertThat(
              Results.value(CandidateComparison.compare(request, ReadProgress.SILENT)).customers())
          .isNull();
    }
  }
}
