package credence.http;

import credence.tls.TlsWatch;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/// A port and what serves it.
///
/// @param host the address or name of the interface
/// @param port the TCP port; 0 takes a free one
/// @param tls what it proves itself with; null if it speaks plain HTTP
/// @param predicts whether predictions are asked for here ([PlainPredictions])
/// @param dispatcher leads the requests of an event loop to their routes
record Endpoint(
    String host, int port, @Nullable TlsWatch tls, boolean predicts, DispatcherSource dispatcher) {
  /// Makes the dispatcher of an event loop.
  @FunctionalInterface
  interface DispatcherSource {
    /// Makes it.
    Dispatcher of(LoopState loop, Vertx vertx);
  }
}
