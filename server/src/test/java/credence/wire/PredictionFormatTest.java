package credence.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import credence.bytes.ByteSink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A prediction's text")
class PredictionFormatTest {
  private static final long SEED = 20180407;

  private final ByteSink sink = new ByteSink();

  private String text(PredictionFormat format, double probability) {
    sink.clear();
    format.write(probability, sink);
    return new String(sink.toByteArray(), US_ASCII);
  }

  private void compare(int decimals, double probability) {
    String expected =
        new BigDecimal(probability)
            .setScale(decimals, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
    String text = text(PredictionFormat.rounded(decimals), probability);
    if (!text.equals(expected)) {
      assertThat(text).as("%s to %d decimals", probability, decimals).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.14953, 0.1495",
    "0.15, 0.15",
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "0.99994, 0.9999",
    "0.99996, 1",
    "0.00004, 0",
    "0.03125, 0.0312",
    "0.09375, 0.0938",
    "4.9E-324, 0",
    "0.1, 0.1",
    "0.00012, 0.0001"
  })
  @DisplayName("has four decimals, half to even, without trailing zeros")
  void roundsToFour(double probability, String expected) {
    assertThat(text(PredictionFormat.rounded(PredictionFormat.DECIMALS_DEFAULT), probability))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("is rounded as by exact decimal arithmetic, at any number of decimals")
  void agreesWithBigDecimal() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 2_000_000; i++) {
      double uniform = random.nextDouble();
      compare(4, (i & 1) == 0 ? uniform : uniform / (1L << random.nextInt(40)));
    }
    for (int i = 0; i < 500_000; i++) {
      compare(random.nextInt(1, PredictionFormat.DECIMALS_MAX + 1), random.nextDouble());
    }
  }

  @Test
  @DisplayName("is correct at and next to each tie, and at the doubles nearest to a half unit")
  void agreesAtTies() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int decimals = 1; decimals <= PredictionFormat.DECIMALS_MAX; decimals++) {
      for (int i = 0; i < 20_000; i++) {
        long odd = 2 * random.nextLong(1L << decimals) + 1;
        compareAround(decimals, Math.scalb((double) odd, -decimals - 1));
        long units = random.nextLong((long) Math.pow(10, decimals));
        compareAround(decimals, (units + 0.5) / Math.pow(10, decimals));
      }
    }
  }

  private void compareAround(int decimals, double probability) {
    compare(decimals, probability);
    compare(decimals, Math.nextDown(probability));
    compare(decimals, Math.min(1, Math.nextUp(probability)));
  }

  @Test
  @DisplayName("at full precision is the shortest that reads as the same double, in JSON's grammar")
  void writesInFull() {
    assertThat(text(PredictionFormat.FULL, 0.14949999999999997)).isEqualTo("0.14949999999999997");
    assertThat(text(PredictionFormat.FULL, 0)).isEqualTo("0");
    assertThat(text(PredictionFormat.FULL, -0.0)).isEqualTo("0");
    assertThat(text(PredictionFormat.FULL, 1)).isEqualTo("1");
    assertThat(text(PredictionFormat.FULL, 1e-5)).isEqualTo("1E-5");
    assertThat(text(PredictionFormat.FULL, 1.25e-7)).isEqualTo("1.25E-7");
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 100_000; i++) {
      double probability = random.nextDouble() / (1L << random.nextInt(60));
      String text = text(PredictionFormat.FULL, probability);
      assertThat(Double.parseDouble(text)).isEqualTo(probability);
      assertThat(text).matches("(0|[1-9])(\\.[0-9]+)?(E-[0-9]+)?");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1e-9, 1.0000000000000002, Double.POSITIVE_INFINITY})
  @DisplayName("exists for probabilities only")
  void rejectsOthers(double notProbability) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text(PredictionFormat.FULL, notProbability));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 18})
  @DisplayName("has 1 to 17 decimals")
  void limitsDecimals(int decimals) {
    assertThatIllegalArgumentException().isThrownBy(() -> PredictionFormat.rounded(decimals));
  }
}
