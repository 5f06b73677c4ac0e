package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.AucDifference.Ranking;
import credence.evaluation.PairedComparison.Cutoffs;
import credence.evaluation.distribution.NormalTail;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A comparison of two models on the same rows")
class PairedComparisonTest {

  @Nested
  @DisplayName("computes the difference of their areas")
  class Difference {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withTheVarianceOfTheDefinition(long seed) {
      Random random = new Random(seed);
      int rows = 30 + random.nextInt(300);
      Sample candidate = Samples.repeated(random, rows, 2 + rows / 2, 1 + random.nextInt(60));
      double[] champion =
          IntStream.range(0, rows)
              .mapToDouble(
                  row -> random.nextBoolean() ? candidate.probability(row) : random.nextDouble())
              .toArray();
      BruteForce own = bruteForce(candidate);
      BruteForce other = bruteForce(candidate.withProbabilities(champion));
      AucDifference difference = difference(candidate, champion);
      double error = requireNonNull(difference.value().standardError());
      assertThat(difference.value().value()).isCloseTo(own.auc() - other.auc(), within(1e-13));
      assertThat(error).isCloseTo(Math.sqrt(own.differenceVariance(other)), within(1e-13));
      assertThat(difference.sameRanking()).isFalse();
    }

    @Test
    void asZeroForCertainWhereBothGiveTheSameScores() {
      Sample sample = Samples.repeated(new Random(11), 300, 120, 50);
      assertThat(difference(sample, probabilities(sample)))
          .isEqualTo(new AucDifference(new Estimate(0, null, null), 1.0, true));
    }

    @Test
    void asZeroForCertainWhereBothRankAlike() {
      Sample sample = Samples.repeated(new Random(12), 300, 120, 50);
      double[] halved = Arrays.stream(probabilities(sample)).map(p -> p / 2).toArray();
      assertThat(difference(sample, halved).sameRanking()).isTrue();
    }

    @Test
    void withoutAnIntervalWhereTheSampleGivesNone() {
      Sample sample =
          Sample.of(
              new double[] {0.2, 0.4, 0.3, 0.5, 0.1},
              new boolean[] {true, true, false, false, false},
              new int[] {0, 0, 1, 2, 3});
      AucDifference difference = difference(sample, new double[] {0.5, 0.4, 0.3, 0.2, 0.1});
      assertThat(difference.value().interval()).isNull();
      assertThat(difference.pValue()).isNull();
      assertThat(difference.sameRanking()).isFalse();
    }

    @Test
    void withAnIntervalWhereBothSeparateTheClassesButRankDifferently() {
      Sample sample =
          Samples.distinct(
              new double[] {0.1, 0.2, 0.3, 0.7, 0.8, 0.9},
              new boolean[] {false, false, false, true, true, true});
      AucDifference difference = difference(sample, new double[] {0.2, 0.1, 0.3, 0.9, 0.8, 0.7});
      Interval interval = requireNonNull(difference.value().interval());
      assertThat(difference.sameRanking()).isFalse();
      assertThat(difference.value().value()).isZero();
      assertThat(difference.value().standardError()).isNull();
      assertThat(difference.pValue()).isEqualTo(1);
      assertThat(interval.low()).isLessThan(-0.3);
      assertThat(interval.high()).isEqualTo(-interval.low());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {15, 16, 17, 18, 19, 20})
    void withAPValueThatAgreesWithTheIntervalOfAnyLevel(long seed) {
      Pair pair = Pair.draw(new Random(seed), 300, true, 0.3);
      PairedComparison comparison = PairedComparison.of(pair.sample(), pair.champion(), null);
      double pValue = requireNonNull(requireNonNull(comparison.aucDifference()).pValue());
      for (double level : new double[] {1 - 0.99 * pValue, 1 - 1.01 * pValue}) {
        AucDifference difference = requireNonNull(comparison.aucDifference(level));
        assertThat(requireNonNull(difference.value().interval()).contains(0))
            .as("level %s, p %s", level, pValue)
            .isEqualTo(1 - level < pValue);
      }
    }

    @Test
    void asNothingWhereOneClassIsMissing() {
      Sample sample = Samples.distinct(new double[] {0.1, 0.2, 0.3}, new boolean[3]);
      PairedComparison comparison =
          PairedComparison.of(sample, new double[] {0.3, 0.2, 0.1}, new Cutoffs(0.25, 0.25));
      assertThat(comparison.aucDifference()).isNull();
      assertThat(comparison.candidate().auc()).isNull();
      assertThat(comparison.decisionChanges()).hasSize(1);
    }
  }

