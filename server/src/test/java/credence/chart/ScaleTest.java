package credence.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scale")
class ScaleTest {
  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(tick -> tick.label().replace('\u00a0', ' ')).toList();
  }

  @Test
  @DisplayName("labels multiples of 1, 2 or 5 and starts and ends at one")
  void steps() {
    assertThat(labels(LinearScale.wholeShare()))
        .containsExactly("0 %", "20 %", "40 %", "60 %", "80 %", "100 %");
    assertThat(labels(LinearScale.shares(0.081, 0.268)))
        .containsExactly("5 %", "10 %", "15 %", "20 %", "25 %", "30 %");
    assertThat(labels(LinearScale.shares(0, 0.0004)))
        .containsExactly("0.00 %", "0.01 %", "0.02 %", "0.03 %", "0.04 %");
    assertThat(labels(LinearScale.shares(0.25, 0.25))).hasSizeGreaterThan(1);
  }

  @Test
  @DisplayName("contains its values, with ascending and separate ticks")
  void random() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      double low = StrictMath.pow(random.nextDouble(), 4);
      double high = low + (1 - low) * StrictMath.pow(random.nextDouble(), 4);
      check(LinearScale.shares(low, high), low, high, seed);
      check(LogOddsScale.around(low, high), Math.max(low, 1e-6), Math.min(high, 1 - 1e-5), seed);
    }
  }

  private static void check(Scale scale, double low, double high, long seed) {
    assertThat(scale.low()).as("seed %d", seed).isLessThanOrEqualTo(low + 1e-9);
    assertThat(scale.high()).as("seed %d", seed).isGreaterThanOrEqualTo(high - 1e-9);
    assertThat(scale.position(scale.low())).isZero();
    assertThat(scale.position(scale.high())).isEqualTo(1);
    assertThat(scale.position(-1)).isZero();
    assertThat(scale.position(2)).isEqualTo(1);
    double before = -1;
    for (Tick tick : scale.ticks()) {
      double position = scale.position(tick.value());
      assertThat(position).isBetween(0.0, 1.0).isGreaterThan(before + 0.07);
      before = position;
    }
  }

  @Test
  @DisplayName("of log-odds has equal distances for equal ratios of odds")
  void logOdds() {
    Scale scale = LogOddsScale.around(0.01, 0.5);
    double tenfold = scale.position(0.2 / 1.2) - scale.position(0.02 / 1.02);
    assertThat(tenfold).isCloseTo(scale.share(Math.log(10)), within(1e-12));
    assertThat(scale.position(0.5) - scale.position(1.0 / 11)).isCloseTo(tenfold, within(1e-12));
    assertThat(labels(scale)).containsExactly("1 %", "3 %", "10 %", "30 %", "50 %");
  }
}
