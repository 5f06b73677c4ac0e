package credence.http;

import credence.wire.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/// Stands between a connection and Vert.x, whose request and response cost more than a prediction
/// does. As long as each read brings whole plain requests ([PlainHead]) it answers them itself;
/// from the first byte of anything else on the connection is Vert.x's alone, so that no two readers
/// of HTTP can ever disagree about where a request begins.
///
/// What is sent, by it or by Vert.x, leaves with the event loop's [Turn].
final class PlainPredictions extends ChannelDuplexHandler {
  private final PlainAnswers answers;
  private final Connection connection;
  private final Turn turn;
  private Runnable departure = () -> {};
  private boolean passesOn;
  private boolean departs;

  PlainPredictions(PlainAnswers answers, Connection connection, Turn turn) {
    this.answers = answers;
    this.connection = connection;
    this.turn = turn;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    departure =
        () -> {
          departs = false;
          context.flush();
        };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!passesOn && message instanceof ByteBuf bytes && !answers.loop().server().draining()) {
      answer(context, bytes);
      if (!bytes.isReadable()) {
        bytes.release();
        return;
      }
    }
    passesOn = true;
    context.fireChannelRead(message);
  }

  /// Answers the plain requests at the beginning of what was read, and takes them out of it.
  private void answer(ChannelHandlerContext context, ByteBuf read) {
    int length = read.readableBytes();
    byte[] bytes = answers.loop().scratch(length);
    read.getBytes(read.readerIndex(), bytes, 0, length);
    int from = 0;
    while (from < length && context.channel().isWritable()) {
      int end = answers.answer(bytes, from, length);
      if (end < 0) {
        break;
      }
      context.write(answer(context), context.voidPromise());
      from = end;
    }
    if (from > 0) {
      read.skipBytes(from);
      connection.served(System.nanoTime());
      flush(context);
    }
  }

  private ByteBuf answer(ChannelHandlerContext context) {
    ByteSink head = answers.head();
    ByteSink body = answers.body();
    return context
        .alloc()
        .ioBuffer(head.size() + body.size())
        .writeBytes(head.array(), 0, head.size())
        .writeBytes(body.array(), 0, body.size());
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!departs) {
      departs = true;
      turn.atEnd(departure);
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (departs) {
      context.flush();
    }
    context.close(promise);
  }
}
