package credence.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The level of a number")
class ValueRuleTest {
  private static final long SEED = 20261130;

  @ParameterizedTest
  @CsvSource({
    "4.0, 4",
    "4, 4",
    "-4, -4",
    "0, 0",
    "-0.0, 0",
    "1e15, 1000000000000000",
    "9007199254740991, 9007199254740991",
    "-9007199254740991, -9007199254740991",
    "9007199254740992, 9.007199254740992E15",
    "-9007199254740992, -9.007199254740992E15",
    "0.1, 0.1",
    "2.5, 2.5",
    "1e22, 1.0E22",
    "4.9E-324, 4.9E-324",
    "1.7976931348623157e308, 1.7976931348623157E308"
  })
  @DisplayName("is its digits if it is an exact integer, and otherwise its shortest decimal")
  void levels(double number, String level) {
    assertThat(ValueRule.level(number)).isEqualTo(level);
  }

  @Test
  @DisplayName("identifies the number, whatever decimal it was read from")
  void identifies() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      double number = number(random, i);
      String level = ValueRule.level(number);
      assertThat(Double.parseDouble(level)).isEqualTo(number + 0.0);
      BigDecimal exact = new BigDecimal(number);
      for (String written :
          new String[] {
            exact.toString(),
            exact.toPlainString(),
            exact.stripTrailingZeros().toString(),
            exact.setScale(exact.scale() + 3).toPlainString(),
            exact.toEngineeringString(),
            Double.toString(number)
          }) {
        assertThat(ValueRule.level(Double.parseDouble(written))).as(written).isEqualTo(level);
      }
    }
  }

  /// An integer, a decimal of few digits, or any finite double.
  private static double number(SplittableRandom random, int i) {
    return switch (i % 3) {
      case 0 -> random.nextLong() >> random.nextInt(64);
      case 1 -> random.nextInt(-10_000, 10_000) / 8.0;
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(any) ? any : 0.1;
      }
    };
  }
}
