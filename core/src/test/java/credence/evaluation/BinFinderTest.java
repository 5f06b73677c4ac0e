package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("The bin of a number is the one that counting the edges below it gives")
class BinFinderTest {

  @RepeatedTest(20)
  void forEdgesOfAnyMagnitude() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double[] edges =
        DoubleStream.generate(() -> number(random))
            .limit(random.nextInt(11))
            .sorted()
            .distinct()
            .toArray();
    agrees(edges, random, "seed " + seed);
  }

  @Test
  void forEdgesAsFarApartAsDoublesGo() {
    double most = Double.MAX_VALUE;
    agrees(new double[] {-most, -1, 0, Double.MIN_VALUE, 1, most}, new Random(1), "extremes");
    agrees(new double[] {0, Double.MIN_VALUE, 2 * Double.MIN_VALUE}, new Random(2), "subnormal");
    agrees(new double[] {1, Math.nextUp(1.0)}, new Random(3), "neighbours");
    agrees(new double[] {-0.0}, new Random(4), "one");
    agrees(new double[0], new Random(5), "none");
  }

  private static void agrees(double[] edges, Random random, String what) {
    BinFinder finder = new BinFinder(edges);
    assertThat(finder.bins()).isEqualTo(edges.length + 2);
    for (double edge : edges) {
      agrees(finder, edges, edge, what);
      agrees(finder, edges, Math.nextUp(edge), what);
      agrees(finder, edges, Math.nextDown(edge), what);
    }
    for (int i = 0; i < 2000; i++) {
      agrees(finder, edges, number(random), what);
    }
    agrees(finder, edges, Double.POSITIVE_INFINITY, what);
    agrees(finder, edges, Double.NEGATIVE_INFINITY, what);
    assertThat(finder.bin(Double.NaN)).isEqualTo(edges.length + 1);
  }

  private static void agrees(BinFinder finder, double[] edges, double value, String what) {
    long below = Arrays.stream(edges).filter(edge -> edge < value).count();
    assertThat(finder.bin(value))
        .as("%s: %s among %s", what, value, Arrays.toString(edges))
        .isEqualTo((int) below);
  }

  /// A number as they come: small whole ones, fractions, and some of any magnitude.
  private static double number(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(-20, 20);
      case 1 -> random.nextGaussian();
      default -> random.nextGaussian() * StrictMath.pow(10, random.nextInt(-300, 300));
    };
  }
}
