package credence.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// Closes a connection after a rejection in two steps: the server closes its sending side, and the
/// client has a second to close the connection. If the server closed it immediately, data that the
/// client still sends would make the client's system discard the response (RFC 9112, section 9.6).
final class Linger {
  private static final long MILLIS = 1_000;

  /// How much the client may send in the meantime.
  private static final int BYTES_MAX = 1 << 20;

  private boolean begun;
  private int bytes;

  /// Whether the server has closed its sending side.
  boolean hasBegun() {
    return begun;
  }

  /// Sends pending output, closes the server's sending side, and closes the connection after
  /// [#MILLIS].
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  void begin(ChannelHandlerContext context, ChannelPromise promise) {
    begun = true;
    boolean halfCloses =
        context.channel() instanceof SocketChannel
            && context.pipeline().get(SslHandler.class) == null;
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            _ -> {
              if (halfCloses) {
                var _ = ((SocketChannel) context.channel()).shutdownOutput();
              }
            });
    context.channel().config().setAutoRead(true);
    context.executor().schedule(() -> context.close(promise), MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Discards further input; closes the connection if there is too much.
  void discard(ChannelHandlerContext context, ByteBuf read) {
    bytes += read.readableBytes();
    if (bytes > BYTES_MAX) {
      var _ = context.close();
    }
  }
}
