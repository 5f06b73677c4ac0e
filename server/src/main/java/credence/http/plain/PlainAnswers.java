package credence.http.plain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.bytes.ByteSink;
import credence.http.Connection;
import credence.http.Endpoint;
import credence.http.LoopState;
import credence.http.Outgoing;
import credence.http.Route;
import credence.http.VertxInternals;
import credence.http.WaitingAnswer;
import credence.http.answer.AnswerHead;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.answer.ResponseHeaders;
import credence.http.answer.Versions;
import credence.http.departure.DepartureGate;
import credence.http.departure.Outbox;
import credence.http.departure.PlainTimes;
import credence.http.head.MediaTypes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemForm;
import credence.http.problem.ProblemType;
import credence.http.settings.ServerSettings;
import credence.prediction.Choice;
import credence.prediction.ServingState;
import credence.prediction.Tally;
import credence.scoring.LiveVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;

/// Answers plain requests of one event loop ([PlainHead]) from the bytes read to the bytes sent,
/// which are identical to those that `PredictRoutes` sends through Vert.x. Requests that are to be
/// answered with a problem are left to Vert.x.
public final class PlainAnswers implements AnswerHead.Fields, Outbox.Outcome, Endpoint.Front {
  private static final int OK = 200;
  private static final byte[] BEGIN = "HTTP/1.1 200 OK\r\n".getBytes(US_ASCII);
  private static final byte[] BEGIN_LENGTH =
      (lines(fields -> AnswerHead.ofContent(MediaTypes.JSON, fields)) + "content-length: ")
          .getBytes(US_ASCII);
  private static final byte[] OVERLOADED = response(LoopState.TOO_MANY);
  private static final byte[] UNLOGGED = response(WaitingAnswer.UNLOGGED);
  private static final byte[] DECISION_ID = (ResponseHeaders.DECISION_ID + ": ").getBytes(US_ASCII);
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

  /// The result for an incomplete request.
  static final int PARTIAL = -1;

  /// The result for a request that is left to Vert.x.
  static final int OTHER = -2;

  /// Limits how much is read from a connection at once, so that each has its share of a turn.
  private static final RecvByteBufAllocator READ_ALLOCATOR =
      new AdaptiveRecvByteBufAllocator(64, 2048, 1 << 14).maxMessagesPerRead(1);

  private final LoopState loop;
  private final WriteBufferWaterMark unread;
  private final Versions versions;
  private final PlainHead request;
  private final RecordForm form;
  private final Tally answered;
  private final Tally rejected;
  private final ByteSink answerHead = new ByteSink();
  private final ByteSink empty = new ByteSink();
  private ByteSink body = empty;

  /// The state that the version names belong to; a weak reference, so that it is not kept in
  /// memory.
  private WeakReference<ServingState> namedState = new WeakReference<>(null);

  private final DepartureGate gate;
  private long startNanos;
  private long endNanos;
  private final PlainTimes times = new PlainTimes();
  private boolean scored;
  private byte[][] names = {};

  public PlainAnswers(LoopState loop) {
    ServerSettings settings = loop.server().settings();
    this.loop = loop;
    this.gate = loop.gate();
    int unreadBytesMax = settings.limits().unreadBytesMax();
    unread = new WriteBufferWaterMark(unreadBytesMax / 2, unreadBytesMax);
    versions = new Versions(settings.answers());
    request = new PlainHead(settings.limits());
    form = RecordForm.single(settings.limits());
    answered = loop.metrics().requests(Route.PREDICT, OK);
    rejected = loop.metrics().requests(Route.PREDICT, ProblemType.OVERLOADED.status());
  }

  /// Answers the requests of a connection as long as they are plain.
  @Override
  public void accept(HttpConnection connection, Connection state) {
    Outgoing outgoing = new Outgoing(this, loop, state);
    PlainPredictions predictions = new PlainPredictions(this, state, outgoing);
    if (VertxInternals.insert(connection, predictions)
        && VertxInternals.insert(connection, outgoing)) {
      Channel channel = VertxInternals.channel(connection);
      if (channel != null) {
        channel.config().setRecvByteBufAllocator(READ_ALLOCATOR).setWriteBufferWaterMark(unread);
      }
      state.flow(predictions);
    }
  }

  LoopState loop() {
    return loop;
  }

  /// The head of the last answer; valid until the next one.
  ByteSink head() {
    return answerHead;
  }

  /// The body of the last answer; valid until the next one.
  ByteSink body() {
    return body;
  }

