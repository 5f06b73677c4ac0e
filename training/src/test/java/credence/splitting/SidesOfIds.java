package credence.splitting;

import java.nio.charset.StandardCharsets;

/// The sides of customers in tests, by their ids as text.
public final class SidesOfIds {
  private SidesOfIds() {}

  /// The side of a customer.
  public static Side of(SplitById split, String id) {
    byte[] bytes = ("-" + id + "-").getBytes(StandardCharsets.UTF_8);
    return split.side(bytes, 1, bytes.length - 1);
  }
}
