package credence.http.predict;

import credence.bytes.ByteSink;
import credence.http.Body;
import credence.http.ConnectionFlow;
import credence.http.Exchange;
import credence.http.WaitingAnswer;
import credence.http.answer.AnswerHead;
import credence.http.answer.RecordAnswers;
import credence.http.departure.HeldBytes;
import credence.http.departure.Turn;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.wire.ReadError;
import credence.wire.StreamSplitter;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// A batch that is answered record by record while it is received. If the client does not read the
/// answers or other requests wait, the rest of the received bytes waits and no more is read. Holds
/// this rest and one partial record.
final class StreamedBatch implements Body, StreamSplitter.Records {
  /// The number of bytes of answers written at once; more if a single answer is longer.
  static final int WRITTEN_BYTES = 1 << 13;

  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private final StreamSplitter splitter;
  private final BatchAnswers answers;
  private final HeldBytes.Share share;
  private final WaitingAnswer waiting;
  private final Turn turn;
  private final int idleMillis;
  private final int unreadBytesMax;
  private ByteSink sink;
  private byte[] rest = NOTHING;
  private int restFrom;
  private long sliceEndNanos;
  private boolean waits;
  private boolean headSent;
  private boolean answersWritten;
  private boolean complete;
  private boolean overBudget;
  private boolean ended;
  private long received;

  /// Creates a batch.
  ///
  /// @param unreadBytesMax the maximum number of unread bytes of answers that are held while the
  ///   batch is received
  StreamedBatch(
      Exchange exchange,
      BatchAnswers answers,
      StreamSplitter splitter,
      int idleMillis,
      int unreadBytesMax) {
    this.unreadBytesMax = unreadBytesMax;
    this.exchange = exchange;
    this.share = exchange.share();
    this.turn = exchange.loop().turn();
    this.splitter = splitter;
    this.answers = answers;
    this.idleMillis = idleMillis;
    this.sink = exchange.loop().sink();
    this.waiting = new WaitingAnswer(exchange, this::send);
    exchange.extendDeadline(idleMillis);
    AnswerHead.ofChoice(answers.choice(), exchange);
  }

  @Override
  public void chunk(Buffer chunk) {
    if (ended) {
      return;
    }
    exchange.extendDeadline(idleMillis);
    int length = chunk.length();
    received += length;
    allowUnread();
    if (waits) {
      append(chunk);
      return;
    }
    byte[] bytes = exchange.loop().scratch(length);
    chunk.getBytes(0, length, bytes, 0);
    int taken = take(bytes, 0, length);
    if (taken < length && !overBudget) {
      hold(Arrays.copyOfRange(bytes, taken, length));
    }
    scheduleNext();
  }

  /// Answers the records that end in a range until the time slice ends or the client's buffer is
  /// full.
  ///
  /// @return the start of the rest
  private int take(byte[] bytes, int from, int to) {
    sliceEndNanos = turn.slice();
    int at = from;
    do {
      waiting.begin();
      sink = exchange.loop().sink();
      at = splitter.take(bytes, at, to, this);
      write();
    } while (at < to && !overBudget && exchange.hasRoom() && !turn.isOver(sliceEndNanos));
    return at;
  }

  /// Holds received bytes that have not been answered yet.
  private void hold(byte[] bytes) {
    if (share.change(bytes.length)) {
      rest = bytes;
      restFrom = 0;
    } else {
      overBudget = true;
    }
  }

  /// Holds bytes that are received although reading is paused.
  private void append(Buffer chunk) {
    if (!share.change(chunk.length())) {
      overBudget = true;
      scheduleNext();
      return;
    }
    int restBytes = rest.length - restFrom;
    byte[] longer = new byte[restBytes + chunk.length()];
    System.arraycopy(rest, restFrom, longer, 0, restBytes);
    chunk.getBytes(0, chunk.length(), longer, restBytes);
    share.change(-restFrom);
    rest = longer;
    restFrom = 0;
  }

  /// Continues with the rest in a new time slice.
  private void resumeRest() {
    if (!exchange.isOver()) {
      exchange.guard(this::answerRest);
    }
  }

  private void answerRest() {
    if (ended) {
      return;
    }
    waits = false;
    exchange.extendDeadline(idleMillis);
    restFrom = take(rest, restFrom, rest.length);
    if (restFrom == rest.length) {
      share.change(-rest.length);
      rest = NOTHING;
      restFrom = 0;
    }
    scheduleNext();
  }

  /// Schedules the next step: when the client's buffer has space, at this batch's next turn, or
  /// when more bytes are received.
  private void scheduleNext() {
    if (overBudget) {
      exchange.problemOrClose(
          Problem.of(
              ProblemType.OVERLOADED, "too many batches are being answered; try again later"));
    } else if (answersWritten && !exchange.hasRoom()) {
      waits = true;
      exchange.body().pause();
      exchange.whenRoom(() -> turn.enqueue(this::resumeRest));
    } else if (rest.length > 0) {
      waits = true;
      exchange.body().pause();
      turn.enqueue(this::resumeRest);
    } else if (complete) {
      finish();
    } else {
      exchange.body().resume();
    }
  }

  @Override
  public void record(long index, byte[] bytes, int from, int to) {
    answers.answer(index, bytes, from, to, sink);
  }

  @Override
  public void overlong(long index, ReadError error) {
    answers.overlong(index, RecordAnswers.problem(error), sink);
  }

  @Override
  public void overBudget() {
    overBudget = true;
  }

  @Override
  public boolean acceptsMore() {
    return sink.size() < WRITTEN_BYTES && waiting.acceptsRecords() && !turn.isOver(sliceEndNanos);
  }

  private void write() {
    if (sink.size() > 0 && !exchange.isOver()) {
      answersWritten = true;
      waiting.add(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()), false);
      exchange.loop().scoreShadows(answers.shadows());
    }
  }

  private void send(Buffer content, boolean isLast) {
    if (!headSent) {
      headSent = true;
      exchange.beginStream(answers.mediaType());
    }
    if (content.length() > 0) {
      exchange.response().write(content);
    }
    if (isLast) {
      exchange.endStream();
    }
  }

  @Override
  public boolean isStreamed() {
    return true;
  }

  /// Allows as many unread bytes of answers as have been received, so that a client can send the
  /// whole batch before it reads, but a small one cannot make the server hold large answers.
  private void allowUnread() {
    ConnectionFlow flow = exchange.flow();
    if (flow != null) {
      flow.allowUnread(complete || ended ? 0 : Math.min(unreadBytesMax, received));
    }
  }

  @Override
  public boolean endEarly(Problem problem) {
    if (ended || !headSent) {
      return false;
    }
    ended = true;
    allowUnread();
    exchange.extendDeadline(idleMillis);
    sink = exchange.loop().sink();
    waiting.begin();
    answers.endWith(problem, sink);
    waiting.add(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()), true);
    return true;
  }

  @Override
  public void end() {
    if (ended) {
      return;
    }
    complete = true;
    allowUnread();
    if (!waits) {
      finish();
    }
  }

  private void finish() {
    if (exchange.isOver()) {
      return;
    }
    sink = exchange.loop().sink();
    waiting.begin();
    splitter.finish(this);
    answers.end(sink);
    write();
    if (!exchange.isOver()) {
      waiting.add(Buffer.buffer(0), true);
    }
  }

  @Override
  public void abandoned() {
    splitter.release();
    rest = NOTHING;
    restFrom = 0;
  }
}
