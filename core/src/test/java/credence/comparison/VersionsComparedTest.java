package credence.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.AucDifference;
import credence.evaluation.Interval;
import credence.evaluation.PairedComparison;
import credence.evaluation.Sample;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import credence.model.ModelVersion;
import credence.wording.GateWording;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A gate on customers on which k versions were compared")
class VersionsComparedTest {
  private static final Sample SAMPLE = TestVersions.sample(2, 2_000);
  private static final PairedComparison FIGURES = TestVersions.figures(SAMPLE, 0.8);

  @Test
  void isCheckedAtConfidence1Minus005OverK() {
    ModelVersion candidate = candidate("auc-loss-max: 0.01");
    Comparison comparison = compared(candidate, FIGURES);
    GateResult before = comparison.gates().getFirst();
    GateResult after = GateCheck.again(comparison, candidate, 20).gates().getFirst();
    assertThat(after.interval()).isEqualTo(before.interval());
    Interval usual = Objects.requireNonNull(after.interval());
    Interval adjusted = Objects.requireNonNull(after.adjusted());
    assertThat(adjusted.level()).isCloseTo(0.9975, within(1e-15));
    AucDifference exact = Objects.requireNonNull(FIGURES.aucDifference(adjusted.level()));
    assertThat(adjusted).isEqualTo(exact.value().interval());
    assertThat(adjusted.low()).isLessThan(usual.low());
    assertThat(adjusted.high()).isGreaterThan(usual.high());
    assertThat(GateWording.of(after))
        .contains("; at confidence 99.75 %, for 20 versions compared: ");
  }

  @Test
  void thatPassedByLittleIsUndecidedFromSomeNumberOn() {
    ModelVersion candidate = candidate("auc-min: 0.75");
    assertThat(verdict(candidate, FIGURES, 1)).isEqualTo(Verdict.PASSED);
    long k = 1;
    while (verdict(candidate, FIGURES, k) == Verdict.PASSED) {
      k *= 2;
    }
    assertThat(k).isGreaterThan(1);
    Comparison undecided = GateCheck.again(compared(candidate, FIGURES), candidate, k);
    assertThat(undecided.gates().getFirst().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(undecided.gates().getFirst().reason()).isEqualTo(Reason.INTERVAL_SPANS);
    assertThat(undecided.heldOut().versionsCompared()).isEqualTo(k);
    assertThat(GateCheck.again(undecided, candidate, 1).gates())
        .as("checked again")
        .isEqualTo(compared(candidate, FIGURES).gates());
  }

  @Test
  void isTheSameForOneVersionAndForFiguresWithoutIntervals() {
    String all =
        "auc-min: 0.6, auc-loss-max: 0.01, observed-to-expected: [0.7, 1.4], "
            + "calibration-slope: [0.5, 2], psi-max: 5, rows-min: 10, defaulters-min: 9999";
    ModelVersion candidate = candidate(all);
    List<GateResult> usual = GateCheck.against(candidate, FIGURES, null, 1);
    assertThat(usual).allMatch(gate -> gate.adjusted() == null);
    List<GateResult> adjusted = GateCheck.against(candidate, FIGURES, null, 1_000);
    assertThat(adjusted.subList(4, 7)).isEqualTo(usual.subList(4, 7));
    assertThat(adjusted.subList(0, 4)).noneMatch(gate -> gate.adjusted() == null);
    assertThat(GateCheck.against(candidate, null, null, 20).get(1))
        .isEqualTo(GateCheck.against(candidate, null, null, 1).get(1));
  }

  /// Twenty candidates and a champion rank by the same signal, each with a noise of its own, so
  /// none is better than another. scripts/holdout-reuse repeats this many times.
  @Test
  void isRarelyPassedByTheBestOfTwentyEqualCandidates() {
    int runs = Integer.getInteger("credence.runs", 50);
    long seed = Long.getLong("credence.seed", 20_261_130);
    ModelVersion candidate = candidate("auc-loss-max: 0");
    int usual = 0;
    int adjusted = 0;
    for (int run = 0; run < runs; run++) {
      boolean passed = false;
      boolean passedAdjusted = false;
      Random random = new Random(seed + run);
      Portfolio portfolio = new Portfolio(random);
      double[] champion = portfolio.model(random);
      for (int version = 0; version < 20; version++) {
        PairedComparison figures =
            PairedComparison.of(portfolio.sample(portfolio.model(random)), champion, null);
        passed |= verdict(candidate, figures, 1) == Verdict.PASSED;
        passedAdjusted |= verdict(candidate, figures, 20) == Verdict.PASSED;
      }
      usual += passed ? 1 : 0;
      adjusted += passedAdjusted ? 1 : 0;
    }
    System.out.printf(
        "seed %d: at least one of 20 equal candidates passed in %d of %d runs, adjusted in %d%n",
        seed, usual, runs, adjusted);
    assertThat(usual).as("seed %d, of %d runs", seed, runs).isGreaterThan(runs / 10);
    assertThat(adjusted).as("seed %d, of %d runs", seed, runs).isLessThanOrEqualTo(runs / 20);
  }

  /// Customers with a signal and an outcome.
  private static final class Portfolio {
    private static final int ROWS = 400;

    private final double[] signal = new double[ROWS];
    private final boolean[] defaulted = new boolean[ROWS];
    private final int[] customers = new int[ROWS];

    Portfolio(Random random) {
      for (int row = 0; row < ROWS; row++) {
        signal[row] = random.nextGaussian();
        defaulted[row] = random.nextDouble() < probability(signal[row] - 1.5);
        customers[row] = row;
      }
    }

    double[] model(Random random) {
      double[] probabilities = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        probabilities[row] = probability(signal[row] - 1.5 + 0.7 * random.nextGaussian());
      }
      return probabilities;
    }

    Sample sample(double[] probabilities) {
      return Sample.of(probabilities, defaulted, customers);
    }

    private static double probability(double logOdds) {
      return 1 / (1 + Math.exp(-logOdds));
    }
  }

  private static ModelVersion candidate(String gates) {
    return TestVersions.version("b", gates, SAMPLE, "x");
  }

  private static Comparison compared(ModelVersion candidate, PairedComparison figures) {
    return TestVersions.comparison(candidate, "aa", "a", "bb", figures);
  }

  private static Verdict verdict(ModelVersion candidate, PairedComparison figures, long versions) {
    return GateCheck.against(candidate, figures, null, versions).getFirst().verdict();
  }
}
