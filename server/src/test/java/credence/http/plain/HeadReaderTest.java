package credence.http.plain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import credence.http.head.HeadReader;
import credence.http.head.SingleFields;
import credence.http.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reader of message heads")
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR and LF.
class HeadReaderTest {
  private static final long SEED = 9112;
  private static final int HEADS = 200_000;
  private static final LimitSettings LIMITS = LimitSettings.defaults();

  private static final List<String> LINES =
      List.of(
          "POST /predict HTTP/1.1",
          "POST /predict?version=all HTTP/1.1",
          "GET /models HTTP/1.0",
          "POST http://a/predict HTTP/1.1");

  private static final List<String> FIELDS =
      List.of(
          "Host: a",
          "Host: a:80",
          "host:[::1]:8080",
          "Content-Type: application/json",
          "Content-Length: 2",
          "content-length:\t2 ",
          "Transfer-Encoding: chunked",
          "transfer-encoding:Chunked ",
          "Connection: keep-alive",
          "Accept: */*",
          "X-Any: a, b");

  private static final String ALPHABET = "\r\n\r\n :;,\t\u0000\u007f\u00e90123aAxX-\"#/*";

  private final SplittableRandom random = new SplittableRandom(SEED);

  /// The properties of a head that determine where the next request starts.
  ///
  /// @param length the bytes of the head
  /// @param bodyBytes the bytes of the body; [HeadReader#CHUNKED] if it is chunked
  private record Framing(int length, long bodyBytes) {}

  @Test
  @DisplayName("agrees with the grammar on the end of each head and its body")
  void framing() {
    System.out.println("seed " + SEED);
    int accepted = 0;
    for (int i = 0; i < HEADS; i++) {
      String text = mutated(head());
      Framing expected = byGrammar(text);
      Framing read = byReader(text);
      assertThat(read).as("%s", printable(text)).isEqualTo(expected);
      accepted += read == null ? 0 : 1;
    }
    assertThat(accepted).isBetween(HEADS / 20, HEADS * 19 / 20);
  }

  @Test
  @DisplayName("accepts all plain requests, with the body at the same position")
  void plain() {
    System.out.println("seed " + SEED);
    PlainHead plain = new PlainHead(LIMITS);
    int found = 0;
    for (int i = 0; i < HEADS; i++) {
      String text = mutated(head()) + "{}";
      byte[] bytes = text.getBytes(ISO_8859_1);
      if (plain.read(bytes, 0, bytes.length) == PlainHead.Kind.COMPLETE) {
        found++;
        assertThat(byReader(text))
            .as("%s", printable(text))
            .isEqualTo(new Framing(plain.bodyFrom(), plain.bodyTo() - plain.bodyFrom()));
      }
    }
    assertThat(found).isGreaterThan(HEADS / 100);
  }

  @Test
  @DisplayName("rewrites a head in a canonical form with the same meaning")
  void anew() {
    for (int i = 0; i < HEADS / 10; i++) {
      String text = mutated(head());
      HeadReader reader = new HeadReader(LIMITS, SingleFields.OF_ADMIN, _ -> true);
      if (reader.read(Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)))
          == HeadReader.Progress.COMPLETE) {
        String written = reader.head().toString(ISO_8859_1);
        assertThat(written)
            .matches("(?s)\\S+ [/*][!-~]* HTTP/1\\.[01]\r\n([^\r\n]+\r\n)*\r\n")
            .doesNotContainPattern("(?im)^transfer-encoding:(?! chunked\r\n)");
        assertThat(byReader(written))
            .as("%s", printable(text))
            .isEqualTo(new Framing(written.length(), reader.bodyBytes()));
      }
    }
  }

  private static @Nullable Framing byReader(String text) {
    HeadReader reader = new HeadReader(LIMITS, SingleFields.OF_ADMIN, _ -> true);
    ByteBuf in = Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
    return reader.read(in) == HeadReader.Progress.COMPLETE
        ? new Framing(in.readerIndex(), reader.bodyBytes())
        : null;
  }

  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
  private static final String HOST =
      "(?:\\[[0-9A-Fa-f:.]{2,}]|(?:[-._~!$&'()*+,;=0-9A-Za-z]|%[0-9A-Fa-f]{2})+)(?::[0-9]{0,5})?";
  private static final Pattern REQUEST_LINE =
      Pattern.compile(
          "("
              + TOKEN
              + ") (/[!-~&&[^#]]*|\\*|(?i:https?)://("
              + HOST
              + ")(?:[/?][!-~&&[^#]]*)?) HTTP/1\\.([01])");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):[ \t]*((?:[\t -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?)[ \t]*");

  /// Reads a head by regular expressions; null if its end is ambiguous.
  private static @Nullable Framing byGrammar(String text) {
    int from = text.startsWith("\r\n") ? 2 : 0;
    int end = text.indexOf("\r\n\r\n", from);
    if (end < 0) {
      return null;
    }
    String[] lines = text.substring(from, end).split("\r\n", -1);
    Matcher line = REQUEST_LINE.matcher(lines[0]);
    if (!line.matches()
        || line.group(1).equals("CONNECT")
        || (line.group(3) != null && !isHost(line.group(3)))
        || (line.group(2).equals("*") && !line.group(1).equals("OPTIONS"))) {
      return null;
    }
    List<String> hosts = new ArrayList<>();
    List<String> lengths = new ArrayList<>();
    List<String> codings = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        return null;
      }
      switch (field.group(1).toLowerCase(Locale.ROOT)) {
        case "host" -> hosts.add(field.group(2));
        case "content-length" -> lengths.add(field.group(2));
        case "transfer-encoding" -> codings.add(field.group(2));
        case "content-type" -> types.add(field.group(2));
        default -> {
          // Means nothing for the framing.
        }
      }
    }
    boolean old = line.group(4).equals("0");
    boolean certain =
        types.size() <= 1
            && hosts.size() <= 1
            && (old || hosts.size() == 1)
            && hosts.stream().allMatch(HeadReaderTest::isHost)
            && lengths.size() + codings.size() <= 1
            && lengths.stream().allMatch(length -> length.matches("[0-9]{1,18}"))
            && codings.stream().allMatch(coding -> !old && coding.equalsIgnoreCase("chunked"));
    if (!certain) {
      return null;
    }
    long bodyBytes =
        !codings.isEmpty()
            ? HeadReader.CHUNKED
            : lengths.isEmpty() ? 0 : Long.parseLong(lengths.getFirst());
    return new Framing(end + 4, bodyBytes);
  }

  private static boolean isHost(String text) {
    String port = text.replaceFirst("^(\\[.*]|[^:]*):?", "");
    return text.matches(HOST) && (port.isEmpty() || Integer.parseInt(port) <= 65_535);
  }

  private String head() {
    StringBuilder head = new StringBuilder(oneOf(LINES)).append("\r\n");
    if (random.nextInt(8) > 0) {
      head.append("Host: a\r\nContent-Type: application/json\r\n");
    }
    head.append(random.nextBoolean() ? "Content-Length: 2\r\n" : "");
    for (int n = random.nextInt(3); n > 0; n--) {
      head.append(oneOf(FIELDS)).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// A head with up to three bytes inserted, replaced or removed.
  private String mutated(String head) {
    StringBuilder text = new StringBuilder(head);
    for (int n = random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(text.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, other);
        case 1 -> text.setCharAt(at, other);
        default -> text.deleteCharAt(at);
      }
    }
    return text.toString();
  }

  private String oneOf(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static String printable(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n\n");
  }
}
