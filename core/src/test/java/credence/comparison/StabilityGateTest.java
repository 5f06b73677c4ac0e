package credence.comparison;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.Sample;
import credence.evaluation.ScoreStability;
import credence.model.GateResult;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import credence.wording.GateWording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gate stability-psi-max")
class StabilityGateTest {
  private static final Sample SAMPLE = TestVersions.sample(1, 2_000);

  @Test
  void passesIfTheWholeIntervalIsWithinTheLimit() {
    GateResult gate = gate("0.1", same(1_000), 1);
    assertThat(gate.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(gate.reason()).isEqualTo(Reason.INTERVAL_WITHIN);
    assertThat(GateWording.of(gate))
        .startsWith("passed: the PSI of the newest customers' scores against earlier ones is ")
        .endsWith("; required ≤ 0.1; the entire confidence interval is within the limit.");
  }

  @Test
  void failsIfTheWholeIntervalIsAboveTheLimit() {
    GateResult gate = gate("0.1", higher(1_000), 1);
    assertThat(gate.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(gate.reason()).isEqualTo(Reason.INTERVAL_OUTSIDE);
  }

  @Test
  void isUndecidedIfTheIntervalSpansTheLimit() {
    ScoreStability stability = higher(1_000);
    GateResult gate = gate(Double.toString(stability.value().value()), stability, 1);
    assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(gate.reason()).isEqualTo(Reason.INTERVAL_SPANS);
  }

  @Test
  void isUndecidedWithoutEarlierCustomers() {
    GateResult gate = gate("0.1", null, 1);
    assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(gate.reason()).isEqualTo(Reason.NO_EARLIER_CUSTOMERS);
    assertThat(GateWording.of(gate))
        .contains("neither several training sets nor application dates");
  }

  @Test
  void isUndecidedWithFewCustomers() {
    int few = (int) ScoreStability.CUSTOMERS_MIN;
    GateResult gate = gate("10", same(2_000 - few + 1), 1);
    assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(gate.customersMin()).isEqualTo(few);
    assertThat(gate("10", same(2_000 - few), 1).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void usesAnIntervalAtTheConfidenceForTheVersionsCompared() {
    ScoreStability stability = same(1_000);
    GateResult one = gate("0.1", stability, 1);
    GateResult many = gate("0.1", stability, 20);
    assertThat(one.adjusted()).isNull();
    assertThat(many.interval()).isEqualTo(one.interval());
    assertThat(many.adjusted()).isEqualTo(stability.value(1 - 0.05 / 20).interval());
  }

  private static GateResult gate(String max, @Nullable ScoreStability stability, long versions) {
    return GateCheck.against(
            TestVersions.version("stability-psi-max: " + max, SAMPLE, stability),
            TestVersions.figures(SAMPLE, 0),
            null,
            versions)
        .getFirst();
  }

  /// Newest rows from a row on, with scores of the same distribution.
  private static ScoreStability same(int from) {
    return stability(SAMPLE, from);
  }

  /// Newest rows with higher scores.
  private static ScoreStability higher(int from) {
    double[] scores = new double[SAMPLE.rows()];
    for (int row = 0; row < scores.length; row++) {
      double score = SAMPLE.probability(row);
      scores[row] = row < from ? score : Math.sqrt(score);
    }
    return stability(SAMPLE.withProbabilities(scores), from);
  }

  private static ScoreStability stability(Sample sample, int from) {
    return requireNonNull(
        ScoreStability.of(
            sample, row -> row >= from, ScoreStability.Basis.TRAINING_SETS, "newest", true));
  }
}
