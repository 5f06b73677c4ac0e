package credence.evaluation.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The binomial distribution")
class BinomialTest {
  @Test
  @DisplayName("has the tail that counting all outcomes of fair trials gives")
  void fair() {
    for (int trials = 0; trials <= 12; trials++) {
      for (int successes = 0; successes <= trials + 1; successes++) {
        int outcomes = 0;
        for (int outcome = 0; outcome < 1 << trials; outcome++) {
          outcomes += BigInteger.valueOf(outcome).bitCount() >= successes ? 1 : 0;
        }
        assertThat(Binomial.atLeast(successes, trials, 0.5))
            .as("%d of %d", successes, trials)
            .isCloseTo((double) outcomes / (1 << trials), within(1e-12));
      }
    }
  }

  @Test
  @DisplayName("has the tail of R's pbinom(1, 10, 0.05, lower.tail = FALSE)")
  void reference() {
    assertThat(Binomial.atLeast(2, 10, 0.05)).isCloseTo(0.0861383558, within(1e-9));
    assertThat(Binomial.atLeast(3, 10, 0.05)).isCloseTo(0.0115035574, within(1e-9));
    assertThat(Binomial.atLeast(0, 10, 0.05)).isEqualTo(1);
  }
}
