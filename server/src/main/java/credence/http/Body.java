package credence.http;

import io.vertx.core.buffer.Buffer;

/// Takes a request's body as it arrives.
public interface Body {
  /// Takes the next part.
  void chunk(Buffer chunk);

  /// Learns that the body is complete.
  void end();

  /// Learns that the rest will not come, since the request was answered or its connection closed.
  void abandoned();
}
