package credence.http;

import credence.wire.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Arrays;

/// Stands between a connection and Vert.x, whose request and response cost more than a prediction
/// does. As long as plain requests come ([PlainHead]) it answers them itself; from the first byte
/// of anything else on the connection is Vert.x's alone, so that no two readers of HTTP can ever
/// disagree about where a request begins.
///
/// A request that has not come whole is held until the next read, since many clients send head and
/// body one after the other. What takes longer is Vert.x's, which knows how long to wait for it.
///
/// What is sent, by it or by Vert.x, leaves with the event loop's [Turn].
final class PlainPredictions extends ChannelDuplexHandler {
  private static final byte[] NOTHING = {};

  /// How many bytes of answers to requests that came together leave in one buffer at most; more if
  /// one answer is larger.
  private static final int GIVEN_BYTES_MAX = 1 << 14;

  private final PlainAnswers answers;
  private final Connection connection;
  private final LoopState loop;
  private Runnable departure = () -> {};
  private Runnable giveUp = () -> {};
  private byte[] held = NOTHING;
  private boolean heldAtSweep;
  private boolean passesOn;
  private boolean departs;

  PlainPredictions(PlainAnswers answers, Connection connection) {
    this.answers = answers;
    this.connection = connection;
    this.loop = answers.loop();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    departure =
        () -> {
          departs = false;
          context.flush();
        };
    giveUp =
        () -> {
          passOn(context);
          context.fireChannelReadComplete();
        };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!passesOn && message instanceof ByteBuf read && !loop.server().draining()) {
      try {
        answer(context, read);
      } finally {
        read.release();
      }
    } else {
      passOn(context);
      context.fireChannelRead(message);
    }
  }

  /// Answers the plain requests at the beginning of what is held and was read, and holds the rest
  /// or passes it on.
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is void; a failed write closes.
  private void answer(ChannelHandlerContext context, ByteBuf read) {
    int heldBytes = held.length;
    int length = heldBytes + read.readableBytes();
    byte[] bytes = loop.scratch(length);
    System.arraycopy(held, 0, bytes, 0, heldBytes);
    read.getBytes(read.readerIndex(), bytes, heldBytes, length - heldBytes);
    int from = 0;
    int end = 0;
    ByteBuf given = Unpooled.EMPTY_BUFFER;
    while (from < length && hasRoom(context)) {
      end = answer(bytes, from, length);
      if (end < 0) {
        break;
      }
      given = add(context, given, 1 + (length - end) / (end - from));
      from = end;
    }
    if (given.isReadable()) {
      context.write(given, context.voidPromise());
    }
    // Before anything is sent: that may give another connection its turn, and it this array.
    byte[] rest = from == length ? NOTHING : Arrays.copyOfRange(bytes, from, length);
    if (from > 0) {
      connection.served(System.nanoTime());
      flushAfter(read, context);
    }
    boolean isNew = from > 0 || heldBytes == 0;
    if (rest.length == 0 || (end == PlainAnswers.BEGUN && isNew && loop.buffer(rest.length))) {
      hold(rest);
    } else {
      passesOn = true;
      hold(NOTHING);
      context.fireChannelRead(Unpooled.wrappedBuffer(rest));
    }
  }

  /// Whether the client takes another answer, if need be after what it was given so far has left.
  /// Nothing else is read meanwhile: only this connection sends, and Vert.x has nothing of it yet.
  private static boolean hasRoom(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      context.flush();
    }
    return context.channel().isWritable();
  }

  /// Where the request ends, or why it was not answered. What fails unexpectedly is left to Vert.x,
  /// where the same failure is told, counted and answered.
  private int answer(byte[] bytes, int from, int to) {
    try {
      return answers.answer(bytes, from, to);
    } catch (RuntimeException e) {
      return PlainAnswers.OTHER;
    }
  }

  /// Sends what was answered with the turn; at once if the read filled its buffer, for then the
  /// client's farewell may be read before the turn ends.
  private void flushAfter(ByteBuf read, ChannelHandlerContext context) {
    if (read.isWritable()) {
      flush(context);
    } else {
      context.flush();
    }
  }

  /// The answers given so far with the one given last. Those to requests that came together leave
  /// in one buffer, which saves each most of what a write costs.
  ///
  /// @param expected how many answers are expected, this one included
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is void; a failed write closes.
  private ByteBuf add(ChannelHandlerContext context, ByteBuf given, int expected) {
    ByteSink head = answers.head();
    ByteSink body = answers.body();
    int size = head.size() + body.size();
    ByteBuf room = given;
    if (given.writableBytes() < size) {
      if (given.isReadable()) {
        context.write(given, context.voidPromise());
      }
      room =
          context
              .alloc()
              .ioBuffer(Math.max(size, (int) Math.min(GIVEN_BYTES_MAX, (long) size * expected)));
    }
    return room.writeBytes(head.array(), 0, head.size()).writeBytes(body.array(), 0, body.size());
  }

  /// Holds other bytes, which the event loop counts already, in the place of those held.
  private void hold(byte[] bytes) {
    loop.unbuffer(held.length);
    held = bytes;
    heldAtSweep = false;
  }

  /// Leaves the connection to Vert.x, with what is held.
  private void passOn(ChannelHandlerContext context) {
    passesOn = true;
    byte[] begun = held;
    if (begun.length > 0) {
      hold(NOTHING);
      context.fireChannelRead(Unpooled.wrappedBuffer(begun));
    }
  }

  /// Whether a request is held that was held already when this was asked last.
  boolean holdsOverlong() {
    boolean before = heldAtSweep;
    heldAtSweep = held.length > 0;
    return before && heldAtSweep;
  }

  /// Leaves the connection to Vert.x.
  void giveUp() {
    giveUp.run();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    hold(NOTHING);
    context.fireChannelInactive();
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!departs) {
      departs = true;
      loop.turn().atEnd(departure);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (departs) {
      context.flush();
    }
    context.close(promise);
  }
}
