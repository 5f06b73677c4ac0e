package credence.http;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import java.util.List;

/// Decides about each connection of a port when it is accepted: before its TLS handshake, and so
/// before Vert.x reports it. Called by the thread that accepts.
interface Entrance {
  /// Whether a connection may stay; otherwise it is closed at once.
  boolean admits(SocketChannel connection);

  /// Whether an earlier connection may be closed for a new one: then they are accepted one by one,
  /// so that each has its event loop before the next one comes.
  boolean displaces();

  /// A Vert.x whose ports have this entrance.
  static Vertx vertx(VertxOptions options, Entrance entrance) {
    return Vertx.builder()
        .with(options)
        .withTransport(new TransportInternal("nio", true, null, new Accepting(entrance)))
        .build();
  }

  /// Vert.x's own transport, except that accepted connections pass the entrance.
  final class Accepting extends NioTransport {
    private final Entrance entrance;

    Accepting(Entrance entrance) {
      this.entrance = entrance;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return domainSocket ? super.serverChannelFactory(domainSocket) : () -> new Listener(entrance);
    }
  }

  /// A port's listener.
  final class Listener extends NioServerSocketChannel {
    private final Entrance entrance;

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
          .removeIf(connection -> connection instanceof SocketChannel channel && isClosed(channel));
      return count;
    }

    private boolean isClosed(SocketChannel channel) {
      boolean refused = !entrance.admits(channel);
      if (refused) {
        channel.unsafe().closeForcibly();
      }
      return refused;
    }
  }
}
