package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calibration")
class CalibrationTest {

  @Nested
  @DisplayName("slope and intercept")
  class SlopeAndIntercept {

    @Test
    void undoADistortionOfTheLogOdds() {
      Sample sample = Samples.calibrated(new Random(41), 5_000, true);
      Estimate slope = requireNonNull(new Recalibration(sample).slope());
      Sample distorted = distorted(sample, 0.4, 2.5);
      Estimate afterwards = requireNonNull(new Recalibration(distorted).slope());
      assertThat(afterwards.value()).isCloseTo(slope.value() / 2.5, within(1e-9));
      assertThat(requireNonNull(afterwards.standardError()))
          .isCloseTo(requireNonNull(slope.standardError()) / 2.5, within(1e-9));
    }

    @Test
    void theInterceptIsWhatAShiftOfTheLogOddsTakesAway() {
      Sample sample = Samples.calibrated(new Random(42), 5_000, true);
      long defaults = ClassBalance.of(sample).defaults();
      Estimate intercept = requireNonNull(new Recalibration(sample).intercept(defaults));
      Estimate shifted =
          requireNonNull(new Recalibration(distorted(sample, 3, 1)).intercept(defaults));
      assertThat(shifted.value()).isCloseTo(intercept.value() - 3, within(1e-9));
      assertThat(ObservedToExpected.of(distorted(sample, intercept.value(), 1)))
          .satisfies(estimate -> assertThat(estimate.value()).isCloseTo(1, within(1e-9)));
    }

    @Test
    void withOneScoreOfTwoLevelsAreTheLogOddsOfTheObservedRates() {
      double[] probabilities = new double[40];
      boolean[] defaulted = new boolean[40];
      for (int row = 0; row < 40; row++) {
        probabilities[row] = row < 20 ? 0.2 : 0.5;
        defaulted[row] = row < 3 || row >= 32;
      }
      Estimate slope =
          requireNonNull(new Recalibration(Samples.distinct(probabilities, defaulted)).slope());
      double expected = (logOdds(8, 12) - logOdds(3, 17)) / (logOdds(1, 1) - logOdds(1, 4));
      assertThat(slope.value()).isCloseTo(expected, within(1e-12));
      double variance =
          (1.0 / 8 + 1.0 / 12 + 1.0 / 3 + 1.0 / 17) / Math.pow(logOdds(4, 1), 2) * 11 / 10;
      assertThat(requireNonNull(slope.standardError()))
          .isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    @Test
    void doNotWidenWhenRowsAreOnlyCopied() {
      Sample once = Samples.calibrated(new Random(43), 2_000, false);
      int[] twice = new int[4_000];
      for (int i = 0; i < 4_000; i++) {
        twice[i] = i / 2;
      }
      Estimate single = requireNonNull(new Recalibration(once).slope());
      Estimate copied = requireNonNull(new Recalibration(once.select(twice)).slope());
      assertThat(copied.value()).isCloseTo(single.value(), within(1e-9));
      assertThat(requireNonNull(copied.standardError()))
          .isCloseTo(requireNonNull(single.standardError()), within(1e-9));
    }

    @Test
    void theSlopeIsUndefinedWhereAThresholdSeparatesTheClasses() {
      boolean[] defaulted = {false, false, true, true};
      assertThat(slope(new double[] {0.1, 0.2, 0.3, 0.4}, defaulted)).isNull();
      assertThat(slope(new double[] {0.1, 0.2, 0.2, 0.4}, defaulted)).isNull();
      assertThat(slope(new double[] {0.4, 0.3, 0.2, 0.1}, defaulted)).isNull();
      assertThat(slope(new double[] {0.3, 0.3, 0.3, 0.3}, defaulted)).isNull();
      assertThat(slope(new double[] {0.1, 0.3, 0.2, 0.4}, defaulted)).isNotNull();
    }

    @Test
    void areFoundFromProbabilitiesAtTheEnds() {
      double[] probabilities = {0, 0, 0, 1, 1, 1, 0.5, 0.5};
      boolean[] defaulted = {true, false, false, false, true, true, true, false};
      Recalibration recalibration = new Recalibration(Samples.distinct(probabilities, defaulted));
      assertThat(requireNonNull(recalibration.slope()).value())
          .isCloseTo(logOdds(2, 1) / LogOdds.of(1), within(1e-9));
      assertThat(requireNonNull(recalibration.intercept(4)).value()).isCloseTo(0, within(1e-9));
    }

    @Test
    void theInterceptIsFoundHoweverFarTheProbabilitiesAreOff() {
      double[] probabilities = new double[100];
      boolean[] defaulted = new boolean[100];
      for (int row = 0; row < 100; row++) {
        probabilities[row] = 1e-9;
        defaulted[row] = row < 30;
      }
      Sample sample = Samples.distinct(probabilities, defaulted);
      assertThat(requireNonNull(new Recalibration(sample).intercept(30)).value())
          .isCloseTo(logOdds(30, 70) - LogOdds.of(1e-9), within(1e-9));
    }
  }

