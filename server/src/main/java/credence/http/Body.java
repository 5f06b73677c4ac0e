package credence.http;

import credence.http.problem.Problem;
import io.vertx.core.buffer.Buffer;

/// Consumes a request's body as it arrives.
public interface Body {
  /// Consumes the next part.
  void chunk(Buffer chunk);

  /// Called when the body is complete.
  void end();

  /// Whether it is answered while it is received.
  default boolean isStreamed() {
    return false;
  }

  /// Ends a response that has begun with a problem, if its form has a place for one; the rest of
  /// the body is discarded then.
  ///
  /// @return false if the response cannot end so
  default boolean endEarly(Problem problem) {
    return false;
  }

  /// Called if the rest will not be received, because the request was answered or its connection
  /// closed.
  void abandoned();
}
