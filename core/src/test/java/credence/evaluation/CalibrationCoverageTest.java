package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.Portfolio.Repetition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Draws samples whose predictions are right, and counts how often intervals contain the truth and
/// how often the joint test rejects it. `scripts/calibration-coverage` runs it with more
/// repetitions (`-Dcredence.repetitions`) and prints the tables of `docs/statistics.md`.
@DisplayName("With few defaulters")
class CalibrationCoverageTest {
  private static final String REPETITIONS = "credence.repetitions";
  private static final int REPEATED = Integer.getInteger(REPETITIONS, 500);
  private static final double[] RATES = {0.02, 0.2};
  private static final long SEED = Long.getLong("credence.seed", 20_261_130L);

  /// How often the truth was found.
  ///
  /// @param intervals the samples with an interval
  /// @param below intervals that lie below the truth
  /// @param above intervals that lie above the truth
  private record Coverage(int intervals, int below, int above) {
    double share() {
      return 1 - (double) (below + above) / intervals;
    }
  }

  /// A measure with an interval, of a sample.
  private interface Measure {
    @Nullable Estimate of(Sample sample);
  }

  /// The coverage of several measures of the same samples.
  private static List<Coverage> coverages(
      Portfolio portfolio, double[] truths, Measure... measures) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[][] counts = new int[measures.length][3];
    for (int repetition = 0; repetition < REPEATED; repetition++) {
      Sample sample = portfolio.draw(random.split());
      for (int m = 0; m < measures.length; m++) {
        Estimate estimate = measures[m].of(sample);
        Interval interval = estimate == null ? null : estimate.interval();
        if (interval != null) {
          counts[m][0]++;
          counts[m][1] += interval.high() < truths[m] ? 1 : 0;
          counts[m][2] += interval.low() > truths[m] ? 1 : 0;
        }
      }
    }
    return Arrays.stream(counts).map(c -> new Coverage(c[0], c[1], c[2])).toList();
  }

  private static @Nullable Estimate slope(Sample sample) {
    return new Recalibration(sample).slope();
  }

  private static @Nullable Estimate intercept(Sample sample) {
    return new Recalibration(sample).intercept(ClassBalance.of(sample).defaults());
  }

  @ParameterizedTest
  @CsvSource({"5, NONE", "10, NONE", "10, COPIES", "20, PANEL"})
  @DisplayName(
      "the interval of the calibration slope contains the truth in 93 to 99 of 100 samples")
  void slope(int defaulters, Repetition repetition) {
    Coverage coverage =
        coverages(
                Portfolio.of(defaulters, 0.05, repetition),
                new double[] {1},
                CalibrationCoverageTest::slope)
            .getFirst();
    assertThat(coverage.share()).as("seed %d, %s", SEED, coverage).isBetween(0.93, 0.99);
  }

  @ParameterizedTest
  @CsvSource({"0.5, NONE", "2, NONE", "5, NONE", "2, COPIES", "5, PANEL"})
  @DisplayName(
      "each end of the interval of observed over expected misses the truth in fewer than 3.5 of 100 samples")
  void observedToExpected(double defaulters, Repetition repetition) {
    Coverage coverage =
        coverages(
                Portfolio.of(defaulters, 0.05, repetition),
                new double[] {1},
                ObservedToExpected::of)
            .getFirst();
    assertThat(coverage.intervals()).isEqualTo(REPEATED);
    assertThat((double) coverage.below() / REPEATED).as("seed %d", SEED).isLessThan(0.035);
    assertThat((double) coverage.above() / REPEATED).as("seed %d", SEED).isLessThan(0.035);
  }

  @ParameterizedTest
  @CsvSource({"30, NONE", "100, NONE", "100, COPIES", "100, PANEL"})
  @DisplayName("the joint test rejects right predictions in 2.5 to 8 of 100 samples")
  void jointTestOfRightPredictions(int defaulters, Repetition repetition) {
    assertThat(rejections(Portfolio.of(defaulters, 0.05, repetition), 1))
        .as("seed %d", SEED)
        .isBetween(0.025, 0.08);
  }

  @Test
  @DisplayName("the joint test rejects probabilities that are too extreme in most samples")
  void jointTestOfWrongPredictions() {
    assertThat(rejections(Portfolio.of(200, 0.1, Repetition.NONE), 1.5)).isGreaterThan(0.7);
  }

  /// The share of samples in which the joint test rejects the predictions.
  ///
  /// @param stretch of the log-odds around those of the mean rate: 1 leaves the predictions right
  private static double rejections(Portfolio portfolio, double stretch) {
    SplittableRandom random = new SplittableRandom(SEED);
    int rejected = 0;
    int tested = 0;
    for (int repetition = 0; repetition < REPEATED; repetition++) {
      Sample sample = stretched(portfolio.draw(random.split()), portfolio.rate(), stretch);
      RankedScores ranked = RankedScores.of(sample);
      HosmerLemeshow test =
          HosmerLemeshow.of(ranked, CalibrationBin.of(ranked, sample, 10), sample);
      tested += test == null ? 0 : 1;
      rejected += test != null && test.rejects() ? 1 : 0;
    }
    return (double) rejected / tested;
  }

  private static Sample stretched(Sample sample, double rate, double stretch) {
    double centre = LogOdds.of(rate);
    return stretch == 1
        ? sample
        : sample.withProbabilities(
            IntStream.range(0, sample.rows())
                .mapToDouble(sample::probability)
                .map(p -> LogOdds.probability(centre + stretch * (LogOdds.of(p) - centre)))
                .toArray());
  }

  @Test
  @EnabledIfSystemProperty(named = REPETITIONS, matches = ".+")
  @DisplayName("prints the tables of docs/statistics.md")
  void tables() {
    System.out.printf("%nseed %d, %d repetitions%n", SEED, REPEATED);
    System.out.println(
        "| mean probability | customers | defaulters expected | O/E: interval below | above | slope: covered | no interval | intercept: missed |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (double rate : RATES) {
      for (Repetition repetition : Repetition.values()) {
        for (double defaulters : new double[] {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100}) {
          printCoverage(defaulters, rate, repetition);
        }
      }
    }
    System.out.println(
        "| mean probability | customers | defaulters expected | rejected | log-odds × 1.25 | × 1.5 |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    for (double rate : RATES) {
      for (Repetition repetition : Repetition.values()) {
        for (double defaulters : new double[] {10, 20, 50, 100}) {
          printRejections(Portfolio.of(defaulters, rate, repetition), defaulters);
        }
      }
    }
  }

  private static void printCoverage(double defaulters, double rate, Repetition repetition) {
    List<Coverage> coverages =
        coverages(
            Portfolio.of(defaulters, rate, repetition),
            new double[] {1, 1, 0},
            ObservedToExpected::of,
            CalibrationCoverageTest::slope,
            CalibrationCoverageTest::intercept);
    Coverage ratio = coverages.get(0);
    Coverage slope = coverages.get(1);
    Coverage intercept = coverages.get(2);
    System.out.printf(
        Locale.ROOT,
        "| %.2f | %s | %.0f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
        rate,
        repetition,
        defaulters,
        100.0 * ratio.below() / REPEATED,
        100.0 * ratio.above() / REPEATED,
        100 * slope.share(),
        100.0 * (REPEATED - slope.intervals()) / REPEATED,
        100.0 * (intercept.below() + intercept.above()) / REPEATED);
  }

  private static void printRejections(Portfolio portfolio, double defaulters) {
    System.out.printf(
        Locale.ROOT,
        "| %.2f | %s | %.0f | %.1f %% | %.1f %% | %.1f %% |%n",
        portfolio.rate(),
        portfolio.repetition(),
        defaulters,
        100 * rejections(portfolio, 1),
        100 * rejections(portfolio, 1.25),
        100 * rejections(portfolio, 1.5));
  }
}