  @Nested
  @DisplayName("simulated")
  class Simulated {

    /// With 50 to 100 defaulters they are a little larger, as the interval is a little longer.
    @ParameterizedTest(name = "customers repeat: {0}, seed {1}")
    @CsvSource({"false, 91", "true, 92"})
    void hasNearlyUniformPValuesWhereNothingDiffers(boolean repeat, long seed) {
      double[] sorted =
          simulate(seed, repeat, 0.8, difference -> requireNonNull(difference.pValue()));
      Arrays.sort(sorted);
      double tooSmall = 0;
      double tooLarge = 0;
      for (int i = 0; i < sorted.length; i++) {
        tooSmall = Math.max(tooSmall, (i + 0.5) / sorted.length - sorted[i]);
        tooLarge = Math.max(tooLarge, sorted[i] - (i + 0.5) / sorted.length);
      }
      double exceededOnceInThousand = 1.95 / Math.sqrt(sorted.length);
      assertThat(tooSmall).isLessThan(exceededOnceInThousand);
      assertThat(tooLarge).isLessThan(exceededOnceInThousand + 0.02);
      assertThat(Arrays.stream(sorted).filter(p -> p < 0.05).count() / (double) sorted.length)
          .isBetween(0.02, 0.06);
    }

    @ParameterizedTest(name = "customers repeat: {0}, seed {1}")
    @CsvSource({"false, 93", "true, 94"})
    void holdsTheTruthIn95Of100Intervals(boolean repeat, long seed) {
      Pair large = Pair.draw(new Random(95), 400_000, repeat, 0.3);
      double truth = difference(large.sample(), large.champion()).value().value();
      assertThat(truth).isGreaterThan(0.02);
      double[] held =
          simulate(
              seed, repeat, 0.3, d -> requireNonNull(d.value().interval()).contains(truth) ? 1 : 0);
      assertThat(Arrays.stream(held).average().orElseThrow()).isBetween(0.93, 0.975);
    }

    private static double[] simulate(
        long seed, boolean repeat, double candidateNoise, ToDoubleFunction<AucDifference> figure) {
      Random random = new Random(seed);
      return IntStream.range(0, 1_500)
          .mapToDouble(
              _ -> {
                Pair pair = Pair.draw(random, 400, repeat, candidateNoise);
                return figure.applyAsDouble(difference(pair.sample(), pair.champion()));
              })
          .toArray();
    }
  }

  @Nested
  @DisplayName("counts the decisions that would change")
  class Decisions {

    private final Sample sample =
        Sample.of(
            new double[] {0.1, 0.6, 0.7, 0.2, 0.9, 0.3},
            new boolean[] {false, true, false, true, true, false},
            new int[] {0, 1, 1, 2, 3, 4});
    private final double[] champion = {0.1, 0.2, 0.3, 0.6, 0.9, 0.3};

    @Test
    void atCutoffsOfEitherModel() {
      DecisionChange change =
          PairedComparison.of(sample, champion, new Cutoffs(0.6, 0.5)).decisionChanges().getFirst();
      assertThat(change.approvalRate()).isNull();
      assertThat(change.newlyDeclined()).isEqualTo(new DecisionChange.Swapped(2, 1, 1, 0.5));
      assertThat(change.newlyApproved()).isEqualTo(new DecisionChange.Swapped(1, 1, 1, 1.0));
      assertThat(change.bothApproved()).isEqualTo(2);
      assertThat(change.bothDeclined()).isEqualTo(1);
      assertThat(change.shareChanged()).isEqualTo(0.5);
    }

    @Test
    void atSeveralApprovalRatesWithoutOne() {
      List<DecisionChange> changes = PairedComparison.of(sample, champion, null).decisionChanges();
      assertThat(changes)
          .extracting(DecisionChange::approvalRate)
          .isEqualTo(PairedComparison.APPROVAL_RATES);
      DecisionChange half = changes.getFirst();
      assertThat(half.candidateCutoff()).isEqualTo(0.6);
      assertThat(half.championCutoff()).isEqualTo(0.6);
      assertThat(half.bothApproved() + half.newlyApproved().rows()).isEqualTo(3);
    }

    @Test
    void andNoneWhereBothDecideAlike() {
      DecisionChange change =
          PairedComparison.of(sample, probabilities(sample), new Cutoffs(0.5, 0.5))
              .decisionChanges()
              .getFirst();
      assertThat(change.shareChanged()).isZero();
      assertThat(change.newlyApproved()).isEqualTo(new DecisionChange.Swapped(0, 0, 0, null));
    }

