package credence.http.head;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Reads a chunked body (RFC 9112, section 7.1), byte by byte except for the chunks' data, so that
/// nothing is held. Chunk extensions and trailer fields are checked, limited and ignored.
final class ChunkReader {
  private static final int SIZE_DIGITS_MAX = 15;

  private final LimitSettings limits;
  private State state = State.SIZE;
  private int digits;
  private long left;
  private int overheadBytes;
  private int trailers;
  private @Nullable Problem problem;

  ChunkReader(LimitSettings limits) {
    this.limits = limits;
  }

  private enum State {
    SIZE,
    BEFORE_EXTENSION,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    LINE,
    NAME,
    VALUE,
    LINE_LF,
    END_LF,
    ENDED
  }

  /// Reads the available input up to the body's end.
  ///
  /// @param data receives the bytes of the body
  /// @return false if the body is malformed or exceeds a limit: [#problem()]
  boolean read(ByteBuf in, ByteBuf data) {
    while (in.isReadable() && state != State.ENDED) {
      if (state == State.DATA) {
        int bytes = (int) Math.min(left, in.readableBytes());
        data.writeBytes(in, bytes);
        left -= bytes;
        if (left == 0) {
          state = State.DATA_CR;
        }
      } else if (!accept(in.readByte())) {
        return false;
      }
    }
    return true;
  }

  private boolean accept(byte b) {
    return switch (state) {
      case SIZE -> size(b);
      case BEFORE_EXTENSION -> HttpCharacters.isSpace(b) ? counted() : extensionBegins(b);
      case EXTENSION ->
          b == '\r' ? next(State.SIZE_LF) : HttpCharacters.inValue(b) ? counted() : malformed();
      case SIZE_LF -> b != '\n' ? malformed() : next(left == 0 ? State.LINE : State.DATA);
      case DATA_CR -> b != '\r' ? malformed() : next(State.DATA_LF);
      case DATA_LF -> b != '\n' ? malformed() : nextChunk();
      case LINE -> b == '\r' ? next(State.END_LF) : trailerBegins(b);
      case NAME ->
          b == ':'
              ? counted() && next(State.VALUE)
              : HttpCharacters.inToken(b) ? counted() : malformed();
      case VALUE ->
          b == '\r' ? next(State.LINE_LF) : HttpCharacters.inValue(b) ? counted() : malformed();
      case LINE_LF -> b != '\n' ? malformed() : next(State.LINE);
      case END_LF -> b != '\n' ? malformed() : next(State.ENDED);
      case DATA, ENDED -> throw new IllegalStateException("no byte expected in state " + state);
    };
  }

  private boolean next(State next) {
    state = next;
    return true;
  }

  private boolean nextChunk() {
    digits = 0;
    return next(State.SIZE);
  }

  private boolean size(byte b) {
    int digit = HttpCharacters.hexDigit(b);
    if (digit >= 0) {
      digits++;
      left = 16 * left + digit;
      return digits <= SIZE_DIGITS_MAX || malformed();
    }
    if (digits == 0) {
      return malformed();
    }
    if (b == '\r') {
      return next(State.SIZE_LF);
    }
    return HttpCharacters.isSpace(b)
        ? counted() && next(State.BEFORE_EXTENSION)
        : extensionBegins(b);
  }

  private boolean extensionBegins(byte b) {
    return b == ';' ? counted() && next(State.EXTENSION) : malformed();
  }

  private boolean trailerBegins(byte b) {
    trailers++;
    if (trailers > limits.headerFieldsMax()) {
      problem =
          Problem.of(
              ProblemType.HEADERS_TOO_LARGE,
              "expected at most " + limits.headerFieldsMax() + " trailer fields");
      return false;
    }
    return HttpCharacters.inToken(b) ? counted() && next(State.NAME) : malformed();
  }

  /// Counts a byte of an extension or a trailer.
  private boolean counted() {
    overheadBytes++;
    if (overheadBytes > limits.headerBytesMax()) {
      problem =
          Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "expected chunk extensions and trailer fields of at most "
                  + limits.headerBytesMax()
                  + " bytes");
      return false;
    }
    return true;
  }

  private boolean malformed() {
    problem =
        Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "expected a chunked body: each chunk as its size in hexadecimal digits, CR LF, its data"
                + " and CR LF");
    return false;
  }

  /// Whether the whole body has been read.
  boolean ended() {
    return state == State.ENDED;
  }

  /// The problem of a rejected body; null if it was not rejected.
  @Nullable Problem problem() {
    return problem;
  }
}
