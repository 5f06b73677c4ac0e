package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The text of an id in UTF-8, read from its JSON literal: an integer's digits, or a string's
/// content with its escapes resolved. Without an escape the text is a part of the literal's own
/// bytes, and no object is made. Used again for each id; not safe for use by several threads.
public final class IdText {
  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  /// Reads a literal that an [ApplicantReader] found to be an id's.
  ///
  /// @param source holds the literal
  /// @param literalFrom where it begins
  /// @param literalTo where it ends, exclusive
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

  /// Holds the text; to be read until the next id is, and not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the text begins.
  public int from() {
    return from;
  }

  /// Where it ends, exclusive.
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
