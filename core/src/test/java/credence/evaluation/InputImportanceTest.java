package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The importance of an input")
class InputImportanceTest {
  private static double deviation(double[] contributions) {
    return InputImportance.of(
            "x", contributions.length, NumberHistogram.Values.each(row -> contributions[row]))
        .deviation();
  }

  @Test
  @DisplayName("is the standard deviation of its contributions, whatever their mean")
  void deviation() {
    long seed = 20261130;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    double[] contributions = new double[40_000];
    double sum = 0;
    for (int row = 0; row < contributions.length; row++) {
      contributions[row] = 1e6 + 0.3 * random.nextGaussian();
      sum += contributions[row] - 1e6;
    }
    double mean = sum / contributions.length;
    double squares = 0;
    for (double contribution : contributions) {
      squares += Math.pow(contribution - 1e6 - mean, 2);
    }
    assertThat(deviation(contributions))
        .isCloseTo(Math.sqrt(squares / contributions.length), within(1e-9));
  }

  @Test
  @DisplayName("of a flag depends on its effect and on how often it is set")
  void flag() {
    for (int every : new int[] {2, 50, 1_000}) {
      double[] contributions = new double[10_000];
      for (int row = 0; row < contributions.length; row += every) {
        contributions[row] = 1.5;
      }
      double share = 1.0 / every;
      assertThat(deviation(contributions))
          .isCloseTo(1.5 * Math.sqrt(share * (1 - share)), within(1e-9));
    }
  }

  @Test
  @DisplayName("is 0 if all rows have the same contribution")
  void constant() {
    assertThat(deviation(new double[] {0.7, 0.7, 0.7})).isZero();
  }
}