  @Nested
  @DisplayName("bins")
  class Bins {

    @Test
    void areTenOfEqualSizeWhereNothingTies() {
      Sample sample = Samples.calibrated(new Random(44), 1_003, false);
      List<CalibrationBin> bins = CalibrationBin.of(RankedScores.of(sample), sample, 10);
      assertThat(bins).hasSize(10).allSatisfy(bin -> assertThat(bin.rows()).isBetween(100L, 101L));
      assertThat(bins.stream().mapToLong(CalibrationBin::rows).sum()).isEqualTo(1_003);
      assertThat(bins.stream().mapToLong(CalibrationBin::defaults).sum())
          .isEqualTo(ClassBalance.of(sample).defaults());
    }

    @Test
    void neverSplitRowsOfOneProbability() {
      double[] probabilities = {0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3};
      boolean[] defaulted = {false, true, false, false, false, false, false, true, false, true};
      Sample sample = Samples.distinct(probabilities, defaulted);
      List<CalibrationBin> bins = CalibrationBin.of(RankedScores.of(sample), sample, 10);
      assertThat(bins).extracting(CalibrationBin::rows).containsExactly(1L, 8L, 1L);
      assertThat(bins).extracting(CalibrationBin::observedRate).containsExactly(0.0, 0.25, 1.0);
      assertThat(bins.get(1).meanPredicted()).isCloseTo(0.2, within(1e-15));
      assertThat(bins.get(1).low()).isEqualTo(0.2);
      assertThat(bins.get(1).high()).isEqualTo(0.2);
    }

    @Test
    void ofFewerRowsThanBinsHaveARowEach() {
      Sample sample = Samples.distinct(new double[] {0.1, 0.2, 0.3}, new boolean[3]);
      assertThat(CalibrationBin.of(RankedScores.of(sample), sample, 10)).hasSize(3);
    }

    @Test
    void haveWilsonsIntervalWhereNoCustomerRepeats() {
      Interval interval = Interval.wilson(0.1, 50);
      for (double end : new double[] {interval.low(), interval.high()}) {
        double standardErrors = Math.abs(0.1 - end) / Math.sqrt(end * (1 - end) / 50);
        assertThat(standardErrors).isCloseTo(1.959963984540054, within(1e-12));
      }
      Sample sample = constant(50, 5, 1);
      CalibrationBin bin = CalibrationBin.of(RankedScores.of(sample), sample, 10).getFirst();
      assertThat(bin.observedInterval()).isEqualTo(interval);
    }

    @Test
    void countACustomersCopiedRowsOnce() {
      Sample copied = constant(50, 5, 3);
      CalibrationBin bin = CalibrationBin.of(RankedScores.of(copied), copied, 10).getFirst();
      assertThat(bin.rows()).isEqualTo(150);
      assertThat(bin.observedInterval()).isEqualTo(Interval.wilson(0.1, 50));
      Sample withoutDefault = constant(50, 0, 3);
      assertThat(
              CalibrationBin.of(RankedScores.of(withoutDefault), withoutDefault, 10)
                  .getFirst()
                  .observedInterval())
          .isEqualTo(Interval.wilson(0, 50));
    }
  }

  @Nested
  @DisplayName("observed over expected")
  class ObservedOverExpected {

    @Test
    void isTheRatioOfTheSumsWithARatioEstimatorsError() {
      Sample sample =
          Sample.of(
              new double[] {0.2, 0.4, 0.1, 0.3},
              new boolean[] {true, false, false, true},
              new int[] {0, 0, 1, 2});
      Estimate estimate = requireNonNull(ObservedToExpected.of(sample));
      assertThat(estimate.value()).isCloseTo(2, within(1e-15));
      double squares =
          Math.pow(1 - 2 * 0.6, 2) + Math.pow(0 - 2 * 0.1, 2) + Math.pow(1 - 2 * 0.3, 2);
      assertThat(requireNonNull(estimate.standardError()))
          .isCloseTo(Math.sqrt(1.5 * squares), within(1e-14));
      assertThat(ObservedToExpected.of(Samples.distinct(new double[2], new boolean[2]))).isNull();
    }

