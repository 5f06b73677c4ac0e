package credence.http;

import credence.tls.TlsWatch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/// A port and what serves it.
///
/// @param host the address or name of the interface
/// @param port the TCP port; 0 takes a free one
/// @param tls what it proves itself with; null if it speaks plain HTTP
/// @param front what is put in front of Vert.x on an event loop's connections
/// @param dispatcher leads the requests of an event loop to their routes
public record Endpoint(
    String host, int port, @Nullable TlsWatch tls, FrontSource front, DispatcherSource dispatcher) {
  /// Takes connections that were opened.
  @FunctionalInterface
  public interface Front {
    /// Leaves all to Vert.x.
    Front NONE = (_, _) -> {};

    /// Takes a connection, whose bytes it sees before Vert.x does from now on.
    void take(HttpConnection connection, Connection state);
  }

  /// Makes what takes the connections of an event loop.
  @FunctionalInterface
  public interface FrontSource {
    /// Makes it.
    Front of(LoopState loop);
  }

  /// Makes the dispatcher of an event loop.
  @FunctionalInterface
  public interface DispatcherSource {
    /// Makes it.
    Dispatcher of(LoopState loop, Vertx vertx);
  }
}
