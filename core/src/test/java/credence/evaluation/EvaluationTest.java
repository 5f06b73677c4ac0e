package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import credence.wording.Figures;
import credence.wording.Measure;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The evaluation of a sample")
class EvaluationTest {

  private static final boolean[] OUTCOMES = {true, false, false, true, false};
  private static final double[] PROBABILITIES = {0.8, 0.1, 0.4, 0.35, 0.2};

  @Nested
  @DisplayName("measures")
  class Measures {

    private final Evaluation evaluation =
        Evaluation.of(Sample.of(PROBABILITIES, OUTCOMES, new int[] {0, 1, 2, 0, 1}));

    @Test
    void rowsCustomersAndDistinctDefaulters() {
      assertThat(evaluation.balance()).isEqualTo(new ClassBalance(5, 3, 2, 1, 0.4, 1.0, 9.0 / 5));
    }

    @Test
    void logLossAndBrierScoreAsTheirDefinitionsSay() {
      double expected =
          -(Math.log(0.8) + Math.log(0.9) + Math.log(0.6) + Math.log(0.35) + Math.log(0.8)) / 5;
      assertThat(evaluation.logLoss()).isCloseTo(expected, within(1e-15));
      assertThat(evaluation.brier())
          .isCloseTo((0.04 + 0.01 + 0.16 + 0.4225 + 0.04) / 5, within(1e-15));
    }

    @Test
    void theGiniCoefficientIsTwiceTheAreaLessOne() {
      assertThat(requireNonNull(evaluation.auc()).value()).isEqualTo(5.0 / 6);
      assertThat(requireNonNull(evaluation.gini()).value()).isCloseTo(2.0 / 3, within(1e-15));
      Evaluation large = Evaluation.of(Samples.calibrated(new Random(38), 500, true));
      Interval area = requireNonNull(requireNonNull(large.auc()).interval());
      Interval gini = requireNonNull(requireNonNull(large.gini()).interval());
      assertThat(gini.low()).isEqualTo(2 * area.low() - 1);
      assertThat(gini.high()).isEqualTo(2 * area.high() - 1);
    }

    @Test
    void certaintyThatIsWrongCostsWhatScikitLearnChargesForIt() {
      Sample sample = Samples.distinct(new double[] {0, 1}, new boolean[] {true, false});
      assertThat(Evaluation.of(sample).logLoss()).isCloseTo(36.04365338911715, within(1e-12));
    }

    @Test
    void theAreaIsUndefinedWithOneClassOnly() {
      Evaluation oneClass =
          Evaluation.of(Samples.distinct(new double[] {0.1, 0.2}, new boolean[] {false, false}));
      assertThat(oneClass.auc()).isNull();
      assertThat(oneClass.aucByRow()).isNull();
      assertThat(oneClass.aucWald()).isNull();
      assertThat(oneClass.gini()).isNull();
      assertThat(oneClass.ks()).isNull();
      assertThat(oneClass.roc()).isEmpty();
      assertThat(oneClass.calibration().slope()).isNull();
      assertThat(oneClass.calibration().intercept()).isNull();
      assertThat(oneClass.calibration().observedToExpected())
          .satisfies(
              estimate -> {
                assertThat(estimate.value()).isZero();
                assertThat(estimate.standardError()).isNull();
                assertThat(requireNonNull(estimate.interval()).low()).isZero();
              });
    }
  }

