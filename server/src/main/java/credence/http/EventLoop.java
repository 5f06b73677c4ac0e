package credence.http;

import credence.http.head.SingleFields;
import credence.http.settings.LimitSettings;
import credence.logging.LogEvent;
import credence.tls.TlsIdentity;
import credence.tls.TlsWatch;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One event loop's share of a port: its listener and the periodic check of its clients' timeouts.
///
/// HTTP/1.0 and 1.1 only: if HTTP/2 without TLS were enabled, Vert.x would report a connection only
/// after its first request, so a client that sends none could not be timed out.
public final class EventLoop extends VerticleBase {
  /// The number of connections that may wait to be accepted, if the system permits it. The system
  /// of a client beyond it retries after a second.
  private static final int BACKLOG_CONNECTIONS = 4_096;

  private static final Set<String> TLS_PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  private final int index;
  private final ServerContext server;
  private final Endpoint endpoint;
  private @Nullable HttpServer listener;

  public EventLoop(int index, ServerContext server, Endpoint endpoint) {
    this.server = server;
    this.endpoint = endpoint;
    this.index = index;
  }

  @Override
  public Future<?> start() {
    LoopState loop = new LoopState(index, server, context);
    Dispatcher dispatcher = endpoint.dispatcher().of(loop, vertx);
    Endpoint.Front front = endpoint.front().of(loop);
    vertx.setPeriodic(Sweep.PERIOD_MILLIS, _ -> Sweep.run(loop, System.nanoTime()));
    TlsWatch tls = endpoint.tls();
    listener =
        vertx
            .createHttpServer(
                new HttpServerConfig(options()), tls == null ? null : tlsOptions(tls.identity()))
            .connectionHandler(
                connection -> opened(loop, front, dispatcher.singleFields(), connection))
            .invalidRequestHandler(dispatcher::rejectMalformed)
            .requestHandler(dispatcher::handle);
    if (tls != null) {
      tls.onRenewal(this::renew);
    }
    return listener.listen();
  }

  /// Presents a new certificate to new connections.
  private void renew(TlsIdentity identity) {
    if (listener != null) {
      var _ =
          listener
              .updateSSLOptions(tlsOptions(identity), true)
              .onFailure(e -> server.log().unexpected(LogEvent.TLS_NOT_APPLIED, e));
    }
  }

  private ServerSSLOptions tlsOptions(TlsIdentity identity) {
    ServerSSLOptions options = new ServerSSLOptions();
    options
        .setKeyCertOptions(KeyCertOptions.wrap(identity.keys()))
        .setEnabledSecureTransportProtocols(TLS_PROTOCOLS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(server.settings().timeouts().requestTimeoutMillis());
    return options;
  }

  /// The port that the server listens on; -1 before it was started.
  public int port() {
    return listener == null ? -1 : listener.actualPort();
  }

  /// Accepts no more connections and lets requests in flight finish.
  public Future<?> finish(long millis) {
    return listener == null
        ? Future.succeededFuture()
        : listener.shutdown(millis, TimeUnit.MILLISECONDS);
  }

  private HttpServerOptions options() {
    LimitSettings limits = server.settings().limits();
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(
                2 * limits.requestLineBytesMax()) // RequestGuard enforces the limits.
            .setMaxHeaderSize(2 * limits.headerBytesMax() + 1024)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(false);
    options.setHost(endpoint.host()).setPort(endpoint.port());
    options.setTcpNoDelay(true).setReuseAddress(true).setAcceptBacklog(BACKLOG_CONNECTIONS);
    return options;
  }

  private void opened(
      LoopState loop, Endpoint.Front front, SingleFields singles, HttpConnection connection) {
    connection.closeHandler(_ -> loop.connections().remove(connection));
    Channel channel = VertxInternals.channel(connection);
    boolean isExcess = channel != null && ConnectionLimit.isExcess(channel);
    Connection state = new Connection(isExcess, System.nanoTime());
    loop.connections().put(connection, state);
    RequestGuard guard = new RequestGuard(loop, state, singles);
    VertxInternals.insert(connection, new HalfClosure(state));
    if (VertxInternals.insert(connection, guard)) {
      state.guard(guard);
    }
    if (!isExcess) {
      front.accept(connection, state);
    }
  }
}
