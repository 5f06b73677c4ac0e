package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.DocumentForms;
import credence.evaluation.Interval;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A gate's result")
class GateWordingTest {
  private static final JsonMapper MAPPER = DocumentForms.mapper();

  static Stream<GateResult> results() {
    return Stream.of(Gate.values())
        .flatMap(gate -> Stream.of(Reason.values()).map(reason -> result(gate, reason)));
  }

  private static GateResult result(Gate gate, Reason reason) {
    return new GateResult(
        gate,
        Verdict.UNDECIDED,
        reason == Reason.NOT_DEFINED ? null : (Double) 0.25,
        null,
        null,
        isMaximum(gate) ? null : (Double) 0.5,
        gate == Gate.CALIBRATION_SLOPE || isMaximum(gate) ? (Double) 2.0 : null,
        reason,
        reason == Reason.NO_DRIFT_LIMIT ? (Double) 0.01 : null,
        reason == Reason.FEW_CUSTOMERS ? (Long) 30L : null,
        null);
  }

  private static boolean isMaximum(Gate gate) {
    return gate == Gate.PSI_MAX || gate == Gate.STABILITY_PSI_MAX;
  }

  @ParameterizedTest
  @MethodSource("results")
  @DisplayName("of every gate and for every reason has a sentence, and is stored without it")
  void everyReason(GateResult result) {
    assertThat(GateWording.of(result))
        .matches("undecided: .*[.]")
        .doesNotContain("`", "null", "%s", "−");
    String stored = MAPPER.writeValueAsString(result);
    assertThat(stored).doesNotContain(" ", "words");
    assertThat(MAPPER.readValue(stored, GateResult.class)).isEqualTo(result);
  }

  @Test
  @DisplayName("has the same digits as every other figure")
  void digits() {
    GateResult result =
        new GateResult(
            Gate.AUC_LOSS_MAX,
            Verdict.PASSED,
            -0.00039,
            new Interval(-0.0039, 0.00321, 0.95),
            -0.05,
            null,
            Reason.INTERVAL_WITHIN);
    assertThat(GateWording.of(result))
        .isEqualTo(
            "passed: the AUC minus the champion's is -0.0004 (-0.0039 to 0.0032); required ≥ "
                + "-0.05; the entire confidence interval is within the limit.");
    assertThat(GateWording.withoutVerdict(result)).startsWith("the AUC minus");
  }

  @Test
  @DisplayName("of an earlier document is shown and written as it was read")
  void recorded() {
    String stored =
        "{\"gate\":\"rows-min\",\"verdict\":\"passed\",\"figure\":425.0,\"interval\":null,"
            + "\"limit_low\":50.0,\"limit_high\":null,\"words\":\"passed: enough.\"}";
    GateResult result = MAPPER.readValue(stored, GateResult.class);
    assertThat(GateWording.of(result)).isEqualTo("passed: enough.");
    assertThat(GateWording.withoutVerdict(result)).isEqualTo("enough.");
    assertThat(MAPPER.writeValueAsString(result)).isEqualTo(stored);
  }
}
