package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.AucCampaign.Shares;
import credence.evaluation.AucShape.Rows;
import credence.evaluation.AucShape.Scores;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A small part of the campaign whose tables are in docs/statistics.md (`scripts/auc-coverage`).
@DisplayName("Intervals of the AUC and of differences")
class AucCoverageTest {
  private static final int REPETITIONS = 1_500;
  private static final long SEED = 20261130;

  /// Four standard errors of a share of 3.5 %.
  private static final double TOLERANCE = 4 * Math.sqrt(0.035 * 0.965 / REPETITIONS);

  static Stream<AucShape> shapes() {
    int few = (int) Evaluation.AUC_CUSTOMERS_MIN;
    int ofDifference = (int) PairedComparison.AUC_CUSTOMERS_MIN;
    return Stream.of(
        AucShape.of(Scores.NORMAL, few, 300, 0.7),
        AucShape.of(Scores.NORMAL, few, 300, 0.95),
        AucShape.of(Scores.WIDE, few, 300, 0.9),
        AucShape.of(Scores.NORMAL, few, 300, 0.9).withRows(Rows.UNEQUAL),
        AucShape.of(Scores.WIDE, ofDifference, 300, 0.85).against(0.9, 0.9),
        AucShape.of(Scores.NORMAL, ofDifference, 300, 0.85)
            .against(0.9, 0.9)
            .withRows(Rows.UNEQUAL));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void coverTheTruthAndSeldomPassAtALimitThatEqualsIt(AucShape shape) {
    Shares shares = AucCampaign.measure(shape, REPETITIONS, SEED);
    assertThat(shares).as("seed %d", SEED).matches(found -> found.met(TOLERANCE));
  }

  static Stream<AucShape> shapesOfFewDefaulters() {
    return Stream.of(
        AucShape.of(Scores.NORMAL, 5, 50, 0.9),
        AucShape.of(Scores.NORMAL, 10, 100, 0.7),
        AucShape.of(Scores.WIDE, 10, 100, 0.9),
        AucShape.of(Scores.NORMAL, 20, 200, 0.95),
        AucShape.of(Scores.NORMAL, 10, 100, 0.9).against(0.95, 0.9));
  }

  @ParameterizedTest
  @MethodSource("shapesOfFewDefaulters")
  void seldomPassEvenWithFewDefaulters(AucShape shape) {
    Shares shares = AucCampaign.measure(shape, REPETITIONS, SEED);
    assertThat(shares.passed()).as("seed %d", SEED).isLessThan(0.035 + TOLERANCE);
    assertThat(shares.waldPassed()).isGreaterThan(0.035 + TOLERANCE);
  }
}
