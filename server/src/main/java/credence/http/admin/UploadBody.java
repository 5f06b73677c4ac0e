package credence.http.admin;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.http.Body;
import credence.http.Exchange;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.logging.LogEvent;
import credence.retraining.TrainingSetUpload;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/// Receives a training set and writes each part before reading the next, so that at most one part
/// is in memory.
final class UploadBody implements Body {
  private final Exchange exchange;
  private final AdminWorkers workers;
  private final TrainingSetUpload upload;
  private final long bytesMax;
  private final int idleMillis;
  private final Function<TrainingSetUpload.Outcome, Reply> answer;
  private long bytes;
  private boolean writing;
  private boolean complete;
  private boolean closed;

  UploadBody(
      Exchange exchange,
      AdminWorkers workers,
      TrainingSetUpload upload,
      long bytesMax,
      Function<TrainingSetUpload.Outcome, Reply> answer) {
    this.exchange = exchange;
    this.workers = workers;
    this.upload = upload;
    this.bytesMax = bytesMax;
    this.idleMillis = exchange.loop().server().settings().timeouts().streamIdleMillis();
    this.answer = answer;
    exchange.whenOver(this::abandoned);
  }

  @Override
  public void chunk(Buffer chunk) {
    bytes += chunk.length();
    if (bytes > bytesMax) {
      exchange.problem(RequestHead.tooLarge(bytesMax));
      return;
    }
    ByteBuffer part = ByteBuffer.wrap(chunk.getBytes());
    exchange.request().pause();
    writing = true;
    workers.run(
        exchange,
        () -> {
          upload.write(part);
          return part;
        },
        _ -> written(),
        () -> {
          discard();
          exchange.request().resume(); // Lets the client read the response.
        });
  }

  private void written() {
    writing = false;
    if (closed) {
      discard();
    } else if (complete) {
      finish();
    } else {
      exchange.extendDeadline(idleMillis);
      exchange.request().resume();
    }
  }

  @Override
  public void end() {
    complete = true;
    if (!writing) {
      finish();
    }
  }

  /// A request without a length has no content, whatever follows it (RFC 9112, section 6.3).
  private void finish() {
    if (bytes == 0) {
      discard();
      exchange.problem(
          Problem.of(
              ProblemType.INVALID_REQUEST,
              "expected the content of a training set, with its length in the header"
                  + " Content-Length or in chunks; found none"));
      return;
    }
    writing = true;
    workers.run(
        exchange,
        () -> {
          try (upload) {
            return answer.apply(upload.finish());
          }
        },
        reply -> AdminWorkers.send(exchange, reply),
        this::discard);
  }

  @Override
  public void abandoned() {
    if (!closed) {
      closed = true;
      if (!writing) {
        discard();
      }
    }
  }

  /// Deletes the received part. This is a single file, so no worker is needed.
  private void discard() {
    writing = false;
    closed = true;
    try {
      upload.close();
    } catch (IOException e) {
      exchange
          .loop()
          .server()
          .log()
          .log(LogEvent.UPLOAD_NOT_REMOVED, field("message", FileFailure.words(e)));
    }
  }
}
