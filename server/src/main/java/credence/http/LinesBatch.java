package credence.http;

import credence.prediction.Choice;
import credence.wire.ByteSink;
import credence.wire.LineSplitter;
import credence.wire.ReadProblem;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/// A batch of lines of JSON, answered line by line while it comes. When the client does not take
/// the answers, nothing more is read from it; holds one line at most.
final class LinesBatch implements Body, LineSplitter.Lines {
  private static final CharSequence LINES = AsciiString.cached(MediaTypes.LINES);

  private final Exchange exchange;
  private final LineSplitter splitter;
  private final BatchAnswers answers;
  private final int idleMillis;
  private ByteSink sink;
  private boolean begun;

  LinesBatch(
      Exchange exchange,
      RecordAnswers answers,
      Choice choice,
      int recordBytesMax,
      TimeoutSettings timeouts) {
    this.exchange = exchange;
    this.splitter = new LineSplitter(recordBytesMax);
    this.answers = new BatchAnswers(exchange.loop().metrics(), answers, choice);
    this.idleMillis = timeouts.streamIdleMillis();
    this.sink = exchange.loop().sink();
    exchange.allow(idleMillis);
    Versions.name(exchange, choice);
  }

  @Override
  public void chunk(Buffer chunk) {
    exchange.allow(idleMillis);
    sink = exchange.loop().sink();
    byte[] bytes = exchange.loop().scratch(chunk.length());
    chunk.getBytes(0, chunk.length(), bytes, 0);
    splitter.take(bytes, 0, chunk.length(), this);
    write();
    HttpServerResponse response = exchange.response();
    if (begun && response.writeQueueFull()) {
      exchange.request().pause();
      response.drainHandler(_ -> drained());
    }
  }

  private void drained() {
    exchange.allow(idleMillis);
    exchange.request().resume();
  }

  @Override
  public void line(long index, byte[] bytes, int from, int to) {
    answers.answer(index, bytes, from, to, sink);
    sink.writeByte('\n');
  }

  @Override
  public void overlong(long index, ReadProblem problem) {
    answers.overlong(index, RecordAnswers.of(problem), sink);
    sink.writeByte('\n');
  }

  private void write() {
    if (sink.size() > 0) {
      begin();
      exchange
          .response()
          .write(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()));
      exchange.loop().scoreShadows(answers.shadows());
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      exchange.beginStream(LINES);
    }
  }

  @Override
  public void end() {
    sink = exchange.loop().sink();
    splitter.finish(this);
    write();
    begin();
    exchange.endStream();
  }

  @Override
  public void abandoned() {}
}
