package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table of names")
class NameTableTest {
  @Test
  @DisplayName("finds exactly its names, wherever the bytes are")
  void findsNames() {
    SplittableRandom random = new SplittableRandom(20180407);
    List<String> names = new ArrayList<>(List.of("", "a", "größe"));
    for (int i = 0; i < 500; i++) {
      names.add("average_balance_" + i);
      names.add("x".repeat(i % 20) + i);
    }
    NameTable table = new NameTable(names);
    for (int i = 0; i < 100_000; i++) {
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(3) == 0) {
        name = name.substring(random.nextInt(name.length() + 1)) + "y";
      }
      int from = random.nextInt(5);
      byte[] bytes = (" ".repeat(from) + name + "zzzzzzzzz").getBytes(UTF_8);
      int to = bytes.length - 9;
      byte[] exact = Arrays.copyOf(bytes, random.nextBoolean() ? to : bytes.length);
      assertThat(table.find(exact, from, to)).isEqualTo(names.indexOf(name));
    }
    assertThat(new NameTable(List.of()).find(new byte[0], 0, 0)).isEqualTo(NameTable.NONE);
  }
}
