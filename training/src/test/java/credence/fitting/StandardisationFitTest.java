package credence.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.NumberEncoding.Standardisation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardisationFitTest {
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-10);

  @ParameterizedTest(name = "2^{0}")
  @ValueSource(ints = {-1060, -1000, -600, -500, -450, 0, 400, 511, 600, 1000, 1020})
  void isThatOfTheSameValuesOfOrdinaryMagnitudeTimesAPowerOfTwo(int exponent) {
    double[] values = new SplittableRandom(7).doubles(1_000, -3, 7).toArray();
    Standardisation expected = StandardisationFit.of(values);

    Standardisation scaled =
        StandardisationFit.of(Arrays.stream(values).map(x -> Math.scalb(x, exponent)).toArray());

    // Below 2^-1000 the values themselves lose digits as subnormal numbers.
    Percentage within = exponent < -1000 ? Percentage.withPercentage(1e-2) : ROUNDING;
    assertThat(scaled.mean()).isCloseTo(Math.scalb(expected.mean(), exponent), within);
    assertThat(scaled.deviation()).isCloseTo(Math.scalb(expected.deviation(), exponent), within);
  }

  @Test
  void ofOneHugeValueAmongOrdinaryOnesIsFinite() {
    double[] values = new SplittableRandom(8).doubles(3_000, -1, 1).toArray();
    values[17] = 1e300;

    Standardisation scale = StandardisationFit.of(values);

    assertThat(scale.mean()).isCloseTo(1e300 / 3_000, ROUNDING);
    assertThat(scale.deviation()).isCloseTo(1e300 * Math.sqrt(2_999) / 3_000, ROUNDING);
  }

  @Test
  void ofTheLargestNumbersOfBothSignsIsFinite() {
    Standardisation scale =
        StandardisationFit.of(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE});

    assertThat(scale).isEqualTo(new Standardisation(0, Double.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, -0.7, 1e-300, 1.1e300, 4.9e-324, 123_456.789})
  void ofAnyConstantEncodesItAsZero(double constant) {
    for (int rows : new int[] {1, 3, 1_000, 4_099}) {
      double[] values = new double[rows];
      Arrays.fill(values, constant);
      assertThat(StandardisationFit.of(values)).isEqualTo(new Standardisation(constant, 1));
    }
  }

  @Test
  void ofAConstantIsReplacedByOne() {
    assertThat(StandardisationFit.of(new double[] {-0.0, 0.0}))
        .isEqualTo(new Standardisation(0, 1));
    assertThat(StandardisationFit.of(new double[] {5, 5, 5})).isEqualTo(new Standardisation(5, 1));
    assertThat(StandardisationFit.of(new double[] {0, 0})).isEqualTo(new Standardisation(0, 1));
    assertThat(StandardisationFit.of(new double[] {1e300, 1e300}))
        .isEqualTo(new Standardisation(1e300, 1));
    assertThat(StandardisationFit.of(new double[0])).isEqualTo(new Standardisation(0, 1));
  }
}
