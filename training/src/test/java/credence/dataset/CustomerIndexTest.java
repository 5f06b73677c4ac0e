package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The index of customers")
class CustomerIndexTest {
  @Test
  void numbersTextsAsAMapOfThemWould() {
    long seed = new Random().nextLong();
    System.out.println("CustomerIndexTest: seed " + seed);
    Random random = new Random(seed);
    CustomerIndex index = new CustomerIndex();
    Map<String, Integer> map = new HashMap<>();
    for (int batch = 0; batch < 150; batch++) {
      int rows = 1 + random.nextInt(2048);
      BlockKeys keys = new BlockKeys();
      int[] expected = new int[rows];
      for (int row = 0; row < rows; row++) {
        if (random.nextInt(50) == 0) {
          expected[row] = CustomerIndex.NONE;
          continue;
        }
        String text = take(keys, row, random);
        expected[row] = map.computeIfAbsent(text, _ -> map.size());
      }
      int[] numbers = new int[rows];
      index.number(keys, rows, numbers, 0);
      assertThat(numbers).isEqualTo(expected);
      assertThat(index.count()).isEqualTo(map.size());
    }
  }

  /// Adds a string, an integer, or the digits of one; returns it as text.
  private static String take(BlockKeys keys, int row, Random random) {
    long integer = random.nextBoolean() ? random.nextInt(200_000) - 100_000 : random.nextLong();
    switch (random.nextInt(3)) {
      case 0 -> keys.take(row, integer, new byte[DecimalDigits.BYTES_MAX]);
      case 1 -> keys.take(row, Long.toString(integer));
      default -> {
        keys.take(row, "é" + integer);
        return "é" + integer;
      }
    }
    return Long.toString(integer);
  }
}
