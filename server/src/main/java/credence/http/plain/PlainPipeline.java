package credence.http.plain;

import credence.bytes.ByteSink;
import credence.http.Outgoing;
import credence.http.departure.DepartureGate;
import credence.http.departure.HeldBytes;
import credence.http.departure.PlainTimes;
import credence.http.departure.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/// Answers the plain requests of one connection that were read together, one after the other, until
/// the end of its slice of the [Turn] and as long as its client reads the answers. Their answers
/// are sent in one buffer, which saves most of the cost of a write per answer. Predictions and
/// rejections are in separate buffers, because only predictions wait for the departure gate.
final class PlainPipeline {
  /// The maximum number of bytes of answers in one buffer, unless a single answer is larger.
  private static final int BUFFER_BYTES_MAX = 1 << 14;

  private final PlainAnswers answers;
  private final Outgoing outgoing;
  private final DepartureGate gate;
  private final Turn turn;
  private final HeldBytes held;
  private final PlainTimes times;
  private Stop stop = Stop.NONE;
  private boolean collectingPredictions;
  private long recordedBytes;

  PlainPipeline(PlainAnswers answers, Outgoing outgoing) {
    this.answers = answers;
    this.outgoing = outgoing;
    this.gate = answers.loop().gate();
    this.turn = answers.loop().turn();
    this.held = answers.loop().held();
    this.times = answers.times();
  }

  /// The reason why answering stopped.
  enum Stop {
    /// All requests were answered.
    NONE,
    /// The next request is incomplete.
    PARTIAL,
    /// The next request is left to Vert.x.
    OTHER,
    /// The slice is over, or the client has no room for more answers.
    WAIT
  }

  /// Answers plain requests one after the other; afterwards [#stop()] is the reason why it stopped.
  ///
  /// @return the start of the remaining input
  int answerAll(ChannelHandlerContext context, byte[] bytes, int from, int to) {
    ByteBuf collected = Unpooled.EMPTY_BUFFER;
    long sliceEndNanos = 0;
    int at = from;
    recordedBytes = gate.recordBytes();
    stop = Stop.NONE;
    while (at < to && stop == Stop.NONE) {
      int end = PlainAnswers.OTHER;
      if (isOver(at > from, sliceEndNanos)
          || !outgoing.hasRoomBeyond(
              collected.readableBytes() + gate.recordBytes() - recordedBytes)) {
        stop = Stop.WAIT;
      } else {
        end = answer(bytes, at, to);
        stop =
            switch (end) {
              case PlainAnswers.PARTIAL -> Stop.PARTIAL;
              case PlainAnswers.OTHER -> Stop.OTHER;
              default -> Stop.NONE;
            };
      }
      if (stop == Stop.NONE) {
        if (at == from && end < to) {
          sliceEndNanos = turn.slice(answers.startNanos());
        }
        if (collectingPredictions != answers.isScored()) {
          send(collected);
          collected = Unpooled.EMPTY_BUFFER;
          collectingPredictions = answers.isScored();
        }
        collected = add(context, collected, 1 + (to - end) / (end - at));
        at = end;
      }
    }
    send(collected);
    return at;
  }

  /// The reason why answering last stopped.
  Stop stop() {
    return stop;
  }

  /// Whether the next request must wait: because the client has no room for an answer, or because
  /// the slice is over, unless memory for waiting requests is tight.
  private boolean isOver(boolean notFirst, long sliceEndNanos) {
    if (!outgoing.hasRoom()) {
      return true;
    }
    return notFirst && turn.isOver(sliceEndNanos, answers.endNanos()) && !held.isTight();
  }

  /// The end of the request, or the reason why it was not answered. A request that fails
  /// unexpectedly is left to Vert.x, where the same failure is logged, counted and answered.
  private int answer(byte[] bytes, int from, int to) {
    try {
      return answers.answer(bytes, from, to);
    } catch (RuntimeException e) {
      return PlainAnswers.OTHER;
    }
  }

  /// Adds the last answer to those collected so far.
  ///
  /// @param expected the expected number of further answers, including this one
  /// @return the buffer with the collected answers
  private ByteBuf add(ChannelHandlerContext context, ByteBuf collected, int expected) {
    ByteSink head = answers.head();
    ByteSink body = answers.body();
    int size = head.size() + body.size();
    ByteBuf buffer = collected;
    if (collected.writableBytes() < size) {
      send(collected);
      buffer =
          context
              .alloc()
              .ioBuffer(Math.max(size, (int) Math.min(BUFFER_BYTES_MAX, (long) size * expected)));
    }
    if (collectingPredictions && !gate.isOpen()) {
      times.add(answers.endNanos() - answers.startNanos());
    }
    return buffer.writeBytes(head.array(), 0, head.size()).writeBytes(body.array(), 0, body.size());
  }

  /// Passes collected answers to the connection.
  private void send(ByteBuf collected) {
    if (collected.isReadable()) {
      outgoing.send(collected, times, gate.recordBytes() - recordedBytes);
      recordedBytes = gate.recordBytes();
      times.clear();
    }
  }
}
