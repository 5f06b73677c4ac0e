package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import credence.document.DocumentForms;
import credence.model.Finding;
import credence.model.MissingRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A finding")
class FindingWordingTest {
  private static final JsonMapper MAPPER = DocumentForms.mapper();

  static Stream<Finding> findings() {
    return Examples.of(Finding.class)
        .map(Finding.class::cast)
        .filter(finding -> !(finding instanceof Finding.Recorded));
  }

  @ParameterizedTest
  @MethodSource("findings")
  @DisplayName("of every code has a sentence without code or missing parameters")
  void everyCodeHasASentence(Finding finding) {
    assertThat(FindingWording.of(finding))
        .matches("[A-Z0-9].*[.]")
        .doesNotContain("`", "null", "%s", "Optional", "[", "−");
  }

  @ParameterizedTest
  @MethodSource("findings")
  @DisplayName("of every code is stored without a sentence and read back as it was")
  void everyCodeIsStored(Finding finding) {
    JsonNode stored = MAPPER.valueToTree(finding);
    assertThat(MAPPER.treeToValue(stored, Finding.class)).isEqualTo(finding);
    assertThat(stored.propertyNames()).containsExactly("code", "column", "count", "parameters");
    assertThat(stored.toString()).doesNotContain(" ");
  }

  @Test
  @DisplayName("has one of these codes; a code that documents hold is never renamed")
  void codes() {
    assertThat(findings().map(Finding::code).distinct())
        .containsExactlyInAnyOrder(
            "collinear-features",
            "compared-by-rows",
            "constant-feature",
            "converted-type",
            "customers-on-both-sides",
            "duplicate-features",
            "excluded-outcomes",
            "extreme-values",
            "few-defaulters",
            "few-events-per-coefficient",
            "first-champion",
            "immature-outcomes",
            "independent-rows",
            "inexact-integers",
            "intercept-penalty",
            "judged-before",
            "likely-leak",
            "many-levels",
            "may-have-been-seen",
            "missing-application-dates",
            "missing-predicts-default",
            "missing-targets",
            "missing-without-outcome",
            "mostly-filled",
            "no-standard-errors",
            "not-a-number",
            "not-converged",
            "outcomes-differ",
            "penalty-too-strong",
            "psi-max-deprecated",
            "repeated-customers",
            "rounding-floor",
            "separated-classes",
            "separated-validation",
            "separating-feature",
            "shrunk-by-units",
            "sides-not-reproduced",
            "split-on-positions",
            "superseded-rows",
            "too-few-for-standard-errors",
            "unexpected-sign",
            "unscorable-rows",
            "unscorable-validation-rows",
            "validation-rule-differs");
  }

  @Test
  @DisplayName("has its parameters by name in a document")
  void parameters() {
    assertThat(
            MAPPER
                .valueToTree(
                    new Finding.ValidationRuleDiffers(
                        "income",
                        3,
                        new MissingRule.FixedNumber(425),
                        new MissingRule.TrainingMedian()))
                .toString())
        .isEqualTo(
            "{\"code\":\"validation-rule-differs\",\"column\":\"income\",\"count\":3,"
                + "\"parameters\":{\"serving\":{\"type\":\"number\",\"value\":425.0},"
                + "\"validation\":{\"type\":\"median\"}}}");
  }

  @Test
  @DisplayName("of an earlier document is shown and written as it was read")
  void recorded() {
    String stored =
        "{\"code\":\"missing-targets\",\"column\":\"y\",\"count\":88,"
            + "\"consequence\":\"88 rows have no outcome.\"}";
    Finding finding = MAPPER.readValue(stored, Finding.class);
    assertThat(FindingWording.of(finding)).isEqualTo("88 rows have no outcome.");
    assertThat(MAPPER.writeValueAsString(finding)).isEqualTo(stored);
    assertThat(FindingWording.json(finding).toString()).isEqualTo(stored);
  }

  @Test
  @DisplayName("as JSON output has its parameters and its text")
  void json() {
    ObjectNode json = FindingWording.json(new Finding.MissingTargets("y", 88, 853, null));
    assertThat(json.propertyNames())
        .containsExactly("code", "column", "count", "parameters", "consequence");
    assertThat(json.path("consequence").asString())
        .isEqualTo(
            "88 of 853 rows have no outcome and were excluded: the model applies only to the "
                + "rest.");
  }

  @Test
  @DisplayName("with an unknown code or without one of its parameters is not read")
  void rejected() {
    for (String faulty :
        List.of(
            "{\"code\":\"unknown\",\"column\":null,\"count\":1,\"parameters\":{}}",
            "{\"code\":\"first-champion\",\"column\":null,\"count\":1,\"parameters\":{}}",
            "{\"code\":\"first-champion\",\"column\":\"x\",\"count\":1,\"parameters\":{\"gates\":1}}",
            "{\"code\":\"not-converged\",\"column\":null,\"count\":1}")) {
      assertThat(catchThrowable(() -> MAPPER.readValue(faulty, Finding.class)))
          .as(faulty)
          .isNotNull();
    }
  }
}
