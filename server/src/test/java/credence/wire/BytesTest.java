package credence.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A search eight bytes at a time")
class BytesTest {
  private final SplittableRandom random = new SplittableRandom(20180407);

  /// Mostly letters, with occasional bytes that stop a search and adjacent values.
  private byte[] bytes() {
    byte[] stops = {'"', '\\', '\n', 31, 32, 33, 35, 127, -128, -1, 0, 11, 91, 93};
    byte[] bytes = new byte[random.nextInt(40)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random.nextInt(9) == 0 ? stops[random.nextInt(stops.length)] : (byte) 'a';
    }
    return bytes;
  }

  @Test
  @DisplayName("finds the same as a search byte by byte")
  void agreesWithPlainSearch() {
    for (int i = 0; i < 500_000; i++) {
      byte[] bytes = bytes();
      int from = random.nextInt(bytes.length + 1);
      int to = random.nextInt(from, bytes.length + 1);
      int stop = from;
      while (stop < to && bytes[stop] >= ' ' && bytes[stop] != '"' && bytes[stop] != '\\') {
        stop++;
      }
      int feed = from;
      while (feed < to && bytes[feed] != '\n') {
        feed++;
      }
      assertThat(Bytes.plainStringEnd(bytes, from, to))
          .isEqualTo(stop < to && bytes[stop] == '"' ? stop : -1);
      assertThat(Bytes.lineFeed(bytes, from, to)).isEqualTo(feed);
    }
  }
}
