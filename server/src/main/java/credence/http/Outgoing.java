package credence.http;

import credence.http.departure.DepartureGate;
import credence.http.departure.Outbox;
import credence.http.departure.OwedAnswers;
import credence.http.departure.PlainTimes;
import credence.http.departure.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannelConfig;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The way out of a connection. Answers wait here for the departure gate, all that is written
/// behind them waits with them ([Outbox]), and what leaves does so at the end of a turn.
///
/// How much is written, and how much waits, has a bound; beyond that the connection is read no
/// further ([#hasRoom()]).
public final class Outgoing extends ChannelDuplexHandler implements DepartureGate.Departing {
  /// For how long a client that has ended its side is kept for answers that wait: it may have gone.
  private static final long HALF_CLOSED_MILLIS = 1_000;

  private final Outbox.Outcome outcome;
  private final Connection connection;
  private final LoopState loop;
  private final DepartureGate gate;
  private final Turn turn;
  private final Outbox outbox;
  private final OwedAnswers owed;
  private final int waitingBytesMax;
  private @Nullable ChannelHandlerContext own;
  private Runnable departure = () -> {};
  private Runnable goOn = () -> {};
  private @Nullable ChannelPromise closing;
  private boolean departs;
  private boolean halfClosed;

  /// The way out of a connection.
  ///
  /// @param outcome learns what becomes of answers to plain requests
  public Outgoing(Outbox.Outcome outcome, LoopState loop, Connection connection) {
    this.outcome = outcome;
    this.connection = connection;
    this.loop = loop;
    this.gate = loop.gate();
    this.turn = loop.turn();
    this.outbox = new Outbox(loop.held());
    this.owed = new OwedAnswers(loop.held());
    this.waitingBytesMax = loop.server().settings().limits().unreadBytesMax();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    own = context;
    owed.of(context.channel());
    departure = () -> depart(context);
    if (!gate.isOpen() && context.channel().config() instanceof SocketChannelConfig config) {
      config.setAllowHalfClosure(true); // Answers may wait although nothing more comes.
    }
  }

  /// Says what goes on when the client has taken answers, or some that waited have left.
  public void whenTaken(Runnable next) {
    goOn = next;
  }

  private void depart(ChannelHandlerContext context) {
    departs = false;
    context.flush();
    owed.flushed();
    if (halfClosed && !isHolding()) {
      closeAfterAll(context, context.newPromise());
    }
    goOn.run();
  }

  /// Takes answers to plain requests.
  ///
  /// @param given predictions, or refusals that need no record
  /// @param times of the requests, if these are predictions whose records were completed in this
  ///   turn
  /// @param recordBytes what the records take
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is void; a failed write closes.
  public void give(ByteBuf given, PlainTimes times, long recordBytes) {
    ChannelHandlerContext context = own;
    if (context == null) {
      given.release();
    } else if (times.size() > 0) {
      outbox.hold(given, gate.hold(this), recordBytes, times);
    } else if (outbox.isEmpty()) {
      context.write(given, context.voidPromise());
    } else {
      outbox.add(given, null);
    }
  }

  @Override
  public void settled(DepartureGate.Departure of, boolean logged) {
    outbox.settle(of, logged);
    ChannelHandlerContext context = own;
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

  /// Whether answers wait for the departure gate.
  public boolean isHolding() {
    return !outbox.isEmpty() || connection.waitingBytes() > 0;
  }

  /// Whether answers that are being put together may have more added to them.
  ///
  /// @param bytes what they and their records take
  public boolean hasRoomBeside(long bytes) {
    return gate.isOpen() || outbox.weight() + bytes < waitingBytesMax;
  }

  /// Whether the client has taken enough of its answers to be given more, and not too many wait for
  /// the gate. When there is little room left for what others are owed, it has to have taken all,
  /// and none may wait from an earlier turn.
  public boolean hasRoom() {
    long waiting = outbox.weight() + connection.waitingBytes();
    if (owed.bytes() == 0 && waiting == 0) {
      return owed.isWritable();
    }
    owed.count();
    return owed.isWritable()
        && waiting < waitingBytesMax
        && (!loop.held().isTight() || !(owed.isLeft() || holdsEarlier()));
  }

  private boolean holdsEarlier() {
    return outbox.waitsForOther(gate.present()) || connection.waitingBytes() > 0;
  }

  /// How many bytes of answers the client has not taken.
  public long owedBytes() {
    return owed.bytes();
  }

  /// For how long the client has taken nothing of what it is owed; 0 if it is owed nothing. What
  /// waits for the gate is not owed yet.
  public long unreadNanos(long nowNanos) {
    return owed.unreadNanos(nowNanos);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    outbox.clear(this);
    owed.clear();
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.fireChannelWritabilityChanged();
    owed.count();
    goOn.run();
  }

  /// Closes when the client has ended its side, after the answers that wait.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event != ChannelInputShutdownEvent.INSTANCE) {
      context.fireUserEventTriggered(event);
    } else if (isHolding()) {
      halfClosed = true;
      var _ =
          context
              .executor()
              .schedule(() -> closeNow(context), HALF_CLOSED_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      if (departs) {
        context.flush();
      }
      closeNow(context);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!outbox.isEmpty()) {
      outbox.add(message, promise.isVoid() ? null : promise);
      return;
    }
    if (owed.bytes() > 0) {
      owed.count(); // What has been taken is told from what is added.
    }
    context.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!departs) {
      departs = true;
      turn.atEnd(departure);
    }
    owed.count();
  }

  /// Closes the connection, after the answers that wait; at once if this is asked again, and when a
  /// server that stops has no more time.
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
    if (departs) {
      context.flush();
    }
    context.close(promise);
  }
}
