package credence.http.head;

/// Character classes of the grammar of HTTP (RFC 9110, RFC 3986), for bytes.
public final class HttpCharacters {
  private static final int PORT_DIGITS_MAX = 5;
  private static final int PORT_MAX = 65_535;

  private static final boolean[] IN_TOKEN = letterDigitOr("!#$%&'*+-.^_`|~");
  private static final boolean[] IN_HOST = letterDigitOr("-._~!$&'()*+,;=%");
  private static final boolean[] IN_ADDRESS = new boolean[128];

  static {
    for (char c : "0123456789abcdefABCDEF:.".toCharArray()) {
      IN_ADDRESS[c] = true;
    }
  }

  private HttpCharacters() {}

  /// A table, indexed by character, of the ASCII letters, the digits and additional characters.
  public static boolean[] letterDigitOr(String more) {
    boolean[] kind = new boolean[128];
    for (char c = 0; c < kind.length; c++) {
      kind[c] =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || more.indexOf(c) >= 0;
    }
    return kind;
  }

  /// Whether a byte may occur in a token: a method or a field name (RFC 9110, section 5.6.2).
  static boolean inToken(byte b) {
    return b >= 0 && IN_TOKEN[b];
  }

  /// The end, exclusive, of the token that begins at `from`; `from` if there is none.
  public static int tokenEnd(byte[] bytes, int from, int to) {
    return end(IN_TOKEN, bytes, from, to);
  }

  /// Whether a byte may occur in a field value: no control character except a tab.
  static boolean inValue(byte b) {
    return b < 0 || (b >= ' ' && b != 0x7F) || b == '\t';
  }

  /// Whether bytes are a valid value of Host: a name, an IPv4 address or an IPv6 address in
  /// brackets, optionally with a port; not empty (RFC 9110, section 4.2.1) and without user
  /// information.
  public static boolean isHost(byte[] bytes, int from, int to) {
    int end;
    if (from < to && bytes[from] == '[') {
      end = end(IN_ADDRESS, bytes, from + 1, to);
      if (end < from + 3 || end == to || bytes[end] != ']') {
        return false;
      }
      end++;
    } else {
      end = end(IN_HOST, bytes, from, to);
      if (end == from || !isEncoded(bytes, from, end)) {
        return false;
      }
    }
    return end == to || (bytes[end] == ':' && isPort(bytes, end + 1, to));
  }

  private static boolean isPort(byte[] bytes, int from, int to) {
    int port = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
      port = 10 * port + bytes[i] - '0';
    }
    return to - from <= PORT_DIGITS_MAX && port <= PORT_MAX;
  }

  /// Whether each percent sign is followed by two hexadecimal digits.
  private static boolean isEncoded(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '%'
          && (to - i < 3 || hexDigit(bytes[i + 1]) < 0 || hexDigit(bytes[i + 2]) < 0)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a byte is a decimal digit.
  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Whether a byte is a space or a tab, which may surround a field value.
  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  /// The value of a hexadecimal digit; -1 for any other byte.
  static int hexDigit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /// Whether bytes equal a lower-case text, ignoring case.
  static boolean is(byte[] text, byte[] bytes, int from, int to) {
    if (to - from != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != text[i]) {
        return false;
      }
    }
    return true;
  }

  /// The end, exclusive, of the bytes of a kind that begin at `from`.
  public static int end(boolean[] kind, byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= 0 && kind[bytes[i]]) {
      i++;
    }
    return i;
  }
}
