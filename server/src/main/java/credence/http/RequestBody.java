package credence.http;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.TimeoutSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// The body of an exchange's request: passed on to its consumer as it arrives, or discarded, within
/// limits, if there is none.
public final class RequestBody {
  /// The problem of a batch whose client sends more without reading answers than can be held.
  static final Problem UNREAD =
      Problem.of(
          ProblemType.ANSWERS_NOT_READ,
          "expected the client to read the answers while it sends the batch");

  private final Exchange exchange;
  private @Nullable Body consumer;
  private long discardedBytes;
  private long receivedNanos;
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
      passOn();
    }
  }

  /// Discards the rest, so that the client can send it and then read the response.
  void discard() {
    passOn();
  }

  private void passOn() {
    paused = false;
    ConnectionFlow flow = exchange.flow();
    if (flow == null) {
      exchange.request().resume();
    } else {
      flow.resume();
    }
  }

  /// Whether the connection may pass on more of the body.
  boolean acceptsInput() {
    return !ended && !paused;
  }

  /// Whether the rest is discarded, because the request has been answered.
  boolean isDiscarded() {
    return !ended && consumer == null && exchange.isAnswered();
  }

  /// Whether it is being received, and answered meanwhile.
  boolean isStreamed() {
    return consumer != null && consumer.isStreamed();
  }

  /// How long nothing has been received, in nanoseconds.
  long pausedNanos(long nowNanos) {
    return nowNanos - receivedNanos;
  }

  /// Ends a response that has begun with a problem, and discards the rest of the body.
  ///
  /// @return false if the response cannot end so
  boolean endEarly(Problem problem) {
    return consumer != null && consumer.endEarly(problem);
  }

  /// The problem of a request that makes no progress.
  ///
  /// @param begun whether its response has begun
  Problem late(boolean begun) {
    TimeoutSettings timeouts = exchange.loop().server().settings().timeouts();
    if (begun && !exchange.hasRoom()) {
      return UNREAD;
    }
    return Problem.of(
        ProblemType.REQUEST_TIMEOUT,
        begun
            ? "expected a batch without pauses of more than " + timeouts.streamIdleMillis() + " ms"
            : "expected the complete request within " + timeouts.requestTimeoutMillis() + " ms");
  }

  /// Called if the rest cannot be read, because it is malformed.
  void rejected() {
    ended = true;
  }

  /// Whether its last byte has been received.
  boolean hasEnded() {
    return ended;
  }

  /// Processes the next part.
  void chunk(Buffer chunk) {
    receivedNanos = exchange.loop().turn().nowNanos();
    Body current = consumer;
    if (current != null) {
      exchange.guard(() -> current.chunk(chunk));
      return;
    }
    discardedBytes += chunk.length();
    if (exchange.isAnswered()
        && discardedBytes > exchange.loop().server().settings().limits().discardedBytesMax()) {
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

  /// Passes no more parts on.
  void abandon() {
    Body current = consumer;
    consumer = null;
    if (current != null) {
      current.abandoned();
    }
  }
}