    @Test
    void approvingAllWhereAModelGivesOneScore() {
      DecisionChange change =
          PairedComparison.of(sample, new double[6], null).decisionChanges().getFirst();
      assertThat(change.championCutoff()).isNull();
      assertThat(change.newlyDeclined().rows()).isEqualTo(3);
    }
  }

  @Test
  void holdsTheScoresAgainstTheChampionsDeciles() {
    Sample sample = Samples.repeated(new Random(13), 500, 500, 400);
    double[] halved = Arrays.stream(probabilities(sample)).map(p -> p / 2).toArray();
    assertThat(PairedComparison.of(sample, probabilities(sample), null).scoreStability().value())
        .isZero();
    PopulationStability moved = PairedComparison.of(sample, halved, null).scoreStability();
    assertThat(moved.beyondChance()).isTrue();
    assertThat(moved.bins()).isEqualTo(10);
  }

  @Test
  void hasTheSameBitsAtAnyNumberOfThreads() throws Exception {
    Pair pair = Pair.draw(new Random(14), 40_000, true, 0.5);
    PairedComparison here = PairedComparison.of(pair.sample(), pair.champion(), null);
    for (int threads : new int[] {1, 3, 8}) {
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        assertThat(
                pool.submit(() -> PairedComparison.of(pair.sample(), pair.champion(), null)).get())
            .isEqualTo(here);
      }
    }
  }

  @ParameterizedTest(name = "|z| = {0}")
  @CsvSource({
    "0, 1",
    "0.5, 0.6170750774519738",
    "1.959963984540054, 0.05",
    "2, 0.04550026389635841",
    "-2.575829303548901, 0.01",
    "5, 5.733031437583878e-7",
    "10, 1.5239706048321166e-23",
    "100, 0"
  })
  void knowsTheTailsOfTheNormalDistribution(double z, double expected) {
    assertThat(NormalTail.twoSided(z)).isCloseTo(expected, within(1e-12 * expected));
  }

  /// Rows with the scores of two models, each the true value with independent noise.
  @SuppressWarnings("ArrayRecordComponent")
  private record Pair(Sample sample, double[] champion) {

    /// Customers with one row, or every second one with three, whose scores differ and whose
    /// outcome is the customer's. The champion's noise is 0.8.
    static Pair draw(Random random, int customers, boolean repeat, double candidateNoise) {
      int[] customerOfRow =
          IntStream.range(0, customers)
              .flatMap(c -> IntStream.range(0, repeat && c % 2 == 0 ? 3 : 1).map(_ -> c))
              .toArray();
      int rows = customerOfRow.length;
      double[] candidate = new double[rows];
      double[] champion = new double[rows];
      boolean[] defaulted = new boolean[rows];
      double logOdds = 0;
      double ownCandidate = 0;
      double ownChampion = 0;
      boolean defaults = false;
      for (int row = 0; row < rows; row++) {
        if (row == 0 || customerOfRow[row] != customerOfRow[row - 1]) {
          logOdds = -1.4 + 0.9 * random.nextGaussian();
          ownCandidate = candidateNoise * random.nextGaussian();
          ownChampion = 0.8 * random.nextGaussian();
          defaults = random.nextDouble() < LogOdds.probability(logOdds);
        }
        double shared = logOdds + 0.2 * random.nextGaussian();
        candidate[row] = LogOdds.probability(shared + ownCandidate);
        champion[row] = LogOdds.probability(shared + ownChampion);
        defaulted[row] = defaults;
      }
      return new Pair(Sample.of(candidate, defaulted, customerOfRow), champion);
    }
  }

  private static AucDifference difference(Sample candidate, double[] champion) {
    return AucDifference.of(
        ranking(candidate),
        ranking(candidate.withProbabilities(champion)),
        ClassBalance.of(candidate));
  }

  private static Ranking ranking(Sample sample) {
    RankedScores ranked = RankedScores.of(sample);
    return new Ranking(sample, ranked, Auc.byCustomer(ranked, sample));
  }

  private static double[] probabilities(Sample sample) {
    return IntStream.range(0, sample.rows()).mapToDouble(sample::probability).toArray();
  }

  private static BruteForce bruteForce(Sample sample) {
    int rows = sample.rows();
    boolean[] defaulted = new boolean[rows];
    int[] customers = new int[rows];
    for (int row = 0; row < rows; row++) {
      defaulted[row] = sample.defaulted(row);
      customers[row] = sample.customer(row);
    }
    return new BruteForce(probabilities(sample), defaulted, customers);
  }
}
