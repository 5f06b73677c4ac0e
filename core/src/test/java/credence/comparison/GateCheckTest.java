package credence.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.PairedComparison;
import credence.evaluation.Sample;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Verdict;
import credence.model.ModelVersion;
import credence.wording.FindingWording;
import credence.wording.GateWording;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A gate")
class GateCheckTest {
  private final Sample sample = TestVersions.sample(1, 3_000);

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "auc-min: 0.6 | PASSED",
        "auc-min: 0.79 | UNDECIDED",
        "auc-min: 0.95 | FAILED",
        "'observed-to-expected: [0.7, 1.4]' | PASSED",
        "'observed-to-expected: [1, 1.4]' | UNDECIDED",
        "'observed-to-expected: [1.5, 2]' | FAILED",
        "'observed-to-expected: [0.1, 0.5]' | FAILED",
        "'calibration-slope: [0.5, 2]' | PASSED",
        "rows-min: 3000 | PASSED",
        "rows-min: 3001 | FAILED",
        "defaulters-min: 100 | PASSED",
        "defaulters-min: 2999 | FAILED",
      })
  void onTheCandidateAloneReadsItsHeldOutSideAsServed(String gate, Verdict verdict) {
    assertThat(verdict(gate, null)).isEqualTo(verdict);
  }

  @Nested
  @DisplayName("on the loss against the champion")
  class AgainstTheChampion {

    @Test
    void passesWhereTheWholeIntervalIsAboveTheLimit() {
      assertThat(verdict("auc-loss-max: 0.01", TestVersions.figures(sample, 0.8)))
          .isEqualTo(Verdict.PASSED);
    }

    @Test
    void passesWhereBothRankAlikeEvenWithoutAnyLossAllowed() {
      assertThat(verdict("auc-loss-max: 0", TestVersions.figures(sample, 0)))
          .isEqualTo(Verdict.PASSED);
    }

    @Test
    void isUndecidedWhereTheIntervalSpansTheLimit() {
      assertThat(verdict("auc-loss-max: 0", TestVersions.figures(sample, 0.05)))
          .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void failsWhereTheWholeIntervalIsBelowTheLimit() {
      assertThat(verdict("auc-loss-max: 0.01", worse())).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isUndecidedWhereTheChampionMayHaveSeenTheCustomers() {
      GateResult gate = result("auc-loss-max: 0.01", worse(), true);
      assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
      assertThat(gate.figure()).isNotNull();
      assertThat(gate.reason()).isEqualTo(GateResult.Reason.MAY_HAVE_BEEN_SEEN);
      assertThat(GateWording.of(gate)).contains("may have seen");
    }

    @Test
    void isUndecidedWhereNoCustomersRemain() {
      assertThat(verdict("auc-loss-max: 0.01", null)).isEqualTo(Verdict.UNDECIDED);
      assertThat(verdict("psi-max: 0.1", null)).isEqualTo(Verdict.UNDECIDED);
    }

    /// The candidate is the noisier of the two.
    private PairedComparison worse() {
      double[] better = new double[sample.rows()];
      double[] noisy = new double[sample.rows()];
      Random random = new Random(6);
      for (int row = 0; row < better.length; row++) {
        better[row] = sample.probability(row);
        noisy[row] = random.nextDouble();
      }
      return PairedComparison.of(sample.withProbabilities(noisy), better, null);
    }
  }

  @Nested
  @DisplayName("on an AUC of few customers")
  class OnFewCustomers {

    @Test
    void isUndecidedBelowTheNumberFromWhichItsIntervalIsReliable() {
      int least = (int) Evaluation.AUC_CUSTOMERS_MIN;
      assertThat(ofDefaulters(least - 1, "auc-min: 0.5").reason())
          .isEqualTo(GateResult.Reason.FEW_CUSTOMERS);
      assertThat(ofDefaulters(least, "auc-min: 0.5").verdict()).isEqualTo(Verdict.PASSED);
      GateResult few = ofDefaulters(1, "auc-min: 0.5");
      assertThat(few.verdict()).isEqualTo(Verdict.UNDECIDED);
      assertThat(few.customersMin()).isEqualTo(least);
      assertThat(GateWording.of(few)).contains("at least " + least + " customers defaulted");
    }

    @Test
    void isUndecidedAgainstTheChampionLikewise() {
      int least = (int) PairedComparison.AUC_CUSTOMERS_MIN;
      assertThat(ofDefaulters(least - 1, "auc-loss-max: 0.3").reason())
          .isEqualTo(GateResult.Reason.FEW_CUSTOMERS);
      assertThat(ofDefaulters(least, "auc-loss-max: 0.3").verdict()).isEqualTo(Verdict.PASSED);
    }

    /// A candidate that ranks well, and a champion that ranks at random.
    private GateResult ofDefaulters(int defaulters, String gate) {
      Random random = new Random(7);
      double[] probabilities = new double[500];
      double[] champion = new double[500];
      boolean[] defaulted = new boolean[500];
      int[] customers = new int[500];
      for (int row = 0; row < 500; row++) {
        customers[row] = row;
        defaulted[row] = row < defaulters;
        probabilities[row] = (defaulted[row] ? 0.3 : 0.1) + 0.5 * random.nextDouble();
        champion[row] = random.nextDouble();
      }
      Sample few = Sample.of(probabilities, defaulted, customers);
      return GateCheck.against(
              TestVersions.version("v", gate, few, "x"),
              PairedComparison.of(few, champion, null),
              null,
              1)
          .getFirst();
    }
  }

  @Nested
  @DisplayName("of a version of an earlier format")
  class OfAnEarlierFormat {
    private final Sample few = TestVersions.sample(1, 100);

    @Test
    void usesThePresentIntervalOfTheAuc() {
      Evaluation present = Evaluation.of(few);
      double wald = low(Objects.requireNonNull(present.aucWald()));
      double now = low(Objects.requireNonNull(present.auc()));
      assertThat(now).isLessThan(wald);
      String between = "auc-min: " + (now + wald) / 2;
      assertThat(earlier(between).reason()).isEqualTo(GateResult.Reason.INTERVAL_SPANS);
      assertThat(earlier("auc-min: " + (now - 1e-9)).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void isUndecidedOnTheCalibrationUnlessCustomersAreAsManyAsItsIntervalNeeds() {
      for (String gate : List.of("observed-to-expected: [0.1, 9]", "calibration-slope: [0.1, 9]")) {
        ModelVersion version = TestVersions.version("v", gate, few, "x");
        assertThat(GateCheck.alone(version).getFirst().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(earlier(gate).reason()).isEqualTo(GateResult.Reason.FEW_CUSTOMERS);
        assertThat(GateCheck.alone(TestVersions.versionOfFormat2("v", gate, sample)))
            .isEqualTo(GateCheck.alone(TestVersions.version("v", gate, sample, "x")));
      }
    }

    private GateResult earlier(String gate) {
      return GateCheck.alone(TestVersions.versionOfFormat2("v", gate, few)).getFirst();
    }

    private static double low(Estimate estimate) {
      return Objects.requireNonNull(estimate.interval()).low();
    }
  }

  @Nested
  @DisplayName("on the stability of the scores")
  class OnStability {

    @Test
    void passesWithinTheLimitAndFailsBeyondChance() {
      PairedComparison moved = TestVersions.figures(sample, 1.5);
      assertThat(moved.scoreStability().beyondChance()).isTrue();
      assertThat(verdict("psi-max: 5", moved)).isEqualTo(Verdict.PASSED);
      assertThat(verdict("psi-max: 0.001", moved)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isUndecidedWhereTheChampionMayHaveSeenTheCustomers() {
      GateResult gate = result("psi-max: 5", TestVersions.figures(sample, 1.5), true);
      assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
      assertThat(gate.reason()).isEqualTo(GateResult.Reason.MAY_HAVE_BEEN_SEEN);
      assertThat(gate.figure()).isNotNull();
    }

    @Test
    void isUndecidedWhereChanceAloneMayHaveBroughtIt() {
      PairedComparison near = TestVersions.figures(sample, 0.1);
      assertThat(near.scoreStability().beyondChance()).isFalse();
      assertThat(verdict("psi-max: 0.0000001", near)).isEqualTo(Verdict.UNDECIDED);
    }
  }

  @Nested
  @DisplayName("with few defaulters")
  class FewDefaulters {

    @ParameterizedTest(name = "{0} of 1,000 defaulted at {1}: {2}")
    @CsvSource({
      "0, 0.077, FAILED",
      "0, 0.002, UNDECIDED",
      "40, 0.077, FAILED",
      "40, 0.04, UNDECIDED",
      "77, 0.02, FAILED"
    })
    void comparesTheExactIntervalOfObservedOverExpected(
        int defaulters, double probability, Verdict verdict) {
      GateResult gate =
          alone("observed-to-expected: [0.8, 1.25]", sample(defaulters, probability, 0));
      assertThat(gate.verdict()).as("%s", gate).isEqualTo(verdict);
      assertThat(gate.interval()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void isUndecidedOnTheCalibrationSlopeBelowFive(int defaulters) {
      GateResult gate = alone("calibration-slope: [0.8, 1.25]", sample(defaulters, 0.03, 0.02));
      assertThat(gate.figure()).isNotNull();
      assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
      assertThat(gate.reason()).isEqualTo(GateResult.Reason.NO_INTERVAL);
    }

    private static GateResult alone(String gate, Sample sample) {
      return GateCheck.alone(TestVersions.version("v", gate, sample, "x")).getFirst();
    }

    /// 1,000 customers, the first of whom defaulted; every second has a probability higher by a
    /// difference.
    private static Sample sample(int defaulters, double probability, double difference) {
      double[] probabilities = new double[1_000];
      boolean[] defaulted = new boolean[1_000];
      int[] customers = new int[1_000];
      for (int row = 0; row < 1_000; row++) {
        probabilities[row] = probability + row % 2 * difference;
        defaulted[row] = row < defaulters;
        customers[row] = row;
      }
      return Sample.of(probabilities, defaulted, customers);
    }
  }

  @Test
  void isUndecidedWhereItsFigureIsNotDefined() {
    Sample good = Sample.of(new double[] {0.1, 0.2}, new boolean[2], new int[] {0, 1});
    GateResult gate =
        GateCheck.alone(TestVersions.version("v", "auc-min: 0.6", good, "x")).getFirst();
    assertThat(gate.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(GateWording.of(gate))
        .isEqualTo(
            "undecided: the AUC as served is undefined; required ≥ 0.6; it is undefined for "
                + "these data.");
  }

  @Test
  void sortsItsResultsAsTheSpecNamesThemAndSaysEachInWords() {
    List<GateResult> gates =
        GateCheck.alone(TestVersions.version("v", "rows-min: 10000, auc-min: 0.6", sample, "x"));
    assertThat(gates).extracting(GateResult::gate).containsExactly(Gate.AUC_MIN, Gate.ROWS_MIN);
    assertThat(GateWording.of(gates.getLast()))
        .isEqualTo("failed: 3,000 held-out rows; required ≥ 10,000.");
  }

  @Test
  void saysTheSameOnAMachineOfAnyLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(
              GateWording.of(
                  GateCheck.alone(TestVersions.version("v", "rows-min: 10000", sample, "x"))
                      .getFirst()))
          .isEqualTo("failed: 3,000 held-out rows; required ≥ 10,000.");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void leavesTheFirstVersionAFindingUnlessAllPassed() {
    String gates = "auc-min: 0.6, auc-loss-max: 0.1";
    assertThat(GateCheck.findingOfFirst(TestVersions.version("v", gates, sample, "x")))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo("first-champion");
              assertThat(finding.count()).isEqualTo(1);
              assertThat(FindingWording.of(finding)).endsWith("1 of 2 did not pass.");
            });
    assertThat(GateCheck.findingOfFirst(TestVersions.version("v", "auc-min: 0.6", sample, "x")))
        .isEmpty();
  }

  private Verdict verdict(String gate, @Nullable PairedComparison figures) {
    return result(gate, figures, false).verdict();
  }

  private GateResult result(String gate, @Nullable PairedComparison figures, boolean seen) {
    GateResult.Reason doubt = seen ? GateResult.Reason.MAY_HAVE_BEEN_SEEN : null;
    List<GateResult> results =
        GateCheck.against(TestVersions.version("v", gate, sample, "x"), figures, doubt, 1);
    assertThat(results).hasSize(1);
    return results.getFirst();
  }
}
