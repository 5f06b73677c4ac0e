package credence.http.predict;

import credence.bytes.ByteSink;
import credence.http.Exchange;
import credence.http.LoopState;
import credence.http.WaitingAnswer;
import credence.http.WholeBody;
import credence.http.answer.AnswerHead;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.answer.Versions;
import credence.http.head.QueryParameters;
import credence.http.head.RequestHead;
import credence.http.head.RequestTrace;
import credence.http.predict.Protocols.BatchProtocol;
import credence.http.predict.Protocols.Protocol;
import credence.http.problem.Problem;
import credence.http.settings.LimitSettings;
import credence.http.settings.ServerSettings;
import credence.http.settings.TimeoutSettings;
import credence.prediction.Choice;
import credence.wire.BatchForm;
import credence.wire.BatchSplitter;
import credence.wire.StreamSplitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// `POST /predict` and `POST /predict/batch`: checks the request's head and reads its body.
public final class PredictRoutes {
  private static final int OK = 200;

  private final Protocols protocols;
  private final LimitSettings limits;
  private final Versions versions;
  private final TimeoutSettings timeouts;
  private final RecordForm form;

  public PredictRoutes(ServerSettings settings, Protocols protocols) {
    this.protocols = protocols;
    limits = settings.limits();
    timeouts = settings.timeouts();
    versions = new Versions(settings.answers());
    form = RecordForm.single(limits);
  }

  /// Answers one applicant.
  public void predict(Exchange exchange, QueryParameters query) {
    HttpServerRequest request = exchange.request();
    Protocol protocol = protocols.ofRecord(request.getHeader(HttpHeaders.CONTENT_TYPE));
    exchange.problemForm(protocol.problems());
    if (!exchange.loop().admits(exchange.loop().turn().nowNanos())) {
      exchange.problem(LoopState.TOO_MANY);
      return;
    }
    Problem rejection = protocol.rejection(request);
    if (rejection == null) {
      rejection = RequestHead.tooLong(request, limits.bodyBytesMax());
    }
    if (rejection != null) {
      exchange.problem(rejection);
      return;
    }
    String version = query.get("version");
    exchange
        .body()
        .read(
            new WholeBody(
                exchange,
                limits.bodyBytesMax(),
                (x, bytes, length) -> answer(x, protocol, version, bytes, length)));
  }

  private void answer(
      Exchange exchange, Protocol protocol, @Nullable String version, byte[] bytes, int length) {
    LoopState loop = exchange.loop();
    RecordAnswers answers = loop.answers(protocol.codec());
    Choice choice = versions.choose(answers.state(), version);
    ByteSink sink = loop.sink();
    Problem problem = Versions.problem(choice);
    WaitingAnswer waiting =
        new WaitingAnswer(
            exchange, (content, _) -> exchange.answer(OK, protocol.answered(), content));
    if (problem == null) {
      problem =
          answers.answer(
              choice, bytes, 0, length, sink, form.of(RequestTrace.origin(exchange.request())));
    }
    if (problem != null) {
      AnswerHead.ofChoice(choice, exchange);
      exchange.problem(problem);
      return;
    }
    AnswerHead.ofPrediction(choice, answers, exchange);
    answers.complete();
    waiting.add(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()), true);
    loop.scoreShadows(answers.shadows());
  }

  /// Answers a batch.
  public void batch(Exchange exchange, QueryParameters query) {
    HttpServerRequest request = exchange.request();
    BatchProtocol requested = protocols.ofBatch(request.getHeader(HttpHeaders.CONTENT_TYPE));
    Protocol protocol = requested.protocol();
    exchange.problemForm(protocol.problems());
    if (!exchange.loop().admits(exchange.loop().turn().nowNanos())) {
      exchange.problem(LoopState.TOO_MANY);
      return;
    }
    Problem rejection = protocol.rejection(request);
    if (rejection == null && requested.form() instanceof BatchForm.Whole) {
      rejection = RequestHead.tooLong(request, limits.batchBodyBytesMax());
    }
    RecordAnswers answers = exchange.loop().answers(protocol.codec());
    Choice choice = versions.choose(answers.state(), query.get("version"));
    if (rejection == null) {
      rejection = Versions.problem(choice);
    }
    if (rejection != null) {
      exchange.problem(rejection);
      return;
    }
    BatchAnswers batch =
        new BatchAnswers(
            exchange.loop(), answers, choice, requested, limits, RequestTrace.origin(request));
    int idleMillis = timeouts.streamIdleMillis();
    switch (requested.form()) {
      case BatchForm.Streamed form -> {
        StreamSplitter splitter =
            form.splitters().splitter(limits.recordBytesMax(), exchange.share());
        exchange
            .body()
            .read(
                new StreamedBatch(
                    exchange, batch, splitter, idleMillis, limits.batchUnreadBytesMax()));
      }
      case BatchForm.Whole form -> {
        BatchSplitter splitter =
            form.splitters().splitter(limits.batchRecordsMax(), exchange.share());
        exchange
            .body()
            .read(
                new WholeBody(
                    exchange,
                    limits.batchBodyBytesMax(),
                    (x, bytes, length) ->
                        new WholeBatch(x, batch, splitter, bytes, length, idleMillis).begin()));
      }
    }
  }
}
