package credence.http;

import credence.prediction.Choice;
import credence.wire.ArraySplitter;
import credence.wire.ByteSink;
import credence.wire.ReadProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/// A batch that came whole, as a JSON array; answered by an array, a slice at a time, so that other
/// requests of the event loop have their turn in between and no more is written than the client
/// takes.
final class ArrayBatch {
  private static final int RECORDS_PER_SLICE = 128;

  private final Exchange exchange;
  private final BatchAnswers answers;
  private final Choice choice;
  private final byte[] bytes;
  private final ArraySplitter splitter;
  private final int idleMillis;
  private int next;

  /// @param bytes the body, which becomes the batch's own
  ArrayBatch(
      Exchange exchange,
      RecordAnswers answers,
      Choice choice,
      byte[] bytes,
      LimitSettings limits,
      TimeoutSettings timeouts) {
    this.exchange = exchange;
    this.answers = new BatchAnswers(exchange.loop().metrics(), answers, choice);
    this.choice = choice;
    this.bytes = bytes;
    this.splitter = new ArraySplitter(limits.batchRecordsMax());
    this.idleMillis = timeouts.streamIdleMillis();
  }

  /// Begins to answer.
  void begin() {
    ReadProblem problem = splitter.split(bytes, 0, bytes.length);
    if (problem != null) {
      exchange.problem(RecordAnswers.of(problem));
    } else if (!exchange.loop().buffer(bytes.length)) {
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many batches are being answered; try again"));
    } else {
      Versions.name(exchange, choice);
      exchange.beginStream(Exchange.JSON);
      exchange.whenOver(() -> exchange.loop().unbuffer(bytes.length));
      answerSlice();
    }
  }

  private void answerSlice() {
    exchange.allow(idleMillis);
    ByteSink sink = exchange.loop().sink();
    if (next == 0) {
      sink.writeByte('[');
    }
    int end = Math.min(splitter.count(), next + RECORDS_PER_SLICE);
    for (; next < end; next++) {
      if (next > 0) {
        sink.writeByte(',');
      }
      answers.answer(next, bytes, splitter.from(next), splitter.to(next), sink);
    }
    boolean last = next == splitter.count();
    if (last) {
      sink.writeByte(']');
    }
    HttpServerResponse response = exchange.response();
    response.write(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()));
    exchange.loop().scoreShadows(answers.shadows());
    if (last) {
      exchange.endStream();
    } else if (response.writeQueueFull()) {
      response.drainHandler(_ -> continueIfOpen());
    } else {
      exchange.loop().nextTurn(this::continueIfOpen);
    }
  }

  private void continueIfOpen() {
    if (!exchange.isOver()) {
      exchange.guard(this::answerSlice);
    }
  }
}
