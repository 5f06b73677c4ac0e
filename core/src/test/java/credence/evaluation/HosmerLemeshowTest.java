package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.Portfolio.Repetition;
import credence.evaluation.distribution.ChiSquare;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The Hosmer–Lemeshow test")
class HosmerLemeshowTest {

  private static @Nullable HosmerLemeshow test(Sample sample) {
    return HosmerLemeshow.of(RankedScores.of(sample), bins(sample), sample);
  }

  private static List<CalibrationBin> bins(Sample sample) {
    return CalibrationBin.of(RankedScores.of(sample), sample, 10);
  }

  @Test
  @DisplayName("of customers with one row is the textbook's sum over bins")
  void textbook() {
    Sample sample = new Portfolio(3_000, 0.2, 1, Repetition.NONE).draw(new SplittableRandom(3));
    double sum = 0;
    for (CalibrationBin bin : bins(sample)) {
      double difference = 0;
      double variance = 0;
      for (int row = 0; row < sample.rows(); row++) {
        double p = sample.probability(row);
        if (p >= bin.low() && p <= bin.high()) {
          difference += (sample.defaulted(row) ? 1 : 0) - p;
          variance += p * (1 - p);
        }
      }
      sum += difference * difference / variance;
    }
    HosmerLemeshow test = requireNonNull(test(sample));
    assertThat(test.degrees()).isEqualTo(10);
    assertThat(test.statistic()).isCloseTo(sum, within(1e-9));
    assertThat(test.pValue()).isCloseTo(1 - ChiSquare.cumulative(sum, 10), within(1e-12));
  }

  @Test
  @DisplayName("of copied rows rejects no more than that of single ones")
  void copies() {
    Sample single = new Portfolio(2_000, 0.2, 1, Repetition.NONE).draw(new SplittableRandom(4));
    Sample copied = single.select(IntStream.range(0, 3 * single.rows()).map(i -> i / 3).toArray());
    HosmerLemeshow once = requireNonNull(test(single));
    HosmerLemeshow thrice = requireNonNull(test(copied));
    assertThat(thrice.degrees()).isEqualTo(once.degrees());
    assertThat(thrice.statistic() / once.statistic()).isBetween(0.9, 1.1);
  }

  @Test
  @DisplayName("pools bins until five customers of both classes are expected")
  void pools() {
    Sample sample = new Portfolio(1_000, 0.02, 1, Repetition.NONE).draw(new SplittableRandom(5));
    HosmerLemeshow test = requireNonNull(test(sample));
    assertThat(test.degrees()).isBetween(2, 4);
  }

  @Test
  @DisplayName("needs five expected defaulters, not five observed ones")
  void few() {
    assertThat(test(constant(100, 0.04))).isNull();
    HosmerLemeshow none = requireNonNull(test(constant(1_000, 0.077)));
    assertThat(none.degrees()).isEqualTo(1);
    assertThat(none.pValue()).isLessThan(1e-15);
  }

  /// Customers of one probability, none of whom defaults.
  private static Sample constant(int rows, double probability) {
    return Samples.distinct(
        IntStream.range(0, rows).mapToDouble(_ -> probability).toArray(), new boolean[rows]);
  }

  /// The 95 % quantiles, and far from the middle the closed forms erfc(√y) and e⁻ʸ Σ yʲ / j!.
  @ParameterizedTest
  @CsvSource({
    "3.841458820694124, 1, 0.05",
    "18.307038053275146, 10, 0.05",
    "0, 3, 1",
    "100, 1, 1.5239706048320995e-23",
    "100, 10, 5.4497019829205295e-17"
  })
  @DisplayName("has the upper tail of the chi-square distribution, far from the middle too")
  void tail(double x, int degrees, double expected) {
    assertThat(ChiSquare.above(x, degrees)).isCloseTo(expected, within(1e-12 * expected));
  }
}
