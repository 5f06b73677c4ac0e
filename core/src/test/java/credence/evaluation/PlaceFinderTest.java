package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("The place of a number is the one that counting the numbers below it gives")
class PlaceFinderTest {

  @RepeatedTest(20)
  void amongNumbersOfAnyMagnitude() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double[] numbers =
        DoubleStream.generate(() -> number(random))
            .limit(random.nextInt(11))
            .sorted()
            .distinct()
            .toArray();
    agrees(numbers, random, "seed " + seed);
  }

  @Test
  void amongNumbersAsFarApartAsDoublesGo() {
    double most = Double.MAX_VALUE;
    agrees(new double[] {-most, -1, 0, Double.MIN_VALUE, 1, most}, new Random(1), "extremes");
    agrees(new double[] {0, Double.MIN_VALUE, 2 * Double.MIN_VALUE}, new Random(2), "subnormal");
    agrees(new double[] {1, Math.nextUp(1.0)}, new Random(3), "neighbours");
    agrees(new double[] {-0.0}, new Random(4), "one");
    agrees(new double[0], new Random(5), "none");
  }

  private static void agrees(double[] numbers, Random random, String what) {
    for (int cells : new int[] {1, 2, 7, 1 << 10}) {
      agrees(new PlaceFinder(numbers, cells), numbers, random, what);
    }
  }

  private static void agrees(PlaceFinder finder, double[] numbers, Random random, String what) {
    for (double number : numbers) {
      agrees(finder, numbers, number, what);
      agrees(finder, numbers, Math.nextUp(number), what);
      agrees(finder, numbers, Math.nextDown(number), what);
    }
    for (int i = 0; i < 2000; i++) {
      agrees(finder, numbers, number(random), what);
    }
    agrees(finder, numbers, Double.POSITIVE_INFINITY, what);
    agrees(finder, numbers, Double.NEGATIVE_INFINITY, what);
  }

  private static void agrees(PlaceFinder finder, double[] numbers, double value, String what) {
    long below = Arrays.stream(numbers).filter(number -> number < value).count();
    assertThat(finder.place(value))
        .as("%s: %s among %s", what, value, Arrays.toString(numbers))
        .isEqualTo((int) below);
  }

  /// A random number: small integers, fractions, and some of any magnitude.
  private static double number(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(-20, 20);
      case 1 -> random.nextGaussian();
      default -> random.nextGaussian() * StrictMath.pow(10, random.nextInt(-300, 300));
    };
  }
}
