package credence.http;

import credence.http.departure.HeldBytes;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// Collects a body until it is complete, up to a limit of its own and the one of all that is held
/// for clients.
public final class WholeBody implements Body {
  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private final int bytesMax;
  private final Handler handler;
  private final HeldBytes.Share share;
  private byte[] bytes = NOTHING;
  private int length;

  /// A collector of one body.
  ///
  /// @param bytesMax the longest body
  public WholeBody(Exchange exchange, int bytesMax, Handler handler) {
    this.exchange = exchange;
    this.bytesMax = bytesMax;
    this.handler = handler;
    this.share = exchange.share();
  }

  /// Takes a complete body.
  @FunctionalInterface
  public interface Handler {
    /// Takes the body.
    ///
    /// @param bytes holds the body from 0 to `length`; counted as held for the exchange until that
    ///   is over
    void body(Exchange exchange, byte[] bytes, int length);
  }

  @Override
  public void chunk(Buffer chunk) {
    int end = length + chunk.length();
    if (end > bytesMax) {
      exchange.problem(RequestHead.tooLarge(bytesMax));
    } else if (!hasRoom(end)) {
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many bodies wait for their rest; try again"));
    } else {
      chunk.getBytes(0, chunk.length(), bytes, length);
      length = end;
    }
  }

  /// Makes room for the body up to a place, if there is any.
  private boolean hasRoom(int end) {
    if (end <= bytes.length) {
      return true;
    }
    int larger = Math.max(end, Math.min(2 * bytes.length, bytesMax));
    if (!share.change(larger - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, larger);
    return true;
  }

  @Override
  public void end() {
    handler.body(exchange, bytes, length);
  }

  @Override
  public void abandoned() {
    share.release();
    bytes = NOTHING;
    length = 0;
  }
}
