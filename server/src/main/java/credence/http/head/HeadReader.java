package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Reads one request's head, line by line as it arrives, strictly according to RFC 9112: each line
/// ends with CR LF, there is no line folding, and the end of the request is unambiguous. Anything
/// else is rejected. The result is an equivalent head in its simplest form ([#head()]): the fields
/// that frame a message are rewritten, and the authority of a target in absolute form replaces Host
/// (section 3.2.2).
///
/// A line is checked when it is complete, so the first error does not depend on how the bytes
/// arrive.
public final class HeadReader {
  /// The size of a chunked body.
  public static final long CHUNKED = Framing.CHUNKED;

  private static final byte[] HTTP = "HTTP/".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  private final LimitSettings limits;
  private final SingleFields singles;
  private final IntPredicate room;
  private final Framing framing = new Framing();
  private byte[] head = NOTHING;
  private int size;
  private int searched;
  private boolean afterEmptyLine;
  private boolean lineRead;
  private String method = RequestTrace.OTHER_METHOD;
  private boolean oldVersion;
  private byte @Nullable [] authority;
  private int fields;
  private int fieldsBytes;
  private long singlesRead;
  private @Nullable Problem problem;

  /// Creates a reader of one head.
  ///
  /// @param singles the fields that must not be repeated, in addition to those of [Framing]
  /// @param room called with a number of bytes before they are allocated; false if there is no room
  public HeadReader(LimitSettings limits, SingleFields singles, IntPredicate room) {
    this.limits = limits;
    this.singles = singles;
    this.room = room;
  }

  /// The progress of reading a head.
  public enum Progress {
    /// It is incomplete.
    PARTIAL,
    /// It has been read completely.
    COMPLETE,
    /// It was rejected: [HeadReader#problem()].
    REJECTED
  }

  /// Reads the complete lines of the available input, up to the head's end.
  public Progress read(ByteBuf in) {
    if (!lineRead && !begins(in)) {
      return problem == null ? Progress.PARTIAL : Progress.REJECTED;
    }
    while (true) {
      int from = in.readerIndex();
      int end = in.indexOf(from + searched, in.writerIndex(), (byte) '\n');
      int bytes = (end < 0 ? in.writerIndex() : end + 1) - from;
      boolean last = lineRead && end >= 0 && bytes == 2 && in.getByte(from) == '\r';
      if (!last && isTooLong(end < 0 ? bytes - 1 : lineRead ? bytes : bytes - 2)) {
        return Progress.REJECTED;
      }
      if (end < 0) {
        searched = bytes;
        return Progress.PARTIAL;
      }
      searched = 0;
      if (!reserve(bytes)) {
        return Progress.REJECTED;
      }
      in.readBytes(head, size, bytes);
      if (last ? !complete() : !line(size, size + bytes)) {
        return Progress.REJECTED;
      }
      if (last) {
        return Progress.COMPLETE;
      }
    }
  }

  /// Whether a request line begins, after at most one empty line (RFC 9112, section 2.2).
  private boolean begins(ByteBuf in) {
    if (!afterEmptyLine && in.isReadable() && in.getByte(in.readerIndex()) == '\r') {
      if (in.readableBytes() == 1) {
        return false;
      }
      if (in.getByte(in.readerIndex() + 1) == '\n') {
        in.skipBytes(2);
        afterEmptyLine = true;
      }
    }
    if (!in.isReadable()) {
      return false;
    }
    return HttpCharacters.inToken(in.getByte(in.readerIndex())) || rejectRequestLine();
  }

  private boolean rejectRequestLine() {
    return reject(
        "expected a request line: a method, a path and HTTP/1.1, separated by single spaces");
  }

  /// Whether a limit is exceeded: that of the request line, or that of all header fields together.
  private boolean isTooLong(int bytes) {
    if (!lineRead && bytes > limits.requestLineBytesMax()) {
      problem =
          Problem.of(
              ProblemType.REQUEST_LINE_TOO_LONG,
              "expected a request line of at most " + limits.requestLineBytesMax() + " bytes");
    } else if (lineRead && fieldsBytes + bytes > limits.headerBytesMax()) {
      problem =
          Problem.of(
              ProblemType.HEADERS_TOO_LARGE,
              "expected header fields of at most " + limits.headerBytesMax() + " bytes");
    }
    return problem != null;
  }

  /// Makes room for more bytes.
  private boolean reserve(int bytes) {
    int needed = size + bytes;
    if (needed <= head.length) {
      return true;
    }
    int grown = Math.max(needed, Math.min(Math.max(2 * head.length, 256), head.length + 1024));
    if (!room.test(grown - head.length)) {
      problem = Problem.of(ProblemType.OVERLOADED, "too many incomplete requests; try again");
      return false;
    }
    head = Arrays.copyOf(head, grown);
    return true;
  }

  /// Reads a line that ends at `to` with LF, and keeps it unless it is rewritten later.
  private boolean line(int from, int to) {
    if (to - from < 2 || head[to - 2] != '\r') {
      return reject("expected each line of the head to end with CR and LF");
    }
    if (!lineRead) {
      lineRead = true;
      return requestLine(from, to - 2);
    }
    fields++;
    fieldsBytes += to - from;
    if (fields > limits.headerFieldsMax()) {
      problem =
          Problem.of(
              ProblemType.HEADERS_TOO_LARGE,
              "expected at most " + limits.headerFieldsMax() + " header fields");
      return false;
    }
    return field(from, to);
  }

