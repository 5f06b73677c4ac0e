package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The text of an id in UTF-8, read from its JSON literal: the digits of an integer, or the content
/// of a string with escapes resolved. Without escapes, the text is a range of the literal's bytes,
/// and nothing is allocated. Reused for each id.
///
/// Not thread-safe.
public final class IdText {
  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  /// Reads an id literal that an [ApplicantReader] has located.
  ///
  /// @param source contains the literal
  /// @param literalFrom its start
  /// @param literalTo its end, exclusive
  public void read(byte[] source, int literalFrom, int literalTo) {
    bytes = source;
    from = literalFrom;
    to = literalTo;
    if (source[literalFrom] == '"') {
      from++;
      to--;
      if (hasEscape()) {
        bytes = unescaped(new String(source, from, to - from, UTF_8)).getBytes(UTF_8);
        from = 0;
        to = bytes.length;
      }
    }
  }

  /// The array that contains the text; valid until the next id is read; must not be modified.
  public byte[] bytes() {
    return bytes;
  }

  /// The start of the text.
  public int from() {
    return from;
  }

  /// The end of the text, exclusive.
  public int to() {
    return to;
  }

  private boolean hasEscape() {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static String unescaped(String content) {
    StringBuilder text = new StringBuilder(content.length());
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = content.charAt(++i);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(content, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(plain(escape));
      }
    }
    return text.toString();
  }

  private static char plain(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }
}