  /// Answers the request at the start of the input, if it is plain, complete and valid.
  ///
  /// @param bytes the input
  /// @param from start of the request
  /// @param to end of the input, exclusive
  /// @return the end of the request; [#PARTIAL] if it may be plain but is incomplete, [#OTHER] if
  ///   it is left to Vert.x
  int answer(byte[] bytes, int from, int to) {
    startNanos = System.nanoTime();
    PlainHead.Kind kind = request.read(bytes, from, to);
    if (kind != PlainHead.Kind.COMPLETE) {
      return kind == PlainHead.Kind.PARTIAL ? PARTIAL : OTHER;
    }
    if (!loop.admits(startNanos)) {
      reject();
      return request.bodyTo();
    }
    RecordAnswers answers = loop.answers();
    Choice choice = versions.choose(answers.state(), request.version());
    body = loop.sink();
    if (Versions.problem(choice) != null
        || answers.answer(choice, bytes, request.bodyFrom(), request.bodyTo(), body, form)
            != null) {
      return OTHER;
    }
    writeHead(choice, answers, body.size());
    answers.complete();
    scored = true;
    endNanos = System.nanoTime();
    if (gate.isOpen()) {
      count(answered, OK, endNanos - startNanos);
    }
    loop.scoreShadows(answers.shadows());
    return request.bodyTo();
  }

  private void count(Tally requests, int status, long nanos) {
    requests.add(1);
    loop.metrics().predictLatency().add(nanos);
    loop.accessLog().answeredPlain(status, nanos);
  }

  /// The response times of the answers that are being collected.
  PlainTimes times() {
    return times;
  }

  /// Whether the last answer is a prediction, not a rejection.
  boolean isScored() {
    return scored;
  }

  @Override
  public void sent(PlainTimes answers, boolean logged, long waitedNanos) {
    for (int i = 0; i < answers.size(); i++) {
      long nanos = answers.nanos(i) + waitedNanos;
      if (logged) {
        count(answered, OK, nanos);
      } else {
        count(rejected, ProblemType.DECISION_NOT_LOGGED.status(), nanos);
        loop.metrics().problems(ProblemType.DECISION_NOT_LOGGED).add(1);
      }
    }
  }

  @Override
  public ByteBuf unlogged(int count) {
    ByteBuf problems = Unpooled.buffer(count * UNLOGGED.length);
    for (int i = 0; i < count; i++) {
      problems.writeBytes(UNLOGGED);
    }
    return problems;
  }

  /// When the last answered request began, as a value of [System#nanoTime()].
  long startNanos() {
    return startNanos;
  }

  /// When the last answer was complete, as a value of [System#nanoTime()].
  long endNanos() {
    return endNanos;
  }

  /// Answers with a prebuilt problem: too many requests are waiting.
  private void reject() {
    answerHead.clear();
    answerHead.write(OVERLOADED);
    body = empty;
    scored = false;
    endNanos = System.nanoTime();
    count(rejected, ProblemType.OVERLOADED.status(), endNanos - startNanos);
    loop.metrics().problems(ProblemType.OVERLOADED).add(1);
  }

  private void writeHead(Choice choice, RecordAnswers answers, int bodyBytes) {
    answerHead.clear();
    answerHead.write(BEGIN);
    nameVersionsOf(answers.state());
    AnswerHead.ofPrediction(choice, answers, this);
    answerHead.write(BEGIN_LENGTH);
    answerHead.writeDecimal(bodyBytes);
    answerHead.write(END);
  }

  /// Creates the header fields that name the versions, once for each state.
  private void nameVersionsOf(ServingState state) {
    if (!namedState.refersTo(state)) {
      names =
          state.plan().versions().stream()
              .map(live -> line(ResponseHeaders.MODEL_VERSION, live.name().text()))
              .map(text -> text.getBytes(US_ASCII))
              .toArray(byte[][]::new);
      namedState = new WeakReference<>(state);
    }
  }

  @Override
  public void version(LiveVersion version) {
    answerHead.write(names[version.index()]);
  }

  @Override
  public void decision(DepartureGate recorded) {
    answerHead.write(DECISION_ID);
    recorded.writeId(answerHead);
    answerHead.write(LINE_END);
  }

  @Override
  public void put(CharSequence name, String value) {
    answerHead.write(line(name, value));
  }

  private static String line(CharSequence name, String value) {
    return name + ": " + value + "\r\n";
  }

  /// The complete response of a problem to a plain request.
  static byte[] response(Problem problem) {
    byte[] content = ProblemForm.JSON.write(problem);
    String head =
        "HTTP/1.1 "
            + HttpResponseStatus.valueOf(problem.type().status())
            + "\r\n"
            + lines(fields -> AnswerHead.ofProblem(problem.type(), fields))
            + lines(fields -> AnswerHead.ofContent(ProblemForm.JSON.mediaType(), fields))
            + line(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length))
            + "\r\n";
    ByteSink answer = new ByteSink();
    answer.write(head.getBytes(US_ASCII));
    answer.write(content);
    return answer.toByteArray();
  }

  /// Header fields that do not depend on a request, each with its line end.
  private static String lines(Consumer<AnswerHead.Fields> source) {
    StringBuilder lines = new StringBuilder();
    source.accept(
        new AnswerHead.Fields() {
          @Override
          public void version(LiveVersion version) {
            throw new IllegalArgumentException("a model version depends on the request");
          }

          @Override
          public void put(CharSequence name, String value) {
            lines.append(line(name, value));
          }
        });
    return lines.toString();
  }
}