  private boolean requestLine(int from, int to) {
    int methodTo = HttpCharacters.tokenEnd(head, from, to);
    method = RequestTrace.method(new String(head, from, methodTo - from, US_ASCII));
    int target = methodTo + 1;
    int targetTo = target;
    while (targetTo < to && head[targetTo] > ' ' && head[targetTo] < 0x7F) {
      targetTo++;
    }
    if (methodTo == to || head[methodTo] != ' ' || targetTo == target) {
      return rejectRequestLine();
    }
    if (targetTo == to) {
      return head[target] == '/' ? rejectVersion() : rejectRequestLine();
    }
    int version = targetTo + 1;
    int digits = version + HTTP.length;
    if (head[targetTo] != ' '
        || to - digits != 3
        || !Arrays.equals(head, version, digits, HTTP, 0, HTTP.length)
        || !HttpCharacters.isDigit(head[digits])
        || head[digits + 1] != '.'
        || !HttpCharacters.isDigit(head[digits + 2])) {
      return rejectRequestLine();
    }
    if (head[digits] != '1' || head[digits + 2] > '1') {
      return rejectVersion();
    }
    oldVersion = head[digits + 2] == '0';
    return target(target, targetTo);
  }

  private boolean rejectVersion() {
    problem = Problem.of(ProblemType.VERSION_NOT_SUPPORTED, "expected HTTP/1.1 or HTTP/1.0");
    return false;
  }

  /// Reads the target (RFC 9112, section 3.2), and rewrites the request line with its path.
  private boolean target(int target, int to) {
    RequestTarget read = RequestTarget.read(method, head, target, to);
    if (read.form() == RequestTarget.Form.AUTHORITY) {
      problem =
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED,
              "expected a request to this server, which is not a proxy");
      return false;
    }
    if (read.form() == RequestTarget.Form.MALFORMED) {
      return reject("expected a path as the target, or http:// or https:// with a host and a path");
    }
    authority = read.authority();
    byte[] path = read.path();
    size = target; // Keep the method and its space.
    return append(path) && append(oldVersion ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
  }

  /// Reads a field line, which ends with CR LF.
  private boolean field(int from, int to) {
    int nameTo = HttpCharacters.tokenEnd(head, from, to);
    if (nameTo == from || head[nameTo] != ':') {
      return reject("expected each header field as a name, a colon and a value on one line");
    }
    int value = nameTo + 1;
    int valueTo = to - 2;
    for (int i = value; i < valueTo; i++) {
      if (!HttpCharacters.inValue(head[i])) {
        return reject("expected no control characters in a header field");
      }
    }
    while (value < valueTo && HttpCharacters.isSpace(head[value])) {
      value++;
    }
    while (value < valueTo && HttpCharacters.isSpace(head[valueTo - 1])) {
      valueTo--;
    }
    return switch (framing.read(head, from, nameTo, value, valueTo)) {
      case HOST -> {
        if (authority == null) {
          size = to;
        }
        yield true;
      }
      case REWRITTEN -> true;
      case REJECTED -> reject(framing.problem());
      case OTHER -> other(from, nameTo, to);
    };
  }

  private boolean other(int from, int nameTo, int to) {
    int single = singles.index(head, from, nameTo);
    if (single >= 0) {
      if ((singlesRead & 1L << single) != 0) {
        return reject("expected the header field " + singles.name(single) + " at most once");
      }
      singlesRead |= 1L << single;
    }
    size = to;
    return true;
  }

  /// Ends the head with the rewritten fields.
  private boolean complete() {
    if (!framing.isComplete(oldVersion)) {
      return reject(framing.problem());
    }
    return (authority == null || (append("host: ") && append(authority) && append("\r\n")))
        && append(framing.rewritten(oldVersion))
        && append("\r\n");
  }

  private boolean append(String text) {
    return append(text.getBytes(US_ASCII));
  }

  private boolean append(byte[] bytes) {
    if (!reserve(bytes.length)) {
      return false;
    }
    System.arraycopy(bytes, 0, head, size, bytes.length);
    size += bytes.length;
    return true;
  }

  private boolean reject(String detail) {
    return reject(Problem.of(ProblemType.MALFORMED_REQUEST, detail));
  }

  private boolean reject(@Nullable Problem reason) {
    problem = reason;
    return false;
  }

  /// Whether the request line has been read.
  public boolean begun() {
    return lineRead;
  }

  /// The problem of a rejected head; null if it was not rejected.
  public @Nullable Problem problem() {
    return problem;
  }

  /// The request's method; `OTHER` if it is unknown.
  public String method() {
    return method;
  }

  /// The number of header fields.
  public int fields() {
    return fields;
  }

  /// The size of the body in bytes; [#CHUNKED] if it is chunked.
  public long bodyBytes() {
    return framing.bodyBytes();
  }

  /// Whether the connection is closed after the response.
  public boolean closes() {
    return framing.closes(oldVersion);
  }

  /// The complete head.
  public ByteBuf head() {
    return Unpooled.wrappedBuffer(head, 0, size);
  }

  /// The number of allocated bytes.
  int allocated() {
    return head.length;
  }
}
