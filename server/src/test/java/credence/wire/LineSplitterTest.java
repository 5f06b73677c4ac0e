package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stream of lines")
class LineSplitterTest {
  private static final long SEED = 20180407;
  private static final int LINE_MAX = 12;

  /// The results as text.
  private static final class Collector implements StreamSplitter.Records {
    final List<String> lines = new ArrayList<>();

    @Override
    public void record(long index, byte[] bytes, int from, int to) {
      lines.add(index + ":" + new String(bytes, from, to - from, UTF_8).strip());
    }

    @Override
    public void overlong(long index, ReadError problem) {
      assertThat(problem.kind()).isEqualTo(ReadError.Kind.OVERLONG_RECORD);
      lines.add(index + " overlong");
    }
  }

  private static List<String> split(String text, int... cuts) {
    byte[] bytes = text.getBytes(UTF_8);
    LineSplitter splitter = new LineSplitter(LINE_MAX);
    Collector collector = new Collector();
    int from = 0;
    for (int cut : cuts) {
      splitter.take(bytes, from, cut, collector);
      from = cut;
    }
    splitter.take(bytes, from, bytes.length, collector);
    splitter.finish(collector);
    return collector.lines;
  }

  @Test
  @DisplayName("returns each line with its index, also the last one without a line feed")
  void splits() {
    assertThat(split("{\"a\":1}\n{}\r\n{\"b\":2}"))
        .containsExactly("0:{\"a\":1}", "1:{}", "2:{\"b\":2}");
    assertThat(split("")).isEmpty();
  }

  @Test
  @DisplayName("skips blank lines and does not count them")
  void passesOverEmptyLines() {
    assertThat(split("\n\r\n \t \n1\n\n2\n   ")).containsExactly("0:1", "1:2");
  }

  @Test
  @DisplayName("reports an overlong line once and continues after it")
  void reportsOverlongLines() {
    String longest = "x".repeat(LINE_MAX);
    assertThat(split("1\n" + longest + "\n" + longest + "y\n2\n" + longest + "yy"))
        .containsExactly("0:1", "1:" + longest, "2 overlong", "3:2", "4 overlong");
    assertThat(split(longest + "yyyyyyyy\n3", 4, 14, 18)).containsExactly("0 overlong", "1:3");
  }

  @Test
  @DisplayName("is the same however it is split into chunks")
  void isIndependentOfChunks() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int line = random.nextInt(6); line > 0; line--) {
        text.append("ab 1".repeat(random.nextInt(5)))
            .append(random.nextInt(4) == 0 ? "\r\n" : "\n");
      }
      text.append("z".repeat(random.nextInt(20)));
      int[] cuts = random.ints(random.nextInt(5), 0, text.length() + 1).sorted().toArray();
      assertThat(split(text.toString(), cuts)).isEqualTo(expected(text.toString()));
    }
  }

  private static List<String> expected(String text) {
    List<String> results = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.length() > LINE_MAX) {
        results.add(results.size() + " overlong");
      } else if (!line.isBlank()) {
        results.add(results.size() + ":" + line.strip());
      }
    }
    return results;
  }
}
