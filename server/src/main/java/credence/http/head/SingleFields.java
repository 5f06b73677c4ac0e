package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;

/// Header fields that may occur at most once: if a field were repeated, this server and a proxy
/// might use different values.
public final class SingleFields {
  /// The fields that are used on the prediction port.
  public static final SingleFields OF_DATA = new SingleFields("Content-Type", "Content-Encoding");

  /// The fields that are used on the admin port.
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

  /// The index of a name; -1 if it is not one of them.
  int index(byte[] bytes, int from, int to) {
    for (int i = 0; i < lowerCase.length; i++) {
      if (HttpCharacters.is(lowerCase[i], bytes, from, to)) {
        return i;
      }
    }
    return -1;
  }

  /// The name at an index.
  String name(int index) {
    return names[index];
  }
}
