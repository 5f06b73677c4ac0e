package credence.http.departure;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// The answers of one connection that wait at the departure gate, and all that has been written
/// behind them: a connection's answers leave in the order of its requests.
///
/// The bytes are counted as held. Records that the decision log has weigh as well: a client with
/// short answers to long requests must not keep many of them waiting.
public final class Outbox {
  private final HeldBytes held;
  private @Nullable Piece first;
  private @Nullable Piece last;
  private @Nullable Piece spare;
  private long weight;

  public Outbox(HeldBytes held) {
    this.held = held;
  }

  /// What leaves at once: answers to plain requests whose records belong to one turn, or one
  /// message of Vert.x.
  private static final class Piece {
    @Nullable Piece next;

    /// What it waits for; null if for nothing.
    DepartureGate.@Nullable Departure departure;

    @Nullable Object message;
    @Nullable ChannelPromise promise;
    @Nullable PlainTimes answers;
    boolean unlogged;
    long waitedNanos;
    long bytes;
    long weight;
  }

  /// Receives what has become of answers to plain requests.
  public interface Outcome {
    /// Notes that answers leave.
    ///
    /// @param logged whether they are the predictions, not problems in their place
    /// @param waitedNanos for how long they waited for the log
    void left(PlainTimes answers, boolean logged, long waitedNanos);

    /// Makes the answers in the place of those whose records are not in the log.
    ByteBuf unlogged(int count);
  }

  public boolean isEmpty() {
    return first == null;
  }

  /// How many bytes of answers and records wait.
  public long weight() {
    return weight;
  }

  /// Whether the answers written last wait for a departure.
  boolean endsWith(DepartureGate.Departure departure) {
    return last != null && last.departure == departure;
  }

  /// Whether something waits for another departure than this one.
  public boolean waitsForOther(DepartureGate.Departure present) {
    return first != null && first.departure != present;
  }

  /// Adds answers to plain requests.
  ///
  /// @param departure what they wait for
  /// @param recordBytes what their records take
  /// @param times of the requests that they answer; copied
  public void hold(
      ByteBuf answers, DepartureGate.Departure departure, long recordBytes, PlainTimes times) {
    Piece piece = add(answers, null, answers.readableBytes(), recordBytes);
    piece.departure = departure;
    PlainTimes own = piece.answers;
    if (own == null) {
      own = new PlainTimes();
      piece.answers = own;
    }
    own.copyFrom(times);
  }

  /// Adds what Vert.x writes, or what needs no record, behind what waits.
  public void add(Object message, @Nullable ChannelPromise promise) {
    long size = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
    add(message, promise, size, 0);
  }

  private Piece add(Object message, @Nullable ChannelPromise promise, long size, long recordBytes) {
    Piece piece = spare == null ? new Piece() : spare;
    spare = null;
    piece.message = message;
    piece.promise = promise;
    piece.bytes = size;
    piece.weight = size + recordBytes;
    if (last == null) {
      first = piece;
    } else {
      last.next = piece;
    }
    last = piece;
    weight += piece.weight;
    held.answer(size);
    return piece;
  }

  /// Notes what has become of a departure.
  public void settle(DepartureGate.Departure departure, boolean logged) {
    for (Piece piece = first; piece != null; piece = piece.next) {
      if (piece.departure == departure) {
        piece.departure = null;
        piece.unlogged = !logged;
        piece.waitedNanos = departure.nanosInLog();
      }
    }
  }

  /// Writes what waits no longer, up to what does.
  ///
  /// @return whether something was written
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public boolean release(ChannelHandlerContext context, Outcome outcome) {
    boolean released = false;
    for (Piece piece = first; piece != null && piece.departure == null; piece = first) {
      Object message = piece.message;
      ChannelPromise promise = piece.promise;
      PlainTimes answers = piece.answers;
      if (answers != null && answers.size() > 0) {
        if (piece.unlogged) {
          ReferenceCountUtil.release(message);
          message = outcome.unlogged(answers.size());
        }
        outcome.left(answers, !piece.unlogged, piece.waitedNanos);
      }
      take(piece);
      context.write(
          message == null ? Unpooled.EMPTY_BUFFER : message,
          promise == null ? context.voidPromise() : promise);
      released = true;
    }
    return released;
  }

  /// Takes the first piece away.
  private void take(Piece piece) {
    first = piece.next;
    if (first == null) {
      last = null;
    }
    weight -= piece.weight;
    held.answer(-piece.bytes);
    piece.next = null;
    piece.departure = null;
    piece.message = null;
    piece.promise = null;
    piece.unlogged = false;
    if (piece.answers != null) {
      piece.answers.clear();
    }
    spare = piece;
  }

  /// Drops what waits, since the connection is closed.
  public void clear(DepartureGate.Departing owner) {
    for (Piece piece = first; piece != null; piece = first) {
      DepartureGate.Departure departure = piece.departure;
      if (departure != null) {
        departure.forget(owner);
      }
      ReferenceCountUtil.release(piece.message);
      ChannelPromise promise = piece.promise;
      take(piece);
      if (promise != null) {
        promise.tryFailure(new ClosedChannelException());
      }
    }
    spare = null;
  }
}
