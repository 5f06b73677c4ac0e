package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.ScoreStability.Basis;
import credence.evaluation.StabilityCampaign.Drift;
import credence.evaluation.StabilityCampaign.Rows;
import credence.evaluation.StabilityCampaign.Shape;
import credence.evaluation.StabilityCampaign.Shares;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The stability of scores")
class ScoreStabilityTest {
  private static final long SEED = 20_261_130;

  @Nested
  @DisplayName("compares shares of newest and earlier rows")
  class Figures {
    @Test
    void asTheTextbooksIndexInDecilesOfTheEarlierOnes() {
      int earlier = 1_000;
      double[] scores = new double[2 * earlier];
      Arrays.setAll(scores, row -> (row % earlier + 0.5) / earlier);
      // Half of the first bin moves to the last one.
      IntStream.range(earlier, earlier + 50).forEach(row -> scores[row] = 0.999);

      ScoreStability stability = stability(scores, earlier, distinct(scores.length));

      assertThat(stability.bins()).isEqualTo(10);
      assertThat(stability.index())
          .isCloseTo(-0.05 * Math.log(0.5) + 0.05 * Math.log(1.5), within(1e-12));
      assertThat(stability.customersBefore()).isEqualTo(1_000);
      assertThat(stability.customersNow()).isEqualTo(1_000);
    }

    @Test
    void lessTheirExpectationUnderNoDrift() {
      double[] scores = random(3_000);
      ScoreStability stability = stability(scores, 2_000, distinct(scores.length));
      assertThat(stability.noDriftIndex())
          .isCloseTo(9 * (1.0 / 2_000 + 1.0 / 1_000), within(0.05e-2));
      assertThat(stability.value().value())
          .isEqualTo(Math.max(0, stability.index() - stability.noDriftIndex()));
    }

    @Test
    void countingCustomersNotRows() {
      double[] scores = random(3_000);
      ScoreStability once = stability(scores, 2_000, distinct(scores.length));
      double[] repeated = IntStream.range(0, 12_000).mapToDouble(row -> scores[row / 4]).toArray();
      int[] customers = IntStream.range(0, 12_000).map(row -> row / 4).toArray();
      ScoreStability fourTimes = stability(repeated, 8_000, customers);

      assertThat(fourTimes.customersNow()).isEqualTo(1_000);
      assertThat(fourTimes.index()).isCloseTo(once.index(), within(1e-12));
      assertThat(fourTimes.noDriftIndex()).isCloseTo(once.noDriftIndex(), within(1e-12));
      Interval interval = requireNonNull(once.value().interval());
      assertThat(fourTimes.value().interval())
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
          .isEqualTo(interval);
    }

    @Test
    void andAreUndefinedWithoutEarlierOrNewestRows() {
      double[] scores = random(10);
      Sample sample = Sample.of(scores, new boolean[10], distinct(10));
      assertThat(ScoreStability.of(sample, _ -> true, Basis.TRAINING_SETS, "s", true)).isNull();
      assertThat(ScoreStability.of(sample, _ -> false, Basis.TRAINING_SETS, "s", true)).isNull();
    }

    @Test
    void withoutAnIntervalIfAllScoresAreEqual() {
      double[] scores = new double[500];
      Arrays.fill(scores, 0.25);
      ScoreStability stability = stability(scores, 300, distinct(500));
      assertThat(stability.value()).isEqualTo(new Estimate(0, null, null));
    }

    @Test
    void withAWiderIntervalAtAHigherLevel() {
      double[] scores = random(3_000);
      ScoreStability stability = stability(scores, 2_000, distinct(scores.length));
      Interval usual = requireNonNull(stability.value(Interval.LEVEL).interval());
      Interval wider = requireNonNull(stability.value(Interval.levelFor(20)).interval());
      assertThat(usual).isEqualTo(stability.value().interval());
      assertThat(wider.high()).isGreaterThan(usual.high());
      assertThat(wider.low()).isLessThanOrEqualTo(usual.low());
    }

    private static double[] random(int rows) {
      return new Random(SEED).doubles(rows).toArray();
    }

    private static int[] distinct(int rows) {
      return IntStream.range(0, rows).toArray();
    }

    private static ScoreStability stability(double[] scores, int earlier, int[] customers) {
      return requireNonNull(
          ScoreStability.of(
              Sample.of(scores, new boolean[scores.length], customers),
              row -> row >= earlier,
              Basis.TRAINING_SETS,
              "newest",
              true));
    }
  }

  /// A small part of the campaign whose tables are in docs/statistics.md
  /// (`scripts/score-stability`).
  @Nested
  @DisplayName("decides a gate")
  class Gates {
    private static final int REPETITIONS = 400;
    private static final double MAX = 0.1;

    /// Four standard errors of a share of 3.5 %.
    private static final double TOLERANCE = 4 * Math.sqrt(0.035 * 0.965 / REPETITIONS);

    static Stream<Shape> shapes() {
      return Stream.of(
          new Shape(Drift.SHIFT, Rows.ONE, 1_000, 1_000),
          new Shape(Drift.SPREAD, Rows.ONE, 1_000, 1_000),
          new Shape(Drift.POINTS, Rows.ONE, 1_000, 500),
          new Shape(Drift.SHIFT, Rows.FEW, 1_000, 500),
          new Shape(Drift.SHIFT, Rows.BOTH, 1_000, 1_000));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void seldomEitherWayIfTheTruthEqualsItsLimit(Shape shape) {
      Shares shares = StabilityCampaign.measure(shape, MAX, MAX, REPETITIONS, SEED);
      assertThat(shares)
          .as("seed %d", SEED)
          .matches(found -> found.passed() <= 0.035 + TOLERANCE)
          .matches(found -> found.failed() <= 0.035 + TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void byPassingWithoutDriftAndFailingAtTwiceItsLimit(Shape shape) {
      Shares none = StabilityCampaign.measure(shape, 0, MAX, REPETITIONS, SEED);
      Shares twice = StabilityCampaign.measure(shape, 2 * MAX, MAX, REPETITIONS, SEED);
      assertThat(none).as("seed %d", SEED).matches(found -> found.passed() > 0.99);
      assertThat(twice)
          .as("seed %d", SEED)
          .matches(found -> found.passed() == 0)
          .matches(found -> found.failed() > 0.5);
    }
  }
}
