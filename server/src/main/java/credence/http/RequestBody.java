package credence.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// The body of an exchange's request: handed on as it comes to what takes it, or thrown away if
/// nothing does, within limits.
public final class RequestBody {
  private static final int DISCARDED_BYTES_MAX = 1 << 20;

  private final Exchange exchange;
  private @Nullable Body taker;
  private long discardedBytes;
  private boolean ended;
  private boolean paused;

  RequestBody(Exchange exchange) {
    this.exchange = exchange;
  }

  /// Has the parts handed on as they come, with the client asked to send the body if it waits for
  /// that.
  public void read(Body into) {
    taker = into;
    if (exchange.request().headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      exchange.response().writeContinue();
    }
  }

  /// Has no more handed on; some that was read already may be.
  public void pause() {
    paused = true;
    if (exchange.flow() == null) {
      exchange.request().pause();
    }
  }

  /// Has more handed on.
  public void resume() {
    if (paused) {
      paused = false;
      ConnectionFlow flow = exchange.flow();
      if (flow == null) {
        exchange.request().resume();
      } else {
        flow.goOn();
      }
    }
  }

  /// Whether the connection may hand on more of what it brings: the rest of the body.
  boolean takesMore() {
    return !ended && !paused;
  }

  /// Whether its last byte has come.
  boolean hasEnded() {
    return ended;
  }

  /// Takes the next part.
  void chunk(Buffer chunk) {
    Body into = taker;
    if (into != null) {
      exchange.guard(() -> into.chunk(chunk));
      return;
    }
    discardedBytes += chunk.length();
    if (exchange.isAnswered() && discardedBytes > DISCARDED_BYTES_MAX) {
      exchange.close();
    }
  }

  /// Notes that the last part has come.
  void end() {
    ended = true;
    Body into = taker;
    taker = null;
    if (into != null) {
      exchange.guard(into::end);
    }
    if (exchange.isAnswered()) {
      exchange.finish();
    }
  }

  /// Throws the rest away.
  void abandon() {
    Body into = taker;
    taker = null;
    if (into != null) {
      into.abandoned();
    }
  }
}
