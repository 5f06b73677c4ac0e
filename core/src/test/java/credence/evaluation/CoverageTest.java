package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Draws many samples with a known true value and counts the 95 % intervals that contain it.
@DisplayName("A 95 % interval holds the truth in 95 of 100 samples")
class CoverageTest {

  private static final int ROUNDS = 1_500;
  private static final int CUSTOMERS = 400;

  @Nested
  @DisplayName("when customers repeat")
  class Clustered {

    @Test
    void theAreaClusteredByCustomer() {
      assertThat(coverage(81, true, trueAuc(true), CoverageTest::auc)).isBetween(0.93, 0.965);
    }

    @Test
    void butNotTheAreaByRow() {
      assertThat(coverage(81, true, trueAuc(true), sample -> Auc.byRow(RankedScores.of(sample))))
          .isLessThan(0.90);
    }

    @Test
    void observedOverExpected() {
      assertThat(coverage(82, true, 1, ObservedToExpected::of)).isBetween(0.935, 0.965);
    }

    @Test
    void calibrationSlope() {
      assertThat(coverage(83, true, 1, sample -> new Recalibration(sample).slope()))
          .isBetween(0.93, 0.965);
    }

    @Test
    void calibrationIntercept() {
      assertThat(coverage(84, true, 0, CoverageTest::intercept)).isBetween(0.935, 0.965);
    }

    @Test
    void observedRatesOfBins() {
      assertThat(binCoverage(85, true)).isBetween(0.935, 0.97);
    }
  }

  @Nested
  @DisplayName("when each customer has one row")
  class Independent {

    @Test
    void theArea() {
      assertThat(coverage(86, false, trueAuc(false), CoverageTest::auc)).isBetween(0.935, 0.965);
    }

    @Test
    void calibrationSlope() {
      assertThat(coverage(87, false, 1, sample -> new Recalibration(sample).slope()))
          .isBetween(0.935, 0.965);
    }

    @Test
    void observedRatesOfBins() {
      assertThat(binCoverage(88, false)).isBetween(0.935, 0.97);
    }
  }

  private static Estimate auc(Sample sample) {
    return Auc.estimate(
        Auc.byCustomer(RankedScores.of(sample), sample), ClassBalance.of(sample), Interval.LEVEL);
  }

  private static @Nullable Estimate intercept(Sample sample) {
    return new Recalibration(sample).intercept(ClassBalance.of(sample).defaults());
  }

  /// The area of a sample so large that its error is negligible.
  private static double trueAuc(boolean repeat) {
    return auc(Samples.calibrated(new Random(80), 1_000_000, repeat)).value();
  }

  private static double coverage(
      long seed, boolean repeat, double truth, Function<Sample, @Nullable Estimate> estimate) {
    Random random = new Random(seed);
    int held = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Sample sample = Samples.calibrated(random, CUSTOMERS, repeat);
      Interval interval = requireNonNull(requireNonNull(estimate.apply(sample)).interval());
      held += interval.contains(truth) ? 1 : 0;
    }
    return (double) held / ROUNDS;
  }

  private static double binCoverage(long seed, boolean repeat) {
    Random random = new Random(seed);
    int held = 0;
    int bins = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Sample sample = Samples.calibrated(random, CUSTOMERS, repeat);
      for (CalibrationBin bin : CalibrationBin.of(RankedScores.of(sample), sample, 10)) {
        held += bin.observedInterval().contains(bin.meanPredicted()) ? 1 : 0;
        bins++;
      }
    }
    return (double) held / bins;
  }
}
