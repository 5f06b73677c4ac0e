package credence.http.departure;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// The answers of one connection that wait at the departure gate, and everything written after
/// them: responses are sent in the order of the requests.
///
/// The bytes are counted as held. The size of records passed to the decision log counts towards the
/// weight as well, so that a client with short answers to long requests cannot have too many
/// waiting.
public final class Outbox {
  private final HeldBytes held;
  private @Nullable Piece first;
  private @Nullable Piece last;
  private @Nullable Piece spare;
  private long weight;

  public Outbox(HeldBytes held) {
    this.held = held;
  }

  /// A unit that is sent at once: answers to plain requests whose records belong to one turn, or
  /// one message of Vert.x.
  private static final class Piece {
    @Nullable Piece next;

    /// The departure that it waits for; null if it does not wait.
    DepartureGate.@Nullable Departure departure;

    @Nullable Object message;
    @Nullable ChannelPromise promise;
    @Nullable PlainTimes answers;
    boolean unlogged;
    long waitedNanos;
    long bytes;
    long weight;
  }

  /// Receives the outcome of answers to plain requests.
  public interface Outcome {
    /// Called when answers are sent.
    ///
    /// @param logged whether they are predictions; otherwise problems are sent instead
    /// @param waitedNanos how long they waited for the log
    void sent(PlainTimes answers, boolean logged, long waitedNanos);

    /// Creates the problems that replace answers whose records could not be logged.
    ByteBuf unlogged(int count);
  }

  public boolean isEmpty() {
    return first == null;
  }

  /// The number of waiting bytes of answers and records.
  public long weight() {
    return weight;
  }

  /// Whether the last answers wait for a departure.
  boolean endsWith(DepartureGate.Departure departure) {
    return last != null && last.departure == departure;
  }

  /// Whether the first answers wait for a departure other than this one.
  public boolean waitsForOther(DepartureGate.Departure current) {
    return first != null && first.departure != current;
  }

  /// Adds answers to plain requests.
  ///
  /// @param departure the departure that they wait for
  /// @param recordBytes the size of their records
  /// @param times their response times; copied
  public void hold(
      ByteBuf answers, DepartureGate.Departure departure, long recordBytes, PlainTimes times) {
    Piece piece = add(answers, null, answers.readableBytes(), recordBytes);
    piece.departure = departure;
    PlainTimes copy = piece.answers;
    if (copy == null) {
      copy = new PlainTimes();
      piece.answers = copy;
    }
    copy.copyFrom(times);
  }

  /// Appends a message of Vert.x, or answers without records.
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

  /// Records the outcome of a departure.
  public void settle(DepartureGate.Departure departure, boolean logged) {
    for (Piece piece = first; piece != null; piece = piece.next) {
      if (piece.departure == departure) {
        piece.departure = null;
        piece.unlogged = !logged;
        piece.waitedNanos = departure.nanosInLog();
      }
    }
  }

  /// Writes the pieces in front of the first one that still waits.
  ///
  /// @return whether anything was written
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
        outcome.sent(answers, !piece.unlogged, piece.waitedNanos);
      }
      removeFirst(piece);
      context.write(
          message == null ? Unpooled.EMPTY_BUFFER : message,
          promise == null ? context.voidPromise() : promise);
      released = true;
    }
    return released;
  }

  /// Removes the first piece.
  private void removeFirst(Piece piece) {
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

  /// Drops all pieces, because the connection is closed.
  public void clear(DepartureGate.Departing owner) {
    for (Piece piece = first; piece != null; piece = first) {
      DepartureGate.Departure departure = piece.departure;
      if (departure != null) {
        departure.forget(owner);
      }
      ReferenceCountUtil.release(piece.message);
      ChannelPromise promise = piece.promise;
      removeFirst(piece);
      if (promise != null) {
        promise.tryFailure(new ClosedChannelException());
      }
    }
    spare = null;
  }
}
