package credence.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a parser of JSON may be given: the parts of RFC 8259 that Jackson does not check. Given
/// bytes, it guesses other encodings and repairs some broken sequences; given characters, it looks
/// up the digits of an escape by their low byte, so that U+0661 passes for `a`.
public final class JsonText {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int ESCAPE_DIGITS = 4;

  private JsonText() {}

  /// Decodes a text.
  ///
  /// @return empty if it is not well-formed UTF-8, begins with a byte order mark or has an escape
  ///   without four hexadecimal digits; whether it is JSON otherwise is its parser's to say
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

  /// Whether a text has no half of a surrogate pair without the other: only then it can be written
  /// in UTF-8.
  public static boolean isEncodable(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  static boolean hasByteOrderMark(byte[] bytes, int from, int to) {
    int end = from + BYTE_ORDER_MARK.length;
    return end <= to && Arrays.equals(bytes, from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  /// The place of the first backslash whose `u` is not followed by four hexadecimal digits of
  /// ASCII; -1 if there is none. A backslash outside a string is left to the parser.
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
