package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The area under the ROC curve")
class AucTest {

  @Nested
  @DisplayName("against all pairs of rows")
  class AgainstAllPairs {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void areaAndBothVariancesAreThoseOfTheDefinition(long seed) {
      Random random = new Random(seed);
      int rows = 30 + random.nextInt(400);
      int grid = 1 + random.nextInt(60);
      Sample sample = Samples.repeated(random, rows, 2 + rows / 2, grid);
      BruteForce definition = bruteForce(sample);
      RankedScores ranked = RankedScores.of(sample);
      Estimate byRow = Auc.byRow(ranked);
      Estimate byCustomer = Auc.byCustomer(ranked, sample);
      assertThat(byRow.value()).isCloseTo(definition.auc(), within(1e-13));
      assertThat(byCustomer.value()).isEqualTo(byRow.value());
      assertThat(requireNonNull(byRow.standardError()))
          .isCloseTo(Math.sqrt(definition.variance(true)), within(1e-13));
      assertThat(requireNonNull(byCustomer.standardError()))
          .isCloseTo(Math.sqrt(definition.variance(false)), within(1e-13));
    }

    @Test
    void theIntervalIsTheNormalOneCutOffAtZeroAndOne() {
      Estimate wide = Estimate.normal(0.9, 0.01, 0, 1);
      assertThat(requireNonNull(wide.interval()).low())
          .isCloseTo(0.9 - 0.1959963984540054, within(1e-15));
      assertThat(wide.interval().high()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("by customer")
  class ByCustomer {

    @Test
    void isDelongsWhereNoCustomerRepeats() {
      Sample sample = Samples.repeated(new Random(21), 500, 500, 40);
      RankedScores ranked = RankedScores.of(sample);
      assertThat(Auc.byCustomer(ranked, sample)).isEqualTo(Auc.byRow(ranked));
    }

    @Test
    void isAsWideWithEveryRowTwiceAsWithEveryRowOnce() {
      Sample once = Samples.calibrated(new Random(22), 3_000, false);
      Sample twice = twice(once);
      double onceError = requireNonNull(byCustomer(once).standardError());
      assertThat(requireNonNull(byCustomer(twice).standardError()))
          .isCloseTo(onceError, within(1e-12));
      assertThat(requireNonNull(Auc.byRow(RankedScores.of(twice)).standardError()))
          .isCloseTo(onceError / Math.sqrt(2), within(1e-4));
    }

    @Test
    void doesNotDependOnTheOrderOfRowsOrTheNumbersOfCustomers() {
      Sample sample = Samples.repeated(new Random(23), 300, 100, 30);
      int[] backwards = new int[300];
      for (int i = 0; i < 300; i++) {
        backwards[i] = 299 - i;
      }
      assertThat(requireNonNull(byCustomer(sample.select(backwards)).standardError()))
          .isCloseTo(requireNonNull(byCustomer(sample).standardError()), within(1e-14));
    }
  }

  @Nested
  @DisplayName("if it is undefined")
  class WithoutInformation {

    @Test
    void aConstantScoreHasAnAreaOfOneHalfAndNoInterval() {
      Sample sample =
          Samples.distinct(
              new double[] {0.3, 0.3, 0.3, 0.3}, new boolean[] {false, true, false, true});
      assertThat(byCustomer(sample)).isEqualTo(new Estimate(0.5, null, null));
      assertThat(estimate(sample)).isEqualTo(new Estimate(0.5, null, null));
    }

    @Test
    void aSingleDefaulterWithSeveralRowsHasNoInterval() {
      Sample sample =
          Sample.of(
              new double[] {0.2, 0.4, 0.3, 0.5, 0.1},
              new boolean[] {true, true, false, false, false},
              new int[] {0, 0, 1, 2, 3});
      assertThat(byCustomer(sample).interval()).isNull();
      assertThat(estimate(sample).interval()).isNull();
      assertThat(Auc.byRow(RankedScores.of(sample)).interval()).isNotNull();
    }

    @Test
    void negativeZeroAndZeroAreOneScore() {
      Sample sample =
          Samples.distinct(
              new double[] {-0.0, 0.0, 0.0, 0.5}, new boolean[] {true, false, true, false});
      assertThat(RankedScores.of(sample).distinct()).isEqualTo(2);
      assertThat(byCustomer(sample).value()).isEqualTo(0.25);
    }
  }

  @Nested
  @DisplayName("has an interval")
  class HasAnInterval {

    @ParameterizedTest(name = "{0} defaulters of {1}")
    @CsvSource({"2, 4", "10, 110", "20, 220", "50, 550"})
    void belowOneIfAllDefaultersAreAboveAllOthers(int defaulters, int customers) {
      Sample sample = separated(defaulters, customers);
      Estimate area = estimate(sample);
      Interval interval = requireNonNull(area.interval());
      assertThat(area.value()).isEqualTo(1);
      assertThat(area.standardError()).isNull();
      assertThat(byCustomer(sample).interval()).isNull();
      assertThat(interval.high()).isEqualTo(1);
      double exactOfOneDefaulterIn = Math.pow(0.025, 1.0 / defaulters);
      assertThat(interval.low()).isBetween(0.0, exactOfOneDefaulterIn + 0.02);
    }

    @Test
    void thatTheScoresReversedMirror() {
      Sample sample = Samples.repeated(new Random(31), 300, 120, 50);
      double[] reversed =
          IntStream.range(0, 300).mapToDouble(row -> 1 - sample.probability(row)).toArray();
      Interval interval = requireNonNull(estimate(sample).interval());
      Interval mirrored = requireNonNull(estimate(sample.withProbabilities(reversed)).interval());
      assertThat(mirrored.low()).isCloseTo(1 - interval.high(), within(1e-12));
      assertThat(mirrored.high()).isCloseTo(1 - interval.low(), within(1e-12));
    }

    @Test
    void closeToWaldsIfDefaultersAreMany() {
      Sample sample = Samples.calibrated(new Random(32), 200_000, false);
      Interval wald = requireNonNull(byCustomer(sample).interval());
      Interval interval = requireNonNull(estimate(sample).interval());
      assertThat(interval.low()).isCloseTo(wald.low(), within(2e-5));
      assertThat(interval.high()).isCloseTo(wald.high(), within(2e-5));
    }

    @Test
    void thatIsLongerAtAHigherLevel() {
      Sample sample = Samples.calibrated(new Random(33), 400, true);
      Evaluation evaluation = Evaluation.of(sample);
      Interval usual = requireNonNull(requireNonNull(evaluation.auc(0.95)).interval());
      Interval longer = requireNonNull(requireNonNull(evaluation.auc(0.99)).interval());
      assertThat(evaluation.auc(0.95)).isEqualTo(evaluation.auc());
      assertThat(longer.level()).isEqualTo(0.99);
      assertThat(longer.low()).isLessThan(usual.low());
      assertThat(longer.high()).isGreaterThan(usual.high());
    }

    private static Sample separated(int defaulters, int customers) {
      double[] probabilities = new double[customers];
      boolean[] defaulted = new boolean[customers];
      for (int customer = 0; customer < customers; customer++) {
        defaulted[customer] = customer < defaulters;
        probabilities[customer] = (defaulted[customer] ? 0.6 : 0.1) + 0.3 * customer / customers;
      }
      return Samples.distinct(probabilities, defaulted);
    }
  }

  @ParameterizedTest(name = "{0} scores, seed {1}")
  @CsvSource({"1, 25", "2, 26", "1000, 27", "300000, 28"})
  void findsThePlaceOfEveryScore(int count, long seed) {
    Random random = new Random(seed);
    double[] scores =
        DoubleStream.generate(() -> Math.pow(random.nextDouble(), 8))
            .limit(count)
            .sorted()
            .distinct()
            .toArray();
    PlaceFinder finder = new PlaceFinder(scores, Math.min(scores.length, PlaceFinder.CELLS_MAX));
    for (int place = 0; place < scores.length; place++) {
      assertThat(finder.place(scores[place])).isEqualTo(place);
    }
  }

  @Test
  void hasTheSameBitsAtAnyNumberOfThreads() throws Exception {
    Sample sample = Samples.calibrated(new Random(24), 40_000, true);
    Evaluation here = Evaluation.of(sample);
    for (int threads : new int[] {1, 3, 8}) {
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        assertThat(pool.submit(() -> Evaluation.of(sample)).get()).isEqualTo(here);
      }
    }
  }

  private static Estimate estimate(Sample sample) {
    return Auc.estimate(byCustomer(sample), ClassBalance.of(sample), Interval.LEVEL);
  }

  private static Estimate byCustomer(Sample sample) {
    return Auc.byCustomer(RankedScores.of(sample), sample);
  }

  private static Sample twice(Sample sample) {
    int rows = sample.rows();
    double[] probabilities = new double[2 * rows];
    boolean[] defaulted = new boolean[2 * rows];
    int[] customers = new int[2 * rows];
    for (int row = 0; row < 2 * rows; row++) {
      probabilities[row] = sample.probability(row % rows);
      defaulted[row] = sample.defaulted(row % rows);
      customers[row] = row % rows;
    }
    return Sample.of(probabilities, defaulted, customers);
  }

  static BruteForce bruteForce(Sample sample) {
    int rows = sample.rows();
    double[] probabilities = new double[rows];
    boolean[] defaulted = new boolean[rows];
    int[] customers = new int[rows];
    for (int row = 0; row < rows; row++) {
      probabilities[row] = sample.probability(row);
      defaulted[row] = sample.defaulted(row);
      customers[row] = sample.customer(row);
    }
    return new BruteForce(probabilities, defaulted, customers);
  }
}
