package credence.decision.segment;

import credence.bytes.ByteSink;

/// Writes valid JSON as the content of a JSON string, without its quotes.
final class JsonTexts {
  /// For each byte, 0 if it is written as it is, otherwise what is written after a backslash, or '
  /// ' if it is replaced by a space.
  private static final byte[] ESCAPES = new byte[256];

  static {
    // Control characters occur only between the tokens of valid JSON.
    for (int i = 0; i < ' '; i++) {
      ESCAPES[i] = ' ';
    }
    ESCAPES['\t'] = 't';
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
  }

  private JsonTexts() {}

  /// Writes a text. Line breaks, which valid JSON has only as white space, become spaces.
  ///
  /// @param bytes contains the text in UTF-8
  /// @param from where it begins
  /// @param to where it ends, exclusive
  static void write(byte[] bytes, int from, int to, ByteSink into) {
    into.ensure(2 * (to - from));
    int plain = from;
    for (int i = from; i < to; i++) {
      byte escape = ESCAPES[bytes[i] & 0xFF];
      if (escape != 0) {
        into.write(bytes, plain, i);
        if (escape != ' ') {
          into.writeByte('\\');
        }
        into.writeByte(escape);
        plain = i + 1;
      }
    }
    into.write(bytes, plain, to);
  }
}
