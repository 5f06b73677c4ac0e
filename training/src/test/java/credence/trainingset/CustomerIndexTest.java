package credence.trainingset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
      @Nullable String[] texts = new String[rows];
      CustomerIndex.Hashes hashes = new CustomerIndex.Hashes(rows);
      int[] expected = new int[rows];
      for (int row = 0; row < rows; row++) {
        if (random.nextInt(50) == 0) {
          expected[row] = CustomerIndex.NONE;
          continue;
        }
        String text = random.nextBoolean() ? "é" + random.nextInt(200_000) : "" + random.nextLong();
        texts[row] = text;
        hashes.take(row, text);
        expected[row] = map.computeIfAbsent(text, _ -> map.size());
      }
      int[] numbers = new int[rows];
      index.number(texts, hashes, rows, numbers, 0);
      assertThat(numbers).isEqualTo(expected);
      assertThat(index.count()).isEqualTo(map.size());
    }
  }
}
