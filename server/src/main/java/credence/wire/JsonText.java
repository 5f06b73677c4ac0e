package credence.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Checks the rules of RFC 8259 that Jackson does not. Given bytes, Jackson detects other encodings
/// and accepts some malformed sequences; given characters, it reads the digits of an escape from
/// their low bytes, so it accepts U+0661 as `a`.
public final class JsonText {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int ESCAPE_DIGITS = 4;

  private JsonText() {}

  /// Decodes a text.
  ///
  /// @return empty if it is not well-formed UTF-8, begins with a byte order mark or contains an
  ///   escape without four hexadecimal digits; other rules of JSON are checked by the parser
  public static Optional<String> decode(byte[] bytes) {
    if (hasByteOrderMark(bytes, 0, bytes.length)) {
      return Optional.empty();
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return malformedEscape(text.array(), text.limit()) < 0
          ? Optional.of(text.toString())
          : Optional.empty();
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /// Whether a text can be encoded in UTF-8: it contains no unpaired surrogate.
  public static boolean isEncodable(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  static boolean hasByteOrderMark(byte[] bytes, int from, int to) {
    int end = from + BYTE_ORDER_MARK.length;
    return end <= to && Arrays.equals(bytes, from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  /// The position of the first backslash with a `u` that is not followed by four hexadecimal ASCII
  /// digits; -1 if there is none. The parser handles backslashes outside of strings.
  static int malformedEscape(char[] text, int length) {
    int i = 0;
    while (i < length) {
      boolean isEscape = text[i] == '\\';
      if (isEscape && i + 1 < length && text[i + 1] == 'u' && !areDigits(text, i + 2, length)) {
        return i;
      }
      i += isEscape ? 2 : 1;
    }
    return -1;
  }

  private static boolean areDigits(char[] text, int from, int length) {
    int end = from + ESCAPE_DIGITS;
    for (int i = from; i < end; i++) {
      if (i >= length || !isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
