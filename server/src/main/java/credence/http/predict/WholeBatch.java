package credence.http.predict;

import credence.bytes.ByteSink;
import credence.http.Exchange;
import credence.http.WaitingAnswer;
import credence.http.answer.AnswerHead;
import credence.http.answer.RecordAnswers;
import credence.http.departure.Turn;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.wire.BatchSplitter;
import credence.wire.ReadError;
import io.vertx.core.buffer.Buffer;

/// A batch that was received completely; answered in time slices, so that the event loop can serve
/// other requests in between and does not write more than the client reads.
final class WholeBatch {
  private static final int INLINE_BYTES_MAX = 1 << 14;

  private final Exchange exchange;
  private final BatchAnswers answers;
  private final byte[] bytes;
  private final int length;
  private final BatchSplitter splitter;
  private final Turn turn;
  private final int idleMillis;
  private final WaitingAnswer waiting;
  private int next;
  private boolean headSent;

  /// Creates a batch.
  ///
  /// @param bytes contains the body from 0 to `length`; counted as held for the exchange
  WholeBatch(
      Exchange exchange,
      BatchAnswers answers,
      BatchSplitter splitter,
      byte[] bytes,
      int length,
      int idleMillis) {
    this.exchange = exchange;
    this.answers = answers;
    this.bytes = bytes;
    this.length = length;
    this.turn = exchange.loop().turn();
    this.splitter = splitter;
    this.idleMillis = idleMillis;
    this.waiting = new WaitingAnswer(exchange, this::send);
  }

  /// Starts to answer; a long batch at its next turn, since splitting it takes time.
  void begin() {
    if (length > INLINE_BYTES_MAX) {
      turn.enqueue(this::splitIfOpen);
    } else {
      split();
    }
  }

  private void splitIfOpen() {
    if (!exchange.isOver()) {
      exchange.guard(this::split);
    }
  }

  private void split() {
    ReadError error = splitter.split(bytes, 0, length);
    if (splitter.isOverBudget()) {
      exchange.problem(
          Problem.of(
              ProblemType.OVERLOADED, "too many batches are being answered; try again later"));
    } else if (error != null) {
      exchange.problem(RecordAnswers.problem(error));
    } else {
      answerSlice();
    }
  }

  private void answerSlice() {
    exchange.extendDeadline(idleMillis);
    long sliceEndNanos = turn.slice();
    do {
      writeNext(sliceEndNanos);
    } while (next < splitter.count() && exchange.hasRoom() && !turn.isOver(sliceEndNanos));
    if (next == splitter.count()) {
      return;
    }
    if (exchange.hasRoom()) {
      turn.enqueue(this::continueIfOpen);
    } else {
      exchange.whenRoom(() -> turn.enqueue(this::continueIfOpen));
    }
  }

  /// Writes the next answers: a few KiB, or as many as fit into the time slice.
  private void writeNext(long sliceEndNanos) {
    waiting.begin();
    ByteSink sink = exchange.loop().sink();
    int end = splitter.count();
    boolean more = next < end;
    while (more) {
      byte[] record = splitter.bytes(next);
      answers.answer(next, record, splitter.from(next), splitter.to(next), sink);
      next++;
      more =
          next < end
              && sink.size() < StreamedBatch.WRITTEN_BYTES
              && waiting.acceptsRecords()
              && !turn.isOver(sliceEndNanos);
    }
    if (next == end) {
      answers.end(sink);
    }
    waiting.add(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()), next == end);
    exchange.loop().scoreShadows(answers.shadows());
  }

  private void send(Buffer content, boolean isLast) {
    if (!headSent) {
      headSent = true;
      AnswerHead.ofChoice(answers.choice(), exchange);
      exchange.beginStream(answers.mediaType());
    }
    exchange.response().write(content);
    if (isLast) {
      exchange.endStream();
    }
  }

  private void continueIfOpen() {
    if (!exchange.isOver()) {
      exchange.guard(this::answerSlice);
    }
  }
}
