package credence.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannelConfig;

/// Closes a connection whose client has closed its sending side: once all requests that have been
/// received completely are answered, and all answers are sent.
///
/// While the client reads more slowly than it is answered, Vert.x holds the end of an answer that
/// has been passed to it, and writes it when the channel is writable again.
final class HalfClosure extends ChannelInboundHandlerAdapter {
  private final Connection connection;
  private boolean answered;

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
      connection.whenAnswered(
          () -> {
            answered = true;
            closeLater(context);
          });
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.fireChannelWritabilityChanged();
    if (answered) {
      closeLater(context);
    }
  }

  /// Closes the connection if the channel is writable after Vert.x has written what it holds.
  private void closeLater(ChannelHandlerContext context) {
    context
        .executor()
        .execute(
            () -> {
              if (answered && context.channel().isWritable()) {
                answered = false;
                close(context);
              }
            });
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
