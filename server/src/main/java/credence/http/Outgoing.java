package credence.http;

import credence.http.departure.DepartureGate;
import credence.http.departure.Outbox;
import credence.http.departure.PlainTimes;
import credence.http.departure.Turn;
import credence.http.departure.UnreadAnswers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The outgoing side of a connection. Answers wait here for the departure gate; everything written
/// after them waits behind them ([Outbox]). Responses are sent at the end of a turn.
///
/// Unread and waiting responses are limited; at the limit, no more requests are read from the
/// connection ([#hasRoom()]).
public final class Outgoing extends ChannelDuplexHandler implements DepartureGate.Departing {
  /// How long waiting answers are kept for a client that has closed its sending side: it may have
  /// gone.
  private static final long HALF_CLOSED_MILLIS = 1_000;

  private final Outbox.Outcome outcome;
  private final Connection connection;
  private final LoopState loop;
  private final DepartureGate gate;
  private final Turn turn;
  private final Outbox outbox;
  private final UnreadAnswers unread;
  private final int waitingBytesMax;
  private @Nullable ChannelHandlerContext channelContext;
  private Runnable departure = () -> {};
  private Runnable onSent = () -> {};
  private @Nullable ChannelPromise closing;
  private boolean flushPending;
  private int unreadBytesMax;

  /// Creates the outgoing side of a connection.
  ///
  /// @param outcome receives the outcome of answers to plain requests
  public Outgoing(Outbox.Outcome outcome, LoopState loop, Connection connection) {
    this.outcome = outcome;
    this.connection = connection;
    this.loop = loop;
    this.gate = loop.gate();
    this.turn = loop.turn();
    this.outbox = new Outbox(loop.held());
    this.unread = new UnreadAnswers(loop.held());
    this.waitingBytesMax = loop.server().settings().limits().unreadBytesMax();
    this.unreadBytesMax = waitingBytesMax;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channelContext = context;
    unread.channel(context.channel());
    departure = () -> depart(context);
  }

  /// Sets the step to run when the client has read responses, or waiting answers have been sent.
  public void whenSent(Runnable next) {
    onSent = next;
  }

  private void depart(ChannelHandlerContext context) {
    flushPending = false;
    context.flush();
    unread.flushed();
    onSent.run();
  }

  /// Sends answers to plain requests.
  ///
  /// @param answers predictions, or rejections, which need no record
  /// @param times the response times of predictions whose records were completed in this turn;
  ///   otherwise empty
  /// @param recordBytes the size of the records
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is void; a failed write closes.
  public void send(ByteBuf answers, PlainTimes times, long recordBytes) {
    ChannelHandlerContext context = channelContext;
    if (context == null) {
      answers.release();
    } else if (times.size() > 0) {
      outbox.hold(answers, gate.hold(this), recordBytes, times);
    } else if (outbox.isEmpty()) {
      context.write(answers, context.voidPromise());
    } else {
      outbox.add(answers, null);
    }
  }

  @Override
  public void settled(DepartureGate.Departure of, boolean logged) {
    outbox.settle(of, logged);
    ChannelHandlerContext context = channelContext;
    if (context == null || !outbox.release(context, outcome)) {
      return;
    }
    connection.served(System.nanoTime());
    flush(context);
    ChannelPromise promise = closing;
    if (promise != null && outbox.isEmpty()) {
      closeAfterAll(context, promise);
    }
  }

  private static void closeNow(ChannelHandlerContext context) {
    var _ = context.close();
  }

  private static void closeAfterAll(ChannelHandlerContext context, ChannelPromise promise) {
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            _ -> {
              var _ = context.close(promise);
            });
  }

  /// Whether answers are waiting at the departure gate.
  public boolean isHolding() {
    return !outbox.isEmpty() || connection.waitingBytes() > 0;
  }

  /// Whether more answers may be added to those that are being collected.
  ///
  /// @param bytes the size of the collected answers and their records
  public boolean hasRoomBeyond(long bytes) {
    return gate.isOpen() || outbox.weight() + bytes < waitingBytesMax;
  }

  /// Whether the client has read enough of its responses for more to be sent, and not too many are
  /// waiting at the gate. If memory is tight, it must have read all of them, and none may be
  /// waiting from an earlier turn.
  public boolean hasRoom() {
    long waiting = outbox.weight() + connection.waitingBytes();
    if (unread.bytes() == 0 && waiting == 0) {
      return unread.isWritable();
    }
    unread.count();
    return unread.isWritable()
        && waiting < waitingBytesMax
        && (!loop.held().isTight() || !(unread.isBehind() || holdsEarlier()));
  }

  private boolean holdsEarlier() {
    return outbox.waitsForOther(gate.current()) || connection.waitingBytes() > 0;
  }

  /// Changes the number of unread bytes up to which more responses may be sent. It is raised only
  /// as long as there is plenty of memory.
  ///
  /// @param bytes the limit, if it is larger than that of all connections
  public void allowUnread(long bytes) {
    int limit = loop.held().isPlenty() ? (int) Math.max(bytes, waitingBytesMax) : waitingBytesMax;
    ChannelHandlerContext context = channelContext;
    if (context != null && limit != unreadBytesMax) {
      unreadBytesMax = limit;
      context
          .channel()
          .config()
          .setWriteBufferWaterMark(new WriteBufferWaterMark(limit / 2, limit));
    }
  }

  /// The number of bytes of responses that the client has not read.
  public long unreadBytes() {
    return unread.bytes();
  }

  /// How long the client has read none of its unread responses, in nanoseconds; 0 if there are
  /// none. Answers that are waiting at the gate do not count.
  public long unreadNanos(long nowNanos) {
    return unread.unreadNanos(nowNanos);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    outbox.clear(this);
    unread.clear();
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.fireChannelWritabilityChanged();
    unread.count();
    onSent.run();
  }

  /// Limits the time that answers wait at the gate when the client has closed its sending side.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && !gate.isOpen() && isHolding()) {
      var _ =
          context
              .executor()
              .schedule(() -> closeNow(context), HALF_CLOSED_MILLIS, TimeUnit.MILLISECONDS);
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!outbox.isEmpty()) {
      outbox.add(message, promise.isVoid() ? null : promise);
      return;
    }
    if (unread.bytes() > 0) {
      unread.count(); // Before bytes are added, so that those read since are noticed.
    }
    context.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!flushPending) {
      flushPending = true;
      turn.atEnd(departure);
    }
    unread.count();
  }

  /// Closes the connection after the waiting answers; immediately on the second call, or if the
  /// time of a stopping server has run out.
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    long nanosLeft = loop.server().finishNanosLeft();
    if (!outbox.isEmpty() && closing == null && nanosLeft > 0) {
      closing = promise;
      if (nanosLeft < Long.MAX_VALUE) {
        var _ =
            context.executor().schedule(() -> closeNow(context), nanosLeft, TimeUnit.NANOSECONDS);
      }
      return;
    }
    if (flushPending) {
      context.flush();
    }
    context.close(promise);
  }
}
