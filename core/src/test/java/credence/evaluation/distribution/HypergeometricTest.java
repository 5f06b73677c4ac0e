package credence.evaluation.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The hypergeometric distribution")
class HypergeometricTest {
  @Test
  @DisplayName("yields Fisher's p-value of the lady tasting tea, doubled")
  void tea() {
    assertThat(Hypergeometric.twoSided(3, 4, 4, 8))
        .isCloseTo(2 * 17 / 70.0, withinPercentage(1e-12));
    assertThat(Hypergeometric.twoSided(2, 4, 4, 8)).isEqualTo(1);
  }

  @Test
  @DisplayName("agrees with exact binomial coefficients")
  void exact() {
    for (int total : new int[] {1, 7, 40, 300}) {
      for (int drawn = 0; drawn <= total; drawn += 1 + total / 9) {
        for (int marked = 0; marked <= total; marked += 1 + total / 7) {
          int least = Math.max(0, drawn + marked - total);
          for (int k = least; k <= Math.min(drawn, marked); k += 1 + total / 20) {
            assertThat(Hypergeometric.twoSided(k, drawn, marked, total))
                .as("%d of %d, %d, %d", k, drawn, marked, total)
                .isCloseTo(exact(k, drawn, marked, total), withinPercentage(1e-9));
          }
        }
      }
    }
  }

  @Test
  @DisplayName("has no underflow far from its mode")
  void far() {
    assertThat(Hypergeometric.twoSided(10_000, 10_000, 10_000, 20_000)).isZero();
    assertThat(Hypergeometric.twoSided(5_000, 10_000, 10_000, 20_000)).isEqualTo(1);
    assertThat(Hypergeometric.twoSided(5_200, 10_000, 10_000, 20_000)).isBetween(1e-9, 1e-7);
  }

  private static double exact(int observed, int drawn, int marked, int total) {
    BigInteger lower = BigInteger.ZERO;
    BigInteger upper = BigInteger.ZERO;
    for (int k = Math.max(0, drawn + marked - total); k <= Math.min(drawn, marked); k++) {
      BigInteger ways = choose(marked, k).multiply(choose(total - marked, drawn - k));
      lower = k <= observed ? lower.add(ways) : lower;
      upper = k >= observed ? upper.add(ways) : upper;
    }
    return Math.min(1, 2 * lower.min(upper).doubleValue() / choose(total, drawn).doubleValue());
  }

  private static BigInteger choose(int n, int k) {
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return ways;
  }
}
