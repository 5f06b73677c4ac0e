package credence.http;

import credence.http.departure.HeldBytes;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// Collects a body until it is complete, up to the body's limit and the limit of all bytes held for
/// clients.
public final class WholeBody implements Body {
  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private final int bytesMax;
  private final Handler handler;
  private final HeldBytes.Share share;
  private byte[] bytes = NOTHING;
  private int length;

  /// Creates a collector of one body.
  ///
  /// @param bytesMax the maximum size of the body
  public WholeBody(Exchange exchange, int bytesMax, Handler handler) {
    this.exchange = exchange;
    this.bytesMax = bytesMax;
    this.handler = handler;
    this.share = exchange.share();
  }

  /// Processes a complete body.
  @FunctionalInterface
  public interface Handler {
    /// Processes the body.
    ///
    /// @param bytes holds the body from 0 to `length`; counted as held until the exchange has ended
    void body(Exchange exchange, byte[] bytes, int length);
  }

  @Override
  public void chunk(Buffer chunk) {
    int end = length + chunk.length();
    if (end > bytesMax) {
      exchange.problem(RequestHead.tooLarge(bytesMax));
    } else if (!hasRoom(end)) {
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many incomplete request bodies; try again"));
    } else {
      chunk.getBytes(0, chunk.length(), bytes, length);
      length = end;
    }
  }

  /// Grows the array to a size, if there is room.
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
