package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.model.Comparison;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.results.Results;
import credence.wording.FindingWording;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Outcomes whose values a spec lists")
class ListedOutcomesTest extends TrainedTables {
  private static final String REST = ", missing: drop}\nfeatures: {x: {type: number}}";

  private static ModelSpec listed(String target) {
    return Tables.spec("id: id\ntarget: {" + target + REST);
  }

  private Path file(String column) throws SQLException {
    return applicants("t.parquet", column);
  }

  @Nested
  @DisplayName("train the same model as true and false:")
  class AreTheSame {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "CASE WHEN y THEN 'Y' ELSE 'N' END | [Y] | N",
          "CASE WHEN y THEN 2 ELSE 1 END | 2 | [1, 0]",
          "CASE WHEN y THEN 2.0 ELSE 1.0 END::DOUBLE | [2] | [1.0]",
          "CASE WHEN y THEN '02' ELSE '1.0' END | [2] | [1]",
          "NOT y | [false] | [True]",
          "CASE WHEN NOT y THEN 'N' WHEN i % 2 = 0 THEN 'Y' ELSE '2' END | [2, Y] | [1, N]",
        })
    void theModelIs(String column, String defaults, String good) throws SQLException {
      Path plain = file("1 AS z");
      Path mapped =
          Tables.write(
              folder.resolve("mapped.parquet"),
              "SELECT id, x, %s AS outcome FROM (SELECT *, id AS i FROM '%s')"
                  .formatted(column, plain));
      ModelVersion expected = trained(spec("features: {x: {type: number}}"), plain);
      ModelVersion version =
          trained(
              listed("column: outcome, default: %s, good: %s".formatted(defaults, good)), mapped);
      assertThat(version.model()).isEqualTo(expected.model());
      assertThat(version.evaluation()).isEqualTo(expected.evaluation());
      byte[] document = ModelDocument.write(version);
      assertThat(new String(document, StandardCharsets.UTF_8))
          .contains("\"format\" : 4", "\"good\"");
      assertThat(ModelDocument.read(document)).isEqualTo(new ModelDocument.Read(version));
      assertThat(new String(ModelDocument.write(expected), StandardCharsets.UTF_8))
          .contains("\"format\" : 3");
    }
  }

  @Nested
  @DisplayName("are rejected")
  class AreRejected {
    @Test
    void whereAValueIsInNoListWithTheirNumberAndNeverTheValue() throws SQLException {
      Path file =
          file(
              "CASE WHEN i < 30 THEN 'secret' WHEN i < 40 THEN 'X' WHEN y THEN 'Y' ELSE 'N' END z");
      assertThat(Trainings.errors(listed("column: z, default: Y, good: N"), folder, file))
          .containsExactly(
              "t.parquet: column z: expected the values that target lists as default or good; 40"
                  + " rows have 2 other values: add them to one of these lists, or to exclude,"
                  + " which excludes the rows");
    }

    @Test
    void withAdviceWhereTheSpecListsNone() throws SQLException {
      assertThat(Trainings.errors(listed("column: z"), folder, file("1 + y::INT AS z")))
          .singleElement()
          .asString()
          .contains("have a different value: list in the target of the spec");
      assertThat(Trainings.errors(listed("column: z"), folder, file("y::VARCHAR AS z")))
          .singleElement()
          .asString()
          .contains("contains strings: list in the target of the spec");
    }
  }

  @Test
  void areExcludedWithTheirRowsWhichAreCounted() throws SQLException {
    Path all =
        file(
            "CASE WHEN i % 10 = 0 THEN 'I' WHEN i % 10 = 1 THEN NULL WHEN y THEN 'Y' ELSE 'N' END z");
    Path rest =
        Tables.write(
            folder.resolve("rest.parquet"), "FROM '" + all + "' WHERE z IS NULL OR z <> 'I'");
    String lists = "column: z, default: Y, good: N";
    ModelVersion version = trained(listed(lists + ", exclude: [I]"), all);
    assertThat(version.model()).isEqualTo(trained(listed(lists), rest).model());
    Finding finding = Trainings.finding(version, "excluded-outcomes");
    assertThat(finding).isEqualTo(new Finding.ExcludedOutcomes("z", 400, 4000));
    assertThat(FindingWording.of(finding))
        .isEqualTo(
            "400 of 4,000 rows have an outcome that the spec excludes, and were excluded: the model"
                + " applies only to the rest.");
    assertThat(Trainings.finding(version, "missing-targets").count()).isEqualTo(400);
    assertThat(ModelDocument.read(ModelDocument.write(version)))
        .isEqualTo(new ModelDocument.Read(version));
  }

  @Test
  void areNamedInAComparisonWithAChampionThatGivesThemAnotherMeaning() throws SQLException {
    Path file = file("CASE WHEN i % 7 = 0 THEN 3 WHEN y THEN 2 ELSE 1 END AS z");
    ModelVersion strict = trained("a", "column: z, default: [2, 3], good: 1", file);
    ModelVersion lenient = trained("b", "column: z, default: 2, good: [1, 3]", file);
    assertThat(compared(lenient, strict, file).findings())
        .anyMatch(Finding.OutcomesDiffer.class::isInstance);
    ModelVersion same = trained("c", "column: z, default: [3, 2], good: [1, 0]", file);
    assertThat(compared(same, strict, file).findings())
        .noneMatch(Finding.OutcomesDiffer.class::isInstance);
  }

  private ModelVersion trained(String name, String target, Path file) {
    return Trainings.trained(name, listed(target), folder, file);
  }

  private Comparison compared(ModelVersion candidate, ModelVersion champion, Path file) {
    return Results.value(Trainings.comparison(candidate, champion, folder, file));
  }
}