  @Nested
  @DisplayName("has a ROC curve")
  class Roc {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34})
    void whosePointsAndGreatestDistanceAreThoseOfTheDefinition(long seed) {
      Sample sample = Samples.repeated(new Random(seed), 200, 90, 25);
      BruteForce definition = AucTest.bruteForce(sample);
      Evaluation evaluation = Evaluation.of(sample);
      assertThat(evaluation.ks()).isCloseTo(definition.ks(), within(1e-15));
      assertThat(evaluation.roc()).hasSize(27);
      for (RocPoint point : evaluation.roc().subList(1, 27)) {
        double threshold = requireNonNull(point.probability());
        assertThat(point.falsePositiveRate()).isEqualTo(definition.shareFrom(threshold, false));
        assertThat(point.truePositiveRate()).isEqualTo(definition.shareFrom(threshold, true));
      }
    }

    @Test
    void whoseGreatestDistanceIsNegativeForAReversedModel() {
      Sample sample = Samples.calibrated(new Random(37), 2_000, false);
      double[] reversed =
          IntStream.range(0, sample.rows())
              .mapToDouble(row -> 1 - sample.probability(row))
              .toArray();
      double ks = requireNonNull(Evaluation.of(sample).ks());
      assertThat(ks).isGreaterThan(0.1);
      assertThat(requireNonNull(Evaluation.of(sample.withProbabilities(reversed)).ks()))
          .isCloseTo(-ks, within(1e-15));
    }

    @Test
    void whichHasTheSignOfTheKsOfADocumentThatHoldsItsAbsoluteValue() {
      Sample sample = Samples.calibrated(new Random(39), 2_000, false);
      double[] reversed =
          IntStream.range(0, sample.rows())
              .mapToDouble(row -> 1 - sample.probability(row))
              .toArray();
      Evaluation present = Evaluation.of(sample.withProbabilities(reversed));
      double ks = requireNonNull(present.ks());
      Evaluation earlier =
          new Evaluation(
              present.balance(),
              present.auc(),
              null,
              present.aucByRow(),
              present.gini(),
              -ks,
              present.logLoss(),
              present.brier(),
              present.calibration(),
              present.roc());
      assertThat(present.signedKs()).isEqualTo(ks);
      assertThat(earlier.signedKs()).isEqualTo(ks);
      assertThat(Measure.ks(earlier)).isEqualTo(Figures.measure(ks) + " (reversed)");
      assertThat(Measure.ks(Evaluation.of(sample))).matches("0[.]\\d{4}");
    }

    @Test
    void whoseGreatestDistanceIsPositiveIfBothSidesAreEqual() {
      Sample sample =
          Samples.distinct(
              new double[] {0.1, 0.2, 0.3, 0.4}, new boolean[] {true, false, false, true});
      assertThat(Evaluation.of(sample).ks()).isEqualTo(0.5);
    }

    @Test
    void fromTheOriginToOneAndOneWithNoMorePointsThanAsked() {
      Sample sample = Samples.calibrated(new Random(35), 20_000, false);
      for (int pointsMax : new int[] {2, 3, 50, Evaluation.ROC_POINTS_MAX}) {
        List<RocPoint> curve = RocPoint.curve(RankedScores.of(sample), pointsMax);
        assertThat(curve).hasSizeBetween(Math.max(2, pointsMax - 2), pointsMax);
        assertThat(curve.getFirst()).isEqualTo(new RocPoint(0, 0, null));
        assertThat(curve.getLast().falsePositiveRate()).isEqualTo(1);
        assertThat(curve.getLast().truePositiveRate()).isEqualTo(1);
      }
    }

    @Test
    void whoseThinnedAreaIsThatOfAllPoints() {
      Sample sample = Samples.calibrated(new Random(36), 20_000, false);
      List<RocPoint> curve = RocPoint.curve(RankedScores.of(sample), 201);
      double area = 0;
      for (int i = 1; i < curve.size(); i++) {
        RocPoint from = curve.get(i - 1);
        RocPoint to = curve.get(i);
        area +=
            (to.falsePositiveRate() - from.falsePositiveRate())
                * (to.truePositiveRate() + from.truePositiveRate())
                / 2;
      }
      assertThat(area).isCloseTo(Auc.value(RankedScores.of(sample)), within(1e-3));
    }
  }

  @Nested
  @DisplayName("rejects")
  class Rejects {

    @Test
    void arraysOfDifferentLengths() {
      assertThatThrownBy(() -> Sample.of(new double[2], new boolean[2], new int[1]))
          .hasMessageContaining("2 probabilities, 2 outcomes and 1 customers");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.0000001, Double.NaN})
    void whatIsNoProbabilityWithoutRepeatingIt(double value) {
      assertThatThrownBy(() -> Samples.distinct(new double[] {0.5, value}, new boolean[2]))
          .hasMessage("row 1 has no probability in [0, 1]");
    }

    @Test
    void noRows() {
      assertThatThrownBy(() -> Samples.distinct(new double[0], new boolean[0]))
          .hasMessage("a sample needs at least one row");
    }

    @Test
    void customersWhoseNumbersHaveAGap() {
      assertThatThrownBy(() -> Customers.of(new int[] {0, 2, 2}))
          .hasMessage("no row has the customer's index 1");
      assertThatThrownBy(() -> Customers.of(new int[] {0, 3, 1})).hasMessageContaining("not 3");
      assertThatThrownBy(() -> Customers.of(new int[] {-1})).hasMessageContaining("not -1");
    }
  }
}