    /// Garwood's limits of a Poisson count, as printed in E. S. Pearson, H. O. Hartley, Biometrika
    /// Tables for Statisticians (1966).
    @ParameterizedTest
    @CsvSource({
      "0, 0, 3.689",
      "1, 0.0253, 5.572",
      "2, 0.242, 7.225",
      "3, 0.619, 8.767",
      "10, 4.80, 18.39",
      "40, 28.58, 54.47"
    })
    void hasTheExactIntervalOfACountIfNoCustomerRepeats(int defaulters, double low, double high) {
      Interval interval = interval(constant(1_000, defaulters, 1));
      assertThat(120 * interval.low()).isCloseTo(low, within(0.005));
      assertThat(120 * interval.high()).isCloseTo(high, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 40, 60})
    void countsDefaultingCustomersNotTheirCopiedRows(int defaulters) {
      Interval once = interval(constant(1_000, defaulters, 1));
      Interval thrice = interval(constant(1_000, defaulters, 3));
      assertThat(thrice.low()).isCloseTo(once.low(), within(1e-12));
      assertThat(thrice.high()).isCloseTo(once.high(), within(1e-12));
    }

    @Test
    void isSymmetricOnTheLogarithmicScaleWithManyDefaulters() {
      Estimate estimate = requireNonNull(ObservedToExpected.of(constant(1_000, 50, 1)));
      Interval interval = requireNonNull(estimate.interval());
      double factor =
          Math.exp(1.959963984540054 * requireNonNull(estimate.standardError()) / estimate.value());
      assertThat(interval.low()).isCloseTo(estimate.value() / factor, within(1e-14));
      assertThat(interval.high()).isCloseTo(estimate.value() * factor, within(1e-14));
    }

    private static Interval interval(Sample sample) {
      return requireNonNull(requireNonNull(ObservedToExpected.of(sample)).interval());
    }
  }

  @Nested
  @DisplayName("slope and intercept with few defaulters")
  class FewDefaulters {

    @Test
    void haveNoIntervalBelowFive() {
      Recalibration four = new Recalibration(sample(4, 1));
      assertThat(requireNonNull(four.slope()).interval()).isNull();
      assertThat(requireNonNull(four.intercept(4)).interval()).isNull();
      Recalibration five = new Recalibration(sample(5, 1));
      assertThat(requireNonNull(five.slope()).interval()).isNotNull();
      assertThat(requireNonNull(five.intercept(5)).interval()).isNotNull();
    }

    @Test
    void countCustomersNotRows() {
      assertThat(requireNonNull(new Recalibration(sample(4, 3)).slope()).interval()).isNull();
      Estimate once = requireNonNull(new Recalibration(sample(8, 1)).slope());
      Estimate thrice = requireNonNull(new Recalibration(sample(8, 3)).slope());
      assertThat(thrice.value()).isCloseTo(once.value(), within(1e-9));
      assertThat(requireNonNull(thrice.standardError()))
          .isCloseTo(requireNonNull(once.standardError()), within(1e-9));
    }

    @Test
    void haveNoIntervalEitherIfFewDidNotDefault() {
      double[] probabilities = new double[100];
      boolean[] defaulted = new boolean[100];
      for (int row = 0; row < 100; row++) {
        probabilities[row] = 0.9 + row % 10 * 0.005;
        defaulted[row] = row % 33 != 0;
      }
      Sample sample = Samples.distinct(probabilities, defaulted);
      assertThat(requireNonNull(new Recalibration(sample).slope()).interval()).isNull();
    }

    /// Two hundred customers of five probabilities, the first of whom default.
    private static Sample sample(int defaulters, int copies) {
      int customers = 200;
      double[] probabilities = new double[customers * copies];
      boolean[] defaulted = new boolean[customers * copies];
      int[] customerOfRow = new int[customers * copies];
      for (int row = 0; row < customerOfRow.length; row++) {
        int customer = row % customers;
        probabilities[row] = 0.02 + 0.02 * (customer % 5);
        customerOfRow[row] = customer;
        defaulted[row] = customer < defaulters;
      }
      return Sample.of(probabilities, defaulted, customerOfRow);
    }
  }

  private static double logOdds(double defaults, double goods) {
    return Math.log(defaults / goods);
  }

  private static @Nullable Estimate slope(double[] probabilities, boolean[] defaulted) {
    return new Recalibration(Samples.distinct(probabilities, defaulted)).slope();
  }

  private static Sample distorted(Sample sample, double shift, double stretch) {
    double[] probabilities = new double[sample.rows()];
    for (int row = 0; row < probabilities.length; row++) {
      probabilities[row] =
          LogOdds.probability(shift + stretch * LogOdds.of(sample.probability(row)));
    }
    return sample.withProbabilities(probabilities);
  }

  /// Customers of one probability, the first of whom default, each with some equal rows.
  private static Sample constant(int customers, int defaulters, int copies) {
    double[] probabilities = new double[customers * copies];
    boolean[] defaulted = new boolean[customers * copies];
    int[] customerOfRow = new int[customers * copies];
    for (int row = 0; row < customerOfRow.length; row++) {
      probabilities[row] = 0.12;
      customerOfRow[row] = row % customers;
      defaulted[row] = row % customers < defaulters;
    }
    return Sample.of(probabilities, defaulted, customerOfRow);
  }
}
