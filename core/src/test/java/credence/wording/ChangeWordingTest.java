package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.run.RunJson;
import credence.run.TrainingSetChange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A change in a training set")
class ChangeWordingTest {
  static Stream<TrainingSetChange> changes() {
    return Examples.of(TrainingSetChange.class)
        .map(TrainingSetChange.class::cast)
        .filter(change -> !(change instanceof TrainingSetChange.Recorded));
  }

  @ParameterizedTest
  @MethodSource("changes")
  @DisplayName("of every code has a sentence, and is stored without it")
  void everyCode(TrainingSetChange change) {
    assertThat(ChangeWording.of(change)).matches(".+[.]").doesNotContain("`", "null", "%s", "−");
    JsonNode stored = RunJson.tree(change);
    assertThat(stored.propertyNames()).containsExactly("code", "parameters");
    assertThat(stored.toString()).doesNotContain(" ");
  }

  @Test
  @DisplayName("has one of these codes; a code that profiles hold is never renamed")
  void codes() {
    assertThat(changes().map(TrainingSetChange::code).distinct())
        .containsExactlyInAnyOrder(
            "column-moved",
            "columns-moved-slightly",
            "further-columns",
            "further-new-levels",
            "new-level",
            "not-compared",
            "outcomes-changed",
            "outcomes-not-compared",
            "row-count");
  }

  @Test
  @DisplayName(
      "as JSON output has code, parameters and text; an earlier sentence has the text alone")
  void json() {
    assertThat(
            ChangeWording.json(
                List.of(
                    new TrainingSetChange.RowCount("training_set_2025_03_31", 9_000, 3_000),
                    new TrainingSetChange.Recorded("more"))))
        .hasToString(
            "[{\"code\":\"row-count\",\"parameters\":{\"since\":\"training_set_2025_03_31\","
                + "\"rows\":9000,\"before\":3000},"
                + "\"text\":\"9,000 rows, 3,000 in training_set_2025_03_31.\"},"
                + "{\"text\":\"more\"}]");
  }
}
