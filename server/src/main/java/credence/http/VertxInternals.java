package credence.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// The only class that uses internal APIs of Vert.x: the channels of its connections, the Netty
/// event loops of its contexts, and the transport that accepts connections.
public final class VertxInternals {
  private VertxInternals() {}

  /// Creates a Vert.x instance whose accepted connections pass an entrance.
  public static Vertx vertx(VertxOptions options, Entrance entrance) {
    return Vertx.builder()
        .with(options)
        .withTransport(new TransportInternal("nio", true, null, new Accepting(entrance)))
        .build();
  }

  /// The NIO transport of Vert.x, except that accepted connections pass the entrance.
  static final class Accepting extends NioTransport {
    private final Entrance entrance;

    Accepting(Entrance entrance) {
      this.entrance = entrance;
    }

    @Override
    public EventLoopGroup eventLoopGroup(
        int type, int threads, ThreadFactory factory, int ignoredRatio) {
      return new EventLoops(threads, factory, ioHandlerFactory());
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return domainSocket ? super.serverChannelFactory(domainSocket) : () -> new Listener(entrance);
    }
  }

  /// Event loops that read input after at most [#TASKS_MILLIS_MAX] of running tasks. Netty's
  /// default is a second: thousands of connections that open or close at once would delay requests
  /// on all others.
  static final class EventLoops extends MultiThreadIoEventLoopGroup {
    private static final int TASKS_MAX = Integer.MAX_VALUE;
    private static final int TASKS_MILLIS_MAX = 5;

    EventLoops(int threads, ThreadFactory factory, IoHandlerFactory handlers) {
      super(threads, factory, handlers);
    }

    @Override
    protected IoEventLoop newChild(
        Executor executor, IoHandlerFactory handlers, Object... ignored) {
      return new SingleThreadIoEventLoop(
          this,
          executor,
          handlers,
          TASKS_MAX,
          RejectedExecutionHandlers.reject(),
          TASKS_MILLIS_MAX);
    }
  }

  /// A port's listener.
  static final class Listener extends NioServerSocketChannel {
    private static final int READ_BYTES_MAX = 1 << 14;

    private final Entrance entrance;

    /// A connection is read once per turn, and at most [#READ_BYTES_MAX], so that a turn stays
    /// within its limit even if hundreds of connections have much input.
    private final RecvByteBufAllocator reads =
        new AdaptiveRecvByteBufAllocator(64, 2_048, READ_BYTES_MAX).maxMessagesPerRead(1);

    Listener(Entrance entrance) {
      this.entrance = entrance;
      if (entrance.displaces()) {
        config()
            .setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1));
      }
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int before = accepted.size();
      int count = super.doReadMessages(accepted);
      accepted
          .subList(before, accepted.size())
          .removeIf(connection -> connection instanceof SocketChannel channel && rejects(channel));
      return count;
    }

    private boolean rejects(SocketChannel channel) {
      boolean rejected = !entrance.admits(channel);
      if (rejected) {
        channel.unsafe().closeForcibly();
      } else {
        channel.config().setRecvByteBufAllocator(reads);
      }
      return rejected;
    }
  }

  /// The Netty event loop of a context.
  static SingleThreadEventLoop eventLoop(Context context) {
    return (SingleThreadEventLoop) ((ContextInternal) context).nettyEventLoop();
  }

  /// The channel of a connection; null if it shares one.
  public static @Nullable Channel channel(HttpConnection connection) {
    return connection instanceof HttpServerConnection server
        ? server.channelHandlerContext().channel()
        : null;
  }

  /// Closes a connection immediately. [HttpConnection#close()] first waits until the client has
  /// read all written data, which some clients never do.
  @SuppressWarnings("FutureReturnValueIgnored") // The result is not needed.
  static void abort(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      server.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  /// Inserts a handler as the first one that reads a connection's decrypted bytes: behind TLS, so
  /// that no response is sent unencrypted.
  ///
  /// @return false if the connection shares its channel
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
}
