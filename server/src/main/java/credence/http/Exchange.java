package credence.http;

import credence.http.answer.AnswerHead;
import credence.http.answer.ResponseHeaders;
import credence.http.departure.HeldBytes;
import credence.http.head.MediaTypes;
import credence.http.head.RequestTrace;
import credence.http.problem.Problem;
import credence.http.problem.ProblemForm;
import credence.http.problem.ProblemType;
import credence.scoring.LiveVersion;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One request and its response. It is open from the request's head until the response has been
/// passed to the connection and the request's last byte has been received; input after the response
/// is discarded, within limits.
public final class Exchange implements AnswerHead.Fields {
  public static final CharSequence JSON = AsciiString.cached(MediaTypes.JSON);

  /// The estimated size of an open exchange without the bytes of its request.
  private static final int OVERHEAD_BYTES = 1 << 12;

  /// A response up to this length is sent even if there is no room to hold it.
  private static final int SMALL_BYTES_MAX = 1 << 12;

  @Nullable Exchange previous;
  @Nullable Exchange next;

  private final LoopState loop;
  private final @Nullable Connection connection;
  private final HttpServerRequest request;
  private final @Nullable Route route;
  private final HeldBytes.Share share;
  private final RequestBody body = new RequestBody(this);
  private final long startNanos = System.nanoTime();
  private long deadlineNanos;
  private @Nullable WaitingAnswer waiting;
  private boolean answerBegun;
  private boolean answered;
  private boolean closing;
  private boolean over;
  private @Nullable Runnable whenOver;
  private ProblemForm problems = ProblemForm.JSON;
  private String caller = "anonymous";

  Exchange(
      LoopState loop,
      @Nullable Connection connection,
      HttpServerRequest request,
      @Nullable Route route) {
    this.loop = loop;
    this.connection = connection;
    this.request = request;
    this.route = route;
    share = loop.held().new Share();
    deadlineNanos =
        startNanos
            + TimeUnit.MILLISECONDS.toNanos(
                loop.server().settings().timeouts().requestTimeoutMillis());
  }

  /// Opens the exchange.
  void open() {
    loop.open().add(this);
    loop.held().overhead(OVERHEAD_BYTES);
    if (connection != null) {
      connection.begin(this);
    }
    request.handler(body::chunk);
    request.endHandler(_ -> body.end());
    request.exceptionHandler(_ -> close());
  }

  public LoopState loop() {
    return loop;
  }

  public HttpServerRequest request() {
    return request;
  }

  /// The response, for route-specific headers.
  public HttpServerResponse response() {
    return request.response();
  }

  @Override
  public void version(LiveVersion version) {
    put(ResponseHeaders.MODEL_VERSION, version.name().text());
  }

  @Override
  public void put(CharSequence name, String value) {
    response().putHeader(name, value);
  }

  /// The caller's name, recorded in the history as the author; `anonymous` if unknown.
  public String caller() {
    return caller;
  }

  /// Sets the caller's name.
  public void identify(String name) {
    caller = name;
  }

  /// The request's body.
  public RequestBody body() {
    return body;
  }

  /// The memory held for the request; released when the exchange has ended.
  public HeldBytes.Share share() {
    return share;
  }

  /// Whether the client has read enough of its responses for more to be sent.
  public boolean hasRoom() {
    ConnectionFlow flow = flow();
    return flow == null ? !response().writeQueueFull() : flow.hasRoom();
  }

  /// Runs a step once the client has read enough of its responses.
  public void whenRoom(Runnable step) {
    ConnectionFlow flow = flow();
    if (flow == null) {
      response().drainHandler(_ -> step.run());
    } else {
      flow.whenRoom(step);
    }
  }

  /// The flow that passes the connection's bytes on to Vert.x; null if Vert.x reads them directly.
  public @Nullable ConnectionFlow flow() {
    return connection == null ? null : connection.flow();
  }

  /// Sets the answer that waits at the departure gate.
  void waiting(WaitingAnswer answer) {
    waiting = answer;
  }

  /// The number of bytes of the answer and its records that are waiting at the departure gate.
  long waitingBytes() {
    return waiting == null ? 0 : waiting.weight();
  }

  /// Answers that the decision could not be logged; aborts a response that has begun.
  void failUnlogged() {
    if (!answerBegun) {
      response().headers().clear();
    }
    problemOrClose(WaitingAnswer.UNLOGGED);
  }

