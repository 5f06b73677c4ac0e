package credence.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// Collects a body until it is complete, up to a limit of its own and one of the event loop.
final class WholeBody implements Body {
  private final Exchange exchange;
  private final int bytesMax;
  private final Handler handler;
  private @Nullable Buffer first;
  private @Nullable Buffer joined;
  private int length;
  private long counted;

  /// A collector of one body.
  ///
  /// @param bytesMax the longest body
  WholeBody(Exchange exchange, int bytesMax, Handler handler) {
    this.exchange = exchange;
    this.bytesMax = bytesMax;
    this.handler = handler;
  }

  /// Takes a complete body.
  @FunctionalInterface
  interface Handler {
    /// Takes the body.
    ///
    /// @param bytes holds the body from 0 to `length`, only until this method returns
    void body(Exchange exchange, byte[] bytes, int length);
  }

  @Override
  public void chunk(Buffer chunk) {
    length += chunk.length();
    if (length > bytesMax) {
      exchange.problem(tooLarge(bytesMax));
    } else if (!exchange.loop().buffer(chunk.length())) {
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many bodies wait for their rest; try again"));
    } else {
      counted += chunk.length();
      keep(chunk);
    }
  }

  private void keep(Buffer chunk) {
    if (first == null) {
      first = chunk;
    } else {
      if (joined == null) {
        joined = Buffer.buffer(2 * first.length()).appendBuffer(first);
      }
      joined.appendBuffer(chunk);
    }
  }

  @Override
  public void end() {
    byte[] bytes = exchange.loop().scratch(length);
    Buffer body = joined == null ? first : joined;
    if (body != null) {
      body.getBytes(0, length, bytes, 0);
    }
    abandoned();
    handler.body(exchange, bytes, length);
  }

  @Override
  public void abandoned() {
    exchange.loop().unbuffer(counted);
    counted = 0;
    first = null;
    joined = null;
  }

  /// The problem of a body that is over a limit.
  static Problem tooLarge(long bytesMax) {
    return Problem.of(
        ProblemType.BODY_TOO_LARGE, "expected a body of at most " + bytesMax + " bytes");
  }
}
