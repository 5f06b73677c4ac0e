package credence.csv;

/// The encoding UTF-8, by [RFC 3629](https://www.rfc-editor.org/rfc/rfc3629#section-4).
final class Utf8 {
  private Utf8() {}

  /// Whether bytes are a complete text in UTF-8.
  static boolean isValid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int length = bytes[at] >= 0 ? 1 : sequence(bytes, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /// The length of a valid sequence of several bytes; 0 if there is none.
  private static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > to) {
      return 0;
    }
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (int i = 1; i < length; i++) {
      int next = bytes[at + i] & 0xFF;
      if (next < low || next > high) {
        return 0;
      }
      low = 0x80;
      high = 0xBF;
    }
    return length;
  }
}