  /// Sets the time limit for the client's next progress, from now.
  public void extendDeadline(long millis) {
    deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /// Sets the form in which the request's protocol writes problems.
  public void problemForm(ProblemForm form) {
    problems = form;
  }

  /// Answers with JSON.
  public void json(int status, byte[] content) {
    answer(status, JSON, Buffer.buffer(content));
  }

  /// Answers with a problem, unless a response has begun.
  public void problem(Problem problem) {
    if (answerBegun) {
      return;
    }
    loop.metrics().problems(problem.type()).add(1);
    AnswerHead.ofProblem(problem.type(), this);
    answer(problem.type().status(), problems.mediaType(), Buffer.buffer(problems.write(problem)));
  }

  /// Answers with a problem; ends a response that has begun with it and then closes the connection,
  /// or aborts the response.
  public void problemOrClose(Problem problem) {
    closing |= answerBegun;
    if (!answerBegun) {
      problem(problem);
    } else if (!body.endEarly(problem)) {
      close();
    }
  }

  /// Answers with a problem and then closes the connection.
  public void problemAndClose(Problem problem) {
    closing = true;
    problem(problem);
  }

  /// Ends an exchange whose request body cannot be read to its end, and closes the connection.
  void rejectBody(Problem problem) {
    closing = true;
    body.rejected();
    problemOrClose(problem);
  }

  /// Sends a complete response.
  ///
  /// @param content the whole body, which is not sent in response to a HEAD request
  public void answer(int status, CharSequence contentType, Buffer content) {
    if (answerBegun || response().closed()) {
      return;
    }
    if (content.length() > SMALL_BYTES_MAX && content.length() > loop.held().room()) {
      problem(LoopState.TOO_MANY);
      return;
    }
    begin(status, contentType);
    if (request.method().equals(HttpMethod.HEAD)) {
      response().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
      response().end();
    } else if (status == 204) {
      response().end();
    } else {
      response().end(content);
    }
    ended(status);
  }

  /// Begins a response that is sent in parts.
  public void beginStream(CharSequence contentType) {
    begin(200, contentType);
    if (request.version() == HttpVersion.HTTP_1_0) {
      closing = true;
    } else {
      response().setChunked(true);
    }
    response().exceptionHandler(_ -> close());
  }

  /// Ends a response after its last part.
  public void endStream() {
    if (!answered && !response().closed()) {
      response().end();
      ended(200);
    }
  }

  /// Answers with an internal error, or aborts a response that has begun.
  public void fail(RuntimeException thrown) {
    loop.accessLog().failed(request, route, thrown);
    if (answerBegun) {
      close();
    } else {
      problemAndClose(
          Problem.of(ProblemType.INTERNAL_ERROR, "internal error; see the server's log"));
    }
  }

  /// Ends an exchange whose deadline has passed.
  void endIfLate(long nowNanos) {
    if (nowNanos - deadlineNanos < 0 || (waiting != null && waiting.isWaiting())) {
      return;
    }
    boolean begun = answerBegun;
    closing = true;
    problemOrClose(body.late(begun));
    if (!begun) {
      close();
    }
  }

  private void begin(int status, CharSequence contentType) {
    answerBegun = true;
    HttpServerResponse response = response();
    if (status != 200) {
      response.setStatusCode(status);
    }
    if (status != 204) {
      AnswerHead.ofContent(contentType, this);
    }
    RequestTrace.echo(request);
    closing |= loop.server().draining();
    if (closing) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private void ended(int status) {
    answered = true;
    long nanos = System.nanoTime() - startNanos;
    loop.metrics().countRequest(route, status);
    if (route == Route.PREDICT) {
      loop.metrics().predictLatency().add(nanos);
    }
    loop.accessLog().answered(request, route, status, nanos);
    body.abandon();
    if (body.hasEnded()) {
      finish();
    } else {
      body.discard();
    }
  }

  /// Runs a step of the exchange; an exception is answered as an internal error.
  public void guard(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /// Ends the exchange, and closes the connection if that was announced.
  void finish() {
    over();
    if (closing) {
      request.connection().close();
    }
  }

  /// Aborts the exchange and its connection.
  public void close() {
    body.abandon();
    over();
    VertxInternals.abort(request.connection());
  }

  /// Whether the whole response has been passed to the connection.
  boolean isAnswered() {
    return answered;
  }

  /// Whether the exchange has ended, successfully or not.
  public boolean isOver() {
    return over;
  }

  /// Sets an action to run when the exchange ends, successfully or not.
  public void whenOver(Runnable action) {
    whenOver = action;
  }

  private void over() {
    if (!over) {
      over = true;
      if (whenOver != null) {
        whenOver.run();
      }
      loop.open().remove(this);
      loop.held().overhead(-OVERHEAD_BYTES);
      share.release();
      if (waiting != null) {
        waiting.drop();
      }
      if (connection != null) {
        connection.end(System.nanoTime());
      }
    }
  }
}
