package credence.http;

import io.vertx.core.buffer.Buffer;

/// Consumes a request's body as it arrives.
public interface Body {
  /// Consumes the next part.
  void chunk(Buffer chunk);

  /// Called when the body is complete.
  void end();

  /// Called if the rest will not be received, because the request was answered or its connection
  /// closed.
  void abandoned();
}
