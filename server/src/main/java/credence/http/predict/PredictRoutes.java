package credence.http.predict;

import credence.http.Exchange;
import credence.http.LoopState;
import credence.http.WaitingAnswer;
import credence.http.WholeBody;
import credence.http.answer.AnswerHead;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.answer.Versions;
import credence.http.head.MediaTypes;
import credence.http.head.QueryParameters;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.LimitSettings;
import credence.http.settings.ServerSettings;
import credence.http.settings.TimeoutSettings;
import credence.prediction.Choice;
import credence.wire.ByteSink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// `POST /predict` and `POST /predict/batch`: checks a request's head, then reads its body.
public final class PredictRoutes {
  private static final int OK = 200;

  private final LimitSettings limits;
  private final Versions versions;
  private final TimeoutSettings timeouts;
  private final RecordForm form;

  public PredictRoutes(ServerSettings settings) {
    limits = settings.limits();
    timeouts = settings.timeouts();
    versions = new Versions(settings.answers());
    form = RecordForm.single(limits);
  }

  /// Answers one applicant.
  public void predict(Exchange exchange, QueryParameters query) {
    if (!exchange.loop().admits(exchange.loop().turn().nowNanos())) {
      exchange.problem(LoopState.TOO_MANY);
      return;
    }
    HttpServerRequest request = exchange.request();
    Problem refusal = RequestHead.refusal(request, MediaTypes.JSON);
    if (refusal == null && !MediaTypes.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      refusal = Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "predict accepts only JSON payload");
    }
    if (refusal == null) {
      refusal = RequestHead.tooLong(request, limits.bodyBytesMax());
    }
    if (refusal != null) {
      exchange.problem(refusal);
      return;
    }
    String version = query.get("version");
    exchange
        .body()
        .read(
            new WholeBody(
                exchange,
                limits.bodyBytesMax(),
                (x, bytes, length) -> answer(x, version, bytes, length)));
  }

  private void answer(Exchange exchange, @Nullable String version, byte[] bytes, int length) {
    LoopState loop = exchange.loop();
    RecordAnswers answers = loop.answers();
    Choice choice = versions.choose(answers.state(), version);
    ByteSink sink = loop.sink();
    Problem problem = Versions.problem(choice);
    WaitingAnswer waiting =
        new WaitingAnswer(exchange, (content, _) -> exchange.answer(OK, Exchange.JSON, content));
    if (problem == null) {
      problem = answers.answer(choice, bytes, 0, length, sink, form);
    }
    if (problem != null) {
      AnswerHead.ofChoice(choice, exchange);
      exchange.problem(problem);
      return;
    }
    AnswerHead.ofPrediction(choice, answers, exchange);
    answers.complete();
    waiting.give(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()), true);
    loop.scoreShadows(answers.shadows());
  }

  /// Answers a batch.
  public void batch(Exchange exchange, QueryParameters query) {
    if (!exchange.loop().admits(exchange.loop().turn().nowNanos())) {
      exchange.problem(LoopState.TOO_MANY);
      return;
    }
    HttpServerRequest request = exchange.request();
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean lines = MediaTypes.isLines(contentType);
    Problem refusal = RequestHead.refusal(request, lines ? MediaTypes.LINES : MediaTypes.JSON);
    if (refusal == null && !lines && !MediaTypes.isJson(contentType)) {
      refusal = Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "predict accepts only JSON payload");
    }
    if (refusal == null && !lines) {
      refusal = RequestHead.tooLong(request, limits.batchBodyBytesMax());
    }
    RecordAnswers answers = exchange.loop().answers();
    Choice choice = versions.choose(answers.state(), query.get("version"));
    if (refusal == null) {
      refusal = Versions.problem(choice);
    }
    if (refusal != null) {
      exchange.problem(refusal);
      return;
    }
    if (lines) {
      exchange.body().read(new LinesBatch(exchange, answers, choice, limits, timeouts));
    } else {
      exchange
          .body()
          .read(
              new WholeBody(
                  exchange,
                  limits.batchBodyBytesMax(),
                  (x, bytes, length) ->
                      new ArrayBatch(x, answers, choice, bytes, length, limits, timeouts).begin()));
    }
  }
}
