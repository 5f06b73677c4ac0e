package credence.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// The end of a connection after a refusal, in two steps: the server ends its side, and the client
/// has a moment to close. If the server closed first, what the client still sends would make its
/// system drop the answer (RFC 9112, section 9.6).
final class Linger {
  private static final long MILLIS = 1_000;

  /// How much the client may send meanwhile.
  private static final int BYTES_MAX = 1 << 20;

  private boolean begun;
  private int bytes;

  /// Whether the server has ended its side.
  boolean hasBegun() {
    return begun;
  }

  /// Sends what is still to be sent, ends the server's side, and closes a moment later.
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

  /// Throws away what comes although nothing more is read; closes if that is too much.
  void discard(ChannelHandlerContext context, ByteBuf read) {
    bytes += read.readableBytes();
    if (bytes > BYTES_MAX) {
      var _ = context.close();
    }
  }
}
