package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.ModelDocument;
import credence.evaluation.GroupEvaluation;
import credence.model.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A version is evaluated")
class FeatureGroupsTest extends TrainedTables {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "number ; CASE WHEN i % 4 > 0 THEN i % 2 END",
        "boolean ; CASE WHEN i % 4 > 0 THEN i % 2 = 0 END",
        "category ; CASE WHEN i % 4 > 0 THEN 'r' || i % 2 END",
      })
  void byAFeatureAsByAColumnOfTheSameValues(String type, String column) throws SQLException {
    Path file = applicants("t.parquet", column + " AS f, f AS g");
    String fill = type.equals("category") ? "none" : type.equals("number") ? "0" : "false";
    String features =
        "features: {x: {type: number}, f: {type: %s, missing: %s}}\ngroups: ".formatted(type, fill);
    ModelVersion version = trained(spec(features + "[f, g]"), file);
    List<GroupEvaluation> groups = version.evaluation().groups();
    int half = groups.size() / 2;
    assertThat(half).isEqualTo(3);
    assertThat(groups.subList(0, half))
        .usingRecursiveComparison()
        .ignoringFields("column")
        .isEqualTo(groups.subList(half, groups.size()));
    assertThat(version.model()).isEqualTo(trained(spec(features + "[g]"), file).model());
    byte[] document = ModelDocument.write(version);
    assertThat(ModelDocument.read(document)).isEqualTo(new ModelDocument.Read(version));
    assertThat(new String(document, StandardCharsets.UTF_8)).contains("\"format\" : 4");
  }
}
