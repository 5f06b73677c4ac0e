package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/// The header fields of one request that say where it ends, whom it is for and whether the
/// connection goes on after it: Host, Connection, Content-Length and Transfer-Encoding. Each is
/// read in one way only (RFC 9112, sections 3.2, 6 and 9.6).
final class Framing {
  /// The size of a body that comes in chunks.
  static final long CHUNKED = -1;

  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] CONNECTION = "connection".getBytes(US_ASCII);
  private static final byte[] CLOSE = "close".getBytes(US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
  private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(US_ASCII);
  private static final byte[] CHUNKED_CODING = "chunked".getBytes(US_ASCII);
  private static final int LENGTH_DIGITS_MAX = 18;
  private static final String ONE_FRAMING =
      "expected the body's length once, by Content-Length in digits or by Transfer-Encoding: chunked";

  private boolean hostRead;
  private long length = -1;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private @Nullable Problem refusal;

  /// What a field is.
  enum Field {
    /// The host that the request is for.
    HOST,
    /// Another of these fields, which is written anew.
    REWRITTEN,
    /// None of these fields.
    OTHER,
    /// One of these fields that cannot be read: [Framing#refusal()].
    REFUSED
  }

  /// Reads a field.
  ///
  /// @param from where its name begins in the bytes
  /// @param value where its value begins, which ends at `to`, without the spaces around it
  Field read(byte[] bytes, int from, int nameTo, int value, int to) {
    if (HttpCharacters.is(HOST, bytes, from, nameTo)) {
      return host(bytes, value, to) ? Field.HOST : Field.REFUSED;
    }
    if (HttpCharacters.is(CONNECTION, bytes, from, nameTo)) {
      connection(bytes, value, to);
      return Field.REWRITTEN;
    }
    if (HttpCharacters.is(CONTENT_LENGTH, bytes, from, nameTo)) {
      return length(bytes, value, to) ? Field.REWRITTEN : Field.REFUSED;
    }
    if (HttpCharacters.is(TRANSFER_ENCODING, bytes, from, nameTo)) {
      return coding(bytes, value, to) ? Field.REWRITTEN : Field.REFUSED;
    }
    return Field.OTHER;
  }

  private boolean host(byte[] bytes, int from, int to) {
    if (hostRead || !HttpCharacters.isHost(bytes, from, to)) {
      return refuseHost();
    }
    hostRead = true;
    return true;
  }

  private boolean refuseHost() {
    return refuse("expected the header field Host once, with a host and at most a port");
  }

  /// Reads the options of a connection, of which only two mean anything here.
  private void connection(byte[] bytes, int from, int to) {
    int option = from;
    for (int i = from; i <= to; i++) {
      if (i == to || bytes[i] == ',') {
        int first = option;
        int last = i;
        while (first < last && HttpCharacters.isSpace(bytes[first])) {
          first++;
        }
        while (first < last && HttpCharacters.isSpace(bytes[last - 1])) {
          last--;
        }
        close |= HttpCharacters.is(CLOSE, bytes, first, last);
        keepAlive |= HttpCharacters.is(KEEP_ALIVE, bytes, first, last);
        option = i + 1;
      }
    }
  }

  private boolean length(byte[] bytes, int from, int to) {
    if (length >= 0 || from == to) {
      return refuse(ONE_FRAMING);
    }
    long size = 0;
    for (int i = from; i < to; i++) {
      if (!HttpCharacters.isDigit(bytes[i])) {
        return refuse(ONE_FRAMING);
      }
      size = 10 * size + bytes[i] - '0';
    }
    if (to - from > LENGTH_DIGITS_MAX) {
      refusal = Problem.of(ProblemType.BODY_TOO_LARGE, "expected a body of fewer than 10^18 bytes");
      return false;
    }
    length = size;
    return true;
  }

  private boolean coding(byte[] bytes, int from, int to) {
    if (chunked || !HttpCharacters.is(CHUNKED_CODING, bytes, from, to)) {
      return refuse("expected no Transfer-Encoding but chunked, once");
    }
    chunked = true;
    return true;
  }

  /// Whether the fields go together, once all have been read: [#refusal()] if they do not.
  ///
  /// @param oldVersion whether the request is of HTTP/1.0
  boolean isComplete(boolean oldVersion) {
    if (!hostRead && !oldVersion) {
      return refuseHost();
    }
    return !chunked || (!oldVersion && length < 0) || refuse(ONE_FRAMING);
  }

  private boolean refuse(String detail) {
    refusal = Problem.of(ProblemType.MALFORMED_REQUEST, detail);
    return false;
  }

  /// Why the fields were refused; null if they were not.
  @Nullable Problem refusal() {
    return refusal;
  }

  /// The fields that are written anew, each with the end of its line.
  String rewritten(boolean oldVersion) {
    String connection =
        closes(oldVersion)
            ? "connection: close\r\n"
            : oldVersion ? "connection: keep-alive\r\n" : "";
    String body =
        chunked
            ? "transfer-encoding: chunked\r\n"
            : length >= 0 ? "content-length: " + length + "\r\n" : "";
    return connection + body;
  }

  /// The size of the body in bytes; [#CHUNKED] if it comes in chunks.
  long bodyBytes() {
    return chunked ? CHUNKED : Math.max(length, 0);
  }

  /// Whether the connection ends with the answer to this request.
  boolean closes(boolean oldVersion) {
    return close || (oldVersion && !keepAlive);
  }
}
