package credence.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/// One connection, as its event loop sees it.
final class Connection {
  private final boolean refused;
  private int openExchanges;
  private long idleSinceNanos;
  private @Nullable PlainPredictions plain;

  /// A connection that was just opened.
  ///
  /// @param refused whether it is one too many, to be told so and closed
  Connection(boolean refused, long nowNanos) {
    this.refused = refused;
    this.idleSinceNanos = nowNanos;
  }

  /// Closes a connection at once. [HttpConnection#close()] first waits until the client has taken
  /// what was written, which a client that reads nothing never does.
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for it.
  static void abort(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      server.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  /// The channel of a connection; null if it has none of its own.
  static @Nullable Channel channel(HttpConnection connection) {
    return connection instanceof HttpServerConnection server
        ? server.channelHandlerContext().channel()
        : null;
  }

  boolean refused() {
    return refused;
  }

  void begin() {
    openExchanges++;
  }

  void end(long nowNanos) {
    openExchanges--;
    idleSinceNanos = nowNanos;
  }

  /// Notes what answers plain predictions on it.
  void plainPredictions(PlainPredictions predictions) {
    plain = predictions;
  }

  /// What answers plain predictions on it; null if nothing does.
  @Nullable PlainPredictions plainPredictions() {
    return plain;
  }

  /// Notes that a request came and was answered at once.
  void served(long nowNanos) {
    idleSinceNanos = nowNanos;
  }

  /// How long no request has been in flight; negative if one is.
  long idleNanos(long nowNanos) {
    return openExchanges > 0 ? -1 : nowNanos - idleSinceNanos;
  }
}
