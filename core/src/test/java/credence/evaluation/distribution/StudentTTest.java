package credence.evaluation.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Student's t distribution")
class StudentTTest {

  /// The distribution function has a closed form for 1, 2 and 4 degrees of freedom.
  @ParameterizedTest(name = "t = {0}")
  @ValueSource(doubles = {1e-9, 0.01, 0.5, 1, 2, 12.7, 1e4, 1e8})
  void hasTheTailsOfItsClosedForms(double t) {
    double one = 2 / Math.PI * Math.atan(1 / t);
    double cosine = t / Math.sqrt(t * t + 2);
    double two = 2 / ((t * t + 2) * (1 + cosine));
    double share = t / Math.sqrt(t * t + 4);
    double rest = 4 / ((t * t + 4) * (1 + share));
    double four = rest * rest * (2 + share) / 2;
    assertThat(StudentT.twoSided(t, 1)).isCloseTo(one, within(1e-13 * one));
    assertThat(StudentT.twoSided(-t, 2)).isCloseTo(two, within(1e-13 * two));
    assertThat(StudentT.twoSided(t, 4)).isCloseTo(four, within(1e-13 * four));
  }

  @ParameterizedTest(name = "{0} degrees at {1}")
  @CsvSource({
    "1, 0.95, 12.706204736432095",
    "2, 0.95, 4.302652729911275",
    "5, 0.95, 2.570581835636314",
    "9, 0.99, 3.2498355440153697",
    "30, 0.95, 2.042272456301238",
    "100, 0.95, 1.983971518449634",
    "1e6, 0.95, 1.9599663"
  })
  void hasTheQuantilesOfTables(double degrees, double level, double expected) {
    assertThat(StudentT.quantile(level, degrees)).isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest(name = "{0} degrees")
  @ValueSource(doubles = {1, 1.7, 6.3, 49, 250.5, 12_345.6})
  void quantilesAreWhereTheTailsAre(double degrees) {
    for (double level : new double[] {0.1, 0.5, 0.95, 0.9975}) {
      assertThat(StudentT.twoSided(StudentT.quantile(level, degrees), degrees))
          .isCloseTo(1 - level, within(1e-12));
    }
  }

  @Test
  void quantilesFallAsDegreesGrow() {
    double before = Double.POSITIVE_INFINITY;
    for (double degrees = 1; degrees < 300; degrees += 0.7) {
      double quantile = StudentT.quantile(0.95, degrees);
      assertThat(quantile).isLessThan(before).isGreaterThan(1.959963984540054);
      before = quantile;
    }
  }
}
