package credence.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannelConfig;

/// Closes a connection whose client has closed its sending side: once all requests that have been
/// received completely are answered, and all answers are sent.
final class HalfClosure extends ChannelInboundHandlerAdapter {
  private final Connection connection;

  HalfClosure(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().config() instanceof SocketChannelConfig config) {
      config.setAllowHalfClosure(true);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      connection.whenAnswered(() -> close(context));
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private static void close(ChannelHandlerContext context) {
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            _ -> {
              var _ = context.close();
            });
  }
}
