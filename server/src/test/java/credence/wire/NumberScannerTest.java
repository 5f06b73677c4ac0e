package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A number in bytes")
class NumberScannerTest {
  private static final long SEED = 20180407;

  /// The number of comparisons; -Dcredence.numbers=200000000 is the long run.
  private static final long NUMBERS = Long.getLong("credence.numbers", 1_000_000);

  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final NumberScanner scanner = new NumberScanner();

  private void compare(String text) {
    byte[] bytes = ("7" + text + ",").getBytes(UTF_8);
    int end = scanner.scan(bytes, 1, bytes.length);
    if (end != bytes.length - 1) {
      assertThat(end).as(text).isEqualTo(bytes.length - 1);
    }
    double value = scanner.value(bytes);
    double expected = Double.parseDouble(text);
    if (Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(expected)) {
      assertThat(value).as(text).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("is the same double as in the JDK, of any length and magnitude")
  void agreesWithJdk() {
    System.out.println("seed " + SEED);
    for (long i = 0; i < NUMBERS; i++) {
      compare(decimal());
    }
    for (long i = 0; i < NUMBERS / 3; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        compare(Double.toString(value));
      }
    }
  }

  @Test
  @DisplayName("is correct at and next to the midpoint of two doubles")
  void agreesBetweenDoubles() {
    for (int i = 0; i < 50_000; i++) {
      double low = Double.longBitsToDouble(random.nextLong(0x7FE0L << 48));
      BigDecimal middle =
          new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
      compare(middle.toString());
      compare(middle.round(new MathContext(random.nextInt(15, 21))).toString());
    }
    for (int i = 0; i < 100_000; i++) {
      compare(Long.toString((1L << 53) + random.nextLong(-1000, 1000)));
      compare((1L << 53) + random.nextInt(1000) + "e" + random.nextInt(-30, 30));
    }
  }

  @Test
  @DisplayName("ends according to JSON's grammar, or is not a number")
  void agreesWithGrammar() {
    for (int i = 0; i < 500_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n > 0; n--) {
        text.append("0011-+.eE5x".charAt(random.nextInt(11)));
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      boolean isNumber = scanner.scan(bytes, 0, bytes.length) == bytes.length;
      Matcher matcher = GRAMMAR.matcher(text);
      if (isNumber != matcher.matches()) {
        assertThat(isNumber).as(text.toString()).isEqualTo(matcher.matches());
      }
      if (isNumber) {
        assertThat(scanner.isInteger())
            .isEqualTo(matcher.group(2) == null && matcher.group(3) == null);
      }
    }
  }

  @Test
  @DisplayName("is correct for every power of ten, with few digits and with many")
  void agreesAtEveryPower() {
    for (int exponent = -345; exponent <= 310; exponent++) {
      for (int i = 0; i < 500; i++) {
        compare(Long.toUnsignedString(random.nextLong() >>> random.nextInt(64)) + "e" + exponent);
      }
      compare("0e" + exponent);
      compare("-0.000e" + exponent);
    }
  }

  private String decimal() {
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "-" : "");
    text.append(random.nextInt(3) == 0 ? "0" : digits("123456789", 1) + digits("0123456789", 9));
    if (random.nextInt(4) > 0) {
      text.append('.').append(digits("0123456789", 1)).append(digits("0012345678", 20));
    }
    if (random.nextInt(3) == 0) {
      text.append('e').append(random.nextInt(-340, 320));
    }
    return text.toString();
  }

  private String digits(String alphabet, int max) {
    StringBuilder digits = new StringBuilder();
    for (int n = max == 1 ? 1 : random.nextInt(max); n > 0; n--) {
      digits.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return digits.toString();
  }
}
