package credence.http.plain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.head.HttpCharacters;
import credence.http.head.MediaTypes;
import credence.http.settings.LimitSettings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Parses the head of the request that nearly all clients send: `POST /predict` in HTTP/1.1, with a
/// JSON body and its Content-Length, and without fields that affect the response. Anything else,
/// valid or not, is not plain and is left to the complete HTTP parser, which would read a plain
/// request in the same way. Reused for each head; not thread-safe.
final class PlainHead {
  private static final byte[] BEGIN = "POST /predict".getBytes(US_ASCII);
  private static final byte[] VERSION = "?version=".getBytes(US_ASCII);
  private static final byte[] END = " HTTP/1.1\r\n".getBytes(US_ASCII);

  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] ACCEPT = "accept".getBytes(US_ASCII);
  private static final byte[] ANYTHING = "*/*".getBytes(US_ASCII);
  private static final byte[] CONNECTION = "connection".getBytes(US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
  private static final byte[] CONTENT_TYPE = "content-type".getBytes(US_ASCII);
  private static final byte[] JSON = MediaTypes.JSON.getBytes(US_ASCII);
  private static final byte[] JSON_UTF_8 = (MediaTypes.JSON + "; charset=utf-8").getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
  private static final int CONTENT_LENGTH_DIGITS_MAX = 9;

  /// Fields that make a request not plain.
  private static final byte[][] OTHERS = {
    "expect".getBytes(US_ASCII),
    "upgrade".getBytes(US_ASCII),
    "trailer".getBytes(US_ASCII),
    "traceparent".getBytes(US_ASCII),
    "x-request-id".getBytes(US_ASCII),
    "credence-test".getBytes(US_ASCII),
    "content-encoding".getBytes(US_ASCII),
    "transfer-encoding".getBytes(US_ASCII)
  };

  /// The characters of version names.
  private static final boolean[] IN_VERSION = HttpCharacters.letterDigitOr("._-");

  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);

  private final LimitSettings limits;
  private @Nullable String version;
  private int bodyFrom;
  private int bodyTo;
  private int bodyBytes;
  private boolean hostSeen;
  private boolean typeSeen;
  private int fields;

  PlainHead(LimitSettings limits) {
    this.limits = limits;
  }

  /// The kind of the input.
  enum Kind {
    /// A complete plain request.
    COMPLETE,
    /// The beginning of a request that may be plain.
    PARTIAL,
    /// Anything else.
    OTHER
  }

  /// The value of the parameter `version` of a complete request; null if it is absent.
  @Nullable String version() {
    return version;
  }

  /// The start of the body of a complete request.
  int bodyFrom() {
    return bodyFrom;
  }

  /// The end, exclusive, of the body, and therefore of a complete request.
  int bodyTo() {
    return bodyTo;
  }

  /// Parses a head.
  ///
  /// @param from start of the head
  /// @param to end of the input, exclusive; greater than `from`
  Kind read(byte[] bytes, int from, int to) {
    if (!isPlainHead(bytes, from, to)) {
      return mayBegin(bytes, from, to) ? Kind.PARTIAL : Kind.OTHER;
    }
    return bodyTo <= to ? Kind.COMPLETE : Kind.PARTIAL;
  }

  private boolean isPlainHead(byte[] bytes, int from, int to) {
    bodyBytes = -1;
    hostSeen = false;
    typeSeen = false;
    fields = 0;
    int i = requestLine(bytes, from, to);
    if (i < 0 || i - from > limits.requestLineBytesMax()) {
      return false;
    }
    while (i >= 0 && i < to && bytes[i] != '\r') {
      i = field(bytes, i, to);
      fields++;
    }
    if (i < 0 || to - i < 2 || bytes[i + 1] != '\n' || i - from > limits.headerBytesMax()) {
      return false;
    }
    bodyFrom = i + 2;
    bodyTo = bodyFrom + bodyBytes;
    return hostSeen
        && typeSeen
        && fields <= limits.headerFieldsMax()
        && bodyBytes > 0
        && bodyBytes <= limits.bodyBytesMax();
  }

  /// Whether the input may be the incomplete head of a plain request: it begins like one, has no
  /// end of a head yet and does not exceed the limit.
  private boolean mayBegin(byte[] bytes, int from, int to) {
    int known = Math.min(to - from, BEGIN.length);
    if (to - from > limits.headerBytesMax()
        || !Arrays.equals(bytes, from, from + known, BEGIN, 0, known)) {
      return false;
    }
    for (int i = from; i + HEAD_END.length <= to; i++) {
      if (begins(bytes, i, to, HEAD_END)) {
        return false;
      }
    }
    return true;
  }

  /// Parses the first line; returns the start of the next one, or -1 if it is not plain.
  private int requestLine(byte[] bytes, int from, int to) {
    version = null;
    if (!begins(bytes, from, to, BEGIN)) {
      return -1;
    }
    int i = from + BEGIN.length;
    if (begins(bytes, i, to, VERSION)) {
      int name = i + VERSION.length;
      i = HttpCharacters.end(IN_VERSION, bytes, name, to);
      if (i == name) {
        return -1;
      }
      version = new String(bytes, name, i - name, US_ASCII);
    }
    return begins(bytes, i, to, END) ? i + END.length : -1;
  }

  /// Parses a field line; returns the start of the next one, or -1 if it is not plain.
  private int field(byte[] bytes, int from, int to) {
    int nameTo = HttpCharacters.tokenEnd(bytes, from, to);
    if (nameTo == from || nameTo == to || bytes[nameTo] != ':') {
      return -1;
    }
    int value = nameTo + 1;
    while (value < to && bytes[value] == ' ') {
      value++;
    }
    int i = value;
    while (i < to && bytes[i] >= ' ' && bytes[i] < 0x7F) {
      i++;
    }
    boolean ends = to - i >= 2 && bytes[i] == '\r' && bytes[i + 1] == '\n';
    return ends && isPlain(bytes, from, nameTo, value, i) ? i + 2 : -1;
  }

  /// Whether a request with this field is plain; stores the field's information.
  private boolean isPlain(byte[] bytes, int from, int nameTo, int value, int to) {
    if (is(HOST, bytes, from, nameTo)) {
      boolean first = !hostSeen;
      hostSeen = true;
      return first && HttpCharacters.isHost(bytes, value, to);
    }
    if (is(CONTENT_LENGTH, bytes, from, nameTo)) {
      return setLength(bytes, value, to);
    }
    if (is(CONTENT_TYPE, bytes, from, nameTo)) {
      boolean first = !typeSeen;
      typeSeen = true;
      return first && (is(JSON, bytes, value, to) || is(JSON_UTF_8, bytes, value, to));
    }
    if (is(ACCEPT, bytes, from, nameTo)) {
      return is(ANYTHING, bytes, value, to) || is(JSON, bytes, value, to);
    }
    if (is(CONNECTION, bytes, from, nameTo)) {
      return is(KEEP_ALIVE, bytes, value, to);
    }
    for (byte[] other : OTHERS) {
      if (is(other, bytes, from, nameTo)) {
        return false;
      }
    }
    return true;
  }

  private boolean setLength(byte[] bytes, int from, int to) {
    int digits = to - from;
    boolean first = bodyBytes < 0;
    if (!first || digits < 1 || digits > CONTENT_LENGTH_DIGITS_MAX || bytes[from] == '0') {
      return false;
    }
    int length = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      length = 10 * length + digit;
    }
    bodyBytes = length;
    return true;
  }

  private static boolean begins(byte[] bytes, int from, int to, byte[] with) {
    return to - from >= with.length
        && Arrays.equals(bytes, from, from + with.length, with, 0, with.length);
  }

  /// Whether printable ASCII characters equal a lower-case text, ignoring case.
  private static boolean is(byte[] text, byte[] bytes, int from, int to) {
    if (to - from != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if ((bytes[from + i] | 0x20) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
