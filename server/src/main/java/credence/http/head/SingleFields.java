package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;

/// Header fields that may come once at most: of two, one would be read and another, before or
/// behind this server, might be believed.
public final class SingleFields {
  /// Those that mean something on the port that predicts.
  public static final SingleFields OF_DATA = new SingleFields("Content-Type", "Content-Encoding");

  /// Those that mean something on the admin port.
  public static final SingleFields OF_ADMIN =
      new SingleFields(
          "Content-Type",
          "Content-Encoding",
          "Authorization",
          "Origin",
          "Sec-Fetch-Site",
          "If-Match",
          "Idempotency-Key",
          "Credence-Author");

  private final String[] names;
  private final byte[][] lowerCase;

  private SingleFields(String... names) {
    this.names = names;
    lowerCase =
        Arrays.stream(names)
            .map(name -> name.toLowerCase(Locale.ROOT).getBytes(US_ASCII))
            .toArray(byte[][]::new);
  }

  /// Which of them a name is; -1 if it is none.
  int index(byte[] bytes, int from, int to) {
    for (int i = 0; i < lowerCase.length; i++) {
      if (HttpCharacters.is(lowerCase[i], bytes, from, to)) {
        return i;
      }
    }
    return -1;
  }

  /// The name of one.
  String name(int index) {
    return names[index];
  }
}
