package credence.http;

import credence.http.problem.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/// One connection, as its event loop sees it.
public final class Connection {
  private final boolean refused;
  private int openExchanges;
  private @Nullable Exchange current;
  private @Nullable RequestGuard guard;
  private @Nullable Problem refusal;
  private long idleSinceNanos;
  private @Nullable ConnectionFlow flow;

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
  public static @Nullable Channel channel(HttpConnection connection) {
    return connection instanceof HttpServerConnection server
        ? server.channelHandlerContext().channel()
        : null;
  }

  /// Puts a handler in front of those that read a connection's bytes, behind TLS: nothing is
  /// answered in the clear.
  ///
  /// @return false if the connection has no bytes of its own
  public static boolean insert(HttpConnection connection, ChannelHandler handler) {
    if (!(connection instanceof HttpServerConnection server)) {
      return false;
    }
    ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls == null) {
      pipeline.addFirst(handler);
    } else {
      pipeline.addAfter(tls.name(), null, handler);
    }
    return true;
  }

  boolean refused() {
    return refused;
  }

  void begin(Exchange exchange) {
    openExchanges++;
    current = exchange;
  }

  void end(long nowNanos) {
    openExchanges--;
    current = null;
    idleSinceNanos = nowNanos;
    if (guard != null) {
      guard.answered();
    }
    if (flow != null) {
      flow.goOn();
    }
  }

  /// The exchange that is open on it; null if none is.
  @Nullable Exchange current() {
    return current;
  }

  /// Follows its bytes in front of Vert.x.
  void guard(RequestGuard follows) {
    guard = follows;
  }

  /// What follows its bytes; null if nothing does.
  @Nullable RequestGuard guard() {
    return guard;
  }

  /// Notes that the next request stands for one that is to be refused.
  void refuse(@Nullable Problem problem) {
    refusal = problem;
  }

  /// Why the next request is to be refused; null if it is not.
  @Nullable Problem refusal() {
    return refusal;
  }

  /// Whether Vert.x may be handed more of what the connection brings: the next request, or the rest
  /// of the body that the present one takes.
  public boolean takesMore() {
    return current == null || current.takesBody();
  }

  /// How many bytes are held of its requests and answers.
  long heldBytes() {
    return (current == null ? 0 : current.share().bytes())
        + (guard == null ? 0 : guard.heldBytes())
        + (flow == null ? 0 : flow.heldBytes());
  }

  /// How many bytes of an answer of Vert.x's, and of its records, wait for the departure gate.
  long waitingBytes() {
    return current == null ? 0 : current.waitingBytes();
  }

  /// Notes what hands its bytes on to Vert.x.
  public void flow(ConnectionFlow handsOn) {
    flow = handsOn;
  }

  /// What hands its bytes on to Vert.x; null if Vert.x reads them itself.
  @Nullable ConnectionFlow flow() {
    return flow;
  }

  /// Notes that a request came and was answered at once.
  public void served(long nowNanos) {
    idleSinceNanos = nowNanos;
  }

  /// How long no request has been in flight or begun; negative if one is.
  public long idleNanos(long nowNanos) {
    boolean begun =
        openExchanges > 0
            || (guard != null && guard.hasBegun())
            || (flow != null && flow.isHolding());
    return begun ? -1 : nowNanos - idleSinceNanos;
  }
}
