package credence.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Cuts a connection's bytes into HTTP/1.1 responses. Bodies are counted and dropped; heads that
/// come in pieces are kept until they are whole. Knows bodies with a Content-Length only.
final class ResponseReader {
  private static final byte[] CONTENT_LENGTH =
      "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};
  private static final int STATUS_AT = 9;
  private static final int HEAD_BYTES_MAX = 16_384;

  private byte[] kept = NOTHING;
  private long bodyLeft;
  private int status;
  private boolean closes;

  /// Receives each response when its last byte has come.
  interface Responses {
    /// A response has come.
    ///
    /// @param status its HTTP status
    /// @param closes whether the server closes the connection after it
    void response(int status, boolean closes);
  }

  /// A response that this reader cannot follow.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /// Puts the bytes that were kept at the beginning of a buffer that is about to be read into.
  void prepare(ByteBuffer buffer) {
    buffer.clear();
    buffer.put(kept);
  }

  /// Takes what a buffer holds up to its position.
  ///
  /// @param buffer prepared by [#prepare(ByteBuffer)]
  void take(ByteBuffer buffer, Responses responses) throws Malformed {
    int end = buffer.position();
    int at = 0;
    while (at < end) {
      if (bodyLeft > 0) {
        long skipped = Math.min(bodyLeft, end - at);
        bodyLeft -= skipped;
        at += (int) skipped;
        if (bodyLeft == 0) {
          responses.response(status, closes);
        }
        continue;
      }
      int bodyAt = bodyAt(buffer, at, end);
      if (bodyAt < 0) {
        break;
      }
      readHead(buffer, at, bodyAt);
      at = bodyAt;
      if (bodyLeft == 0) {
        responses.response(status, closes);
      }
    }
    keep(buffer, at, end);
  }

  private void keep(ByteBuffer buffer, int from, int to) throws Malformed {
    if (to - from > HEAD_BYTES_MAX) {
      throw new Malformed("a head of more than " + HEAD_BYTES_MAX + " bytes");
    }
    if (from == to) {
      kept = NOTHING;
    } else {
      kept = new byte[to - from];
      buffer.get(from, kept);
    }
  }

  /// Where the body begins, -1 if the head is not whole.
  private static int bodyAt(ByteBuffer buffer, int from, int to) {
    for (int i = from + 3; i < to; i++) {
      if (buffer.get(i) == '\n' && buffer.get(i - 1) == '\r' && buffer.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private void readHead(ByteBuffer buffer, int from, int to) throws Malformed {
    if (to - from < STATUS_AT + 3 || buffer.get(from) != 'H') {
      throw new Malformed("no HTTP response");
    }
    int digits = from + STATUS_AT;
    status =
        (buffer.get(digits) - '0') * 100
            + (buffer.get(digits + 1) - '0') * 10
            + buffer.get(digits + 2)
            - '0';
    closes = false;
    bodyLeft = 0;
    for (int i = digits; i < to - 2; i++) {
      if (buffer.get(i) == '\n') {
        readField(buffer, i + 1, to);
      }
    }
  }

  private void readField(ByteBuffer buffer, int at, int to) throws Malformed {
    if (startsWith(buffer, at, to, CONTENT_LENGTH)) {
      int i = at + CONTENT_LENGTH.length;
      while (buffer.get(i) == ' ') {
        i++;
      }
      while (buffer.get(i) >= '0' && buffer.get(i) <= '9') {
        bodyLeft = bodyLeft * 10 + buffer.get(i++) - '0';
      }
    } else if (startsWith(buffer, at, to, CLOSE)) {
      closes = true;
    } else if (startsWith(buffer, at, to, CHUNKED)) {
      throw new Malformed("a body without Content-Length");
    }
  }

  /// Whether the bytes match a lower-case string, ignoring case.
  private static boolean startsWith(ByteBuffer buffer, int at, int to, byte[] text) {
    if (to - at < text.length || (buffer.get(at) | 0x20) != text[0]) {
      return false;
    }
    for (int i = 1; i < text.length; i++) {
      int b = buffer.get(at + i);
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
