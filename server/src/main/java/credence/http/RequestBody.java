package credence.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// The body of an exchange's request: passed on to its consumer as it arrives, or discarded, within
/// limits, if there is none.
public final class RequestBody {
  private static final int DISCARDED_BYTES_MAX = 1 << 20;

  private final Exchange exchange;
  private @Nullable Body consumer;
  private long discardedBytes;
  private boolean ended;
  private boolean paused;

  RequestBody(Exchange exchange) {
    this.exchange = exchange;
  }

  /// Passes the parts on to a consumer as they arrive. A client that expects `100 Continue` is sent
  /// it.
  public void read(Body newConsumer) {
    consumer = newConsumer;
    if (exchange.request().headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      exchange.response().writeContinue();
    }
  }

  /// Pauses passing parts on; parts that were already read may still follow.
  public void pause() {
    paused = true;
    if (exchange.flow() == null) {
      exchange.request().pause();
    }
  }

  /// Resumes passing parts on.
  public void resume() {
    if (paused) {
      paused = false;
      ConnectionFlow flow = exchange.flow();
      if (flow == null) {
        exchange.request().resume();
      } else {
        flow.resume();
      }
    }
  }

  /// Whether the connection may pass on more of the body.
  boolean acceptsInput() {
    return !ended && !paused;
  }

  /// Whether its last byte has been received.
  boolean hasEnded() {
    return ended;
  }

  /// Processes the next part.
  void chunk(Buffer chunk) {
    Body current = consumer;
    if (current != null) {
      exchange.guard(() -> current.chunk(chunk));
      return;
    }
    discardedBytes += chunk.length();
    if (exchange.isAnswered() && discardedBytes > DISCARDED_BYTES_MAX) {
      exchange.close();
    }
  }

  /// Called when the last part has been received.
  void end() {
    ended = true;
    Body current = consumer;
    consumer = null;
    if (current != null) {
      exchange.guard(current::end);
    }
    if (exchange.isAnswered()) {
      exchange.finish();
    }
  }

  /// Discards the rest.
  void abandon() {
    Body current = consumer;
    consumer = null;
    if (current != null) {
      current.abandoned();
    }
  }
}
