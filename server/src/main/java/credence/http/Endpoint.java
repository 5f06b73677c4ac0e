package credence.http;

import credence.tls.TlsWatch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/// A port and the components that serve it.
///
/// @param host the address or name of the interface
/// @param port the TCP port; 0 selects a free one
/// @param tls provides the port's certificate; null for plain HTTP
/// @param front creates the stage in front of Vert.x for an event loop's connections
/// @param dispatcher creates the dispatcher of an event loop
public record Endpoint(
    String host, int port, @Nullable TlsWatch tls, FrontSource front, DispatcherSource dispatcher) {
  /// Accepts opened connections.
  @FunctionalInterface
  public interface Front {
    /// Leaves every connection to Vert.x.
    Front NONE = (_, _) -> {};

    /// Accepts a connection, whose bytes it processes before Vert.x from now on.
    void accept(HttpConnection connection, Connection state);
  }

  /// Creates the stage in front of Vert.x for the connections of an event loop.
  @FunctionalInterface
  public interface FrontSource {
    /// Creates it.
    Front of(LoopState loop);
  }

  /// Creates the dispatcher of an event loop.
  @FunctionalInterface
  public interface DispatcherSource {
    /// Creates it.
    Dispatcher of(LoopState loop, Vertx vertx);
  }
}
