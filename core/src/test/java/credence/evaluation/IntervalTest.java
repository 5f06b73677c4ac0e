package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.Interval.Scale;
import credence.evaluation.distribution.NormalTail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An interval at another confidence level")
class IntervalTest {
  /// Quantiles of the normal distribution by scipy.stats.norm.ppf(1 - (1 - level) / 2).
  @ParameterizedTest(name = "{0}: {1} standard errors")
  @CsvSource({
    "0.95, 1.959963984540054",
    "0.975, 2.241402727604947",
    "0.9975, 3.023341439739154",
    "0.99995, 4.055626981122166",
  })
  void hasTheQuantilesOfTheNormalDistribution(double level, double quantile) {
    assertThat(NormalTail.quantile(level)).isCloseTo(quantile, within(1e-9));
    Interval usual = Interval.normal(0.3, 0.02, -1, 1);
    Interval other = usual.atLevel(0.3, level, Scale.LINEAR);
    assertThat(other.low()).isCloseTo(0.3 - quantile * 0.02, within(1e-9));
    assertThat(other.high()).isCloseTo(0.3 + quantile * 0.02, within(1e-9));
    assertThat(other.level()).isEqualTo(level);
  }

  @Test
  void isSymmetricOnItsScale() {
    double factor = NormalTail.quantile(0.99) / NormalTail.quantile(0.95);
    Interval ratio = new Interval(1.5, 6, 0.95).atLevel(3, 0.99, Scale.RATIO);
    assertThat(ratio.low())
        .isCloseTo(3 * Math.pow(1 + factor * (Math.cbrt(0.5) - 1), 3), within(1e-12));
    assertThat(ratio.high()).isCloseTo(3 * Math.pow(2, factor), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"LINEAR, 0.7", "RATIO, 0.7", "RATIO, 0"})
  void containsThatOfEveryLowerLevelAndIsItselfAtItsOwn(Scale scale, double value) {
    Interval interval = new Interval(0, value + 0.2, 0.95);
    Interval before = interval;
    for (int versions = 1; versions < 1_000; versions++) {
      Interval wider = interval.atLevel(value, 1 - 0.05 / versions, scale);
      assertThat(wider.low()).isLessThanOrEqualTo(before.low() + 1e-12);
      assertThat(wider.high()).isGreaterThanOrEqualTo(before.high() - 1e-12);
      assertThat(wider.contains(value)).isTrue();
      before = wider;
    }
    Interval same = interval.atLevel(value, 0.95, scale);
    assertThat(same.low()).isCloseTo(interval.low(), within(1e-12));
    assertThat(same.high()).isCloseTo(interval.high(), within(1e-12));
  }

  /// Ends of Garwood's exact interval of a Poisson count over itself, by scipy.stats.chi2.
  @ParameterizedTest(name = "{0}: {1} to {2} at 95 %")
  @CsvSource({
    "1, 0.0253178, 5.5716434, 0.0012508, 8.9858",
    "5, 0.3246973, 2.3336664, 0.1555, 3.2286",
    "30, 0.6747051, 1.4275645, 0.5369, 1.6856",
    "99, 0.8127627, 1.2174558, 0.7233, 1.3430",
  })
  void ofARatioContainsTheExactIntervalOfACount(
      int count, double low, double high, double exactLow, double exactHigh) {
    Interval adjusted = new Interval(low, high, 0.95).atLevel(1, 0.9975, Scale.RATIO);
    assertThat(adjusted.low()).as("of %d", count).isLessThanOrEqualTo(exactLow);
    assertThat(adjusted.high()).as("of %d", count).isGreaterThanOrEqualTo(exactHigh);
  }

  /// With no event among n, the ends are those of a Poisson count of 0.
  @Test
  void ofACountOfZeroIsExact() {
    double usual = -Math.log(0.025) / 50;
    assertThat(new Interval(0, usual, 0.95).atLevel(0, 0.9975, Scale.RATIO).high())
        .isCloseTo(-Math.log(0.00125) / 50, within(1e-12));
  }
}
