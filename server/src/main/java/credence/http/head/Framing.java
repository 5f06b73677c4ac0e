package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/// The header fields that determine where a request ends, which host it addresses and whether the
/// connection persists: Host, Connection, Content-Length and Transfer-Encoding. Only unambiguous
/// values are accepted (RFC 9112, sections 3.2, 6 and 9.6).
final class Framing {
  /// The size of a chunked body.
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
      "expected the body's length once, either Content-Length in digits or Transfer-Encoding: chunked";

  private boolean hostRead;
  private long length = -1;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private @Nullable Problem problem;

  /// The kind of a field.
  enum Field {
    /// Host.
    HOST,
    /// Another of these fields, which is rewritten.
    REWRITTEN,
    /// None of these fields.
    OTHER,
    /// One of these fields, with an invalid value: [Framing#problem()].
    REJECTED
  }

  /// Reads a field.
  ///
  /// @param from start of the name
  /// @param nameTo end of the name, exclusive
  /// @param value start of the value without leading spaces
  /// @param to end of the value without trailing spaces, exclusive
  Field read(byte[] bytes, int from, int nameTo, int value, int to) {
    if (HttpCharacters.is(HOST, bytes, from, nameTo)) {
      return host(bytes, value, to) ? Field.HOST : Field.REJECTED;
    }
    if (HttpCharacters.is(CONNECTION, bytes, from, nameTo)) {
      connection(bytes, value, to);
      return Field.REWRITTEN;
    }
    if (HttpCharacters.is(CONTENT_LENGTH, bytes, from, nameTo)) {
      return length(bytes, value, to) ? Field.REWRITTEN : Field.REJECTED;
    }
    if (HttpCharacters.is(TRANSFER_ENCODING, bytes, from, nameTo)) {
      return coding(bytes, value, to) ? Field.REWRITTEN : Field.REJECTED;
    }
    return Field.OTHER;
  }

  private boolean host(byte[] bytes, int from, int to) {
    if (hostRead || !HttpCharacters.isHost(bytes, from, to)) {
      return rejectHost();
    }
    hostRead = true;
    return true;
  }

  private boolean rejectHost() {
    return reject("expected the header field Host once, with a host and optionally a port");
  }

  /// Reads the connection options; only `close` and `keep-alive` matter.
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
      return reject(ONE_FRAMING);
    }
    long size = 0;
    for (int i = from; i < to; i++) {
      if (!HttpCharacters.isDigit(bytes[i])) {
        return reject(ONE_FRAMING);
      }
      size = 10 * size + bytes[i] - '0';
    }
    if (to - from > LENGTH_DIGITS_MAX) {
      problem = Problem.of(ProblemType.BODY_TOO_LARGE, "expected a body of fewer than 10^18 bytes");
      return false;
    }
    length = size;
    return true;
  }

  private boolean coding(byte[] bytes, int from, int to) {
    if (chunked || !HttpCharacters.is(CHUNKED_CODING, bytes, from, to)) {
      return reject("expected only Transfer-Encoding: chunked, at most once");
    }
    chunked = true;
    return true;
  }

  /// Whether the fields are complete and consistent, after all have been read; otherwise
  /// [#problem()].
  ///
  /// @param oldVersion whether the request is HTTP/1.0
  boolean isComplete(boolean oldVersion) {
    if (!hostRead && !oldVersion) {
      return rejectHost();
    }
    return !chunked || (!oldVersion && length < 0) || reject(ONE_FRAMING);
  }

  private boolean reject(String detail) {
    problem = Problem.of(ProblemType.MALFORMED_REQUEST, detail);
    return false;
  }

  /// The problem of rejected fields; null if they were not rejected.
  @Nullable Problem problem() {
    return problem;
  }

  /// The rewritten fields, each with its line end.
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

  /// The size of the body in bytes; [#CHUNKED] if it is chunked.
  long bodyBytes() {
    return chunked ? CHUNKED : Math.max(length, 0);
  }

  /// Whether the connection is closed after the response.
  boolean closes(boolean oldVersion) {
    return close || (oldVersion && !keepAlive);
  }
}
