package credence.http.predict;

import credence.http.head.MediaTypes;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemForm;
import credence.http.problem.ProblemType;
import credence.http.settings.AnswerSettings;
import credence.wire.BatchForm;
import credence.wire.Codec;
import credence.wire.JsonCodec;
import credence.wire.PredictionFormat;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The protocols that predictions are asked for in: which codec answers a request, by its content
/// type. The one table of them: a protocol is added as rows of it.
public final class Protocols {
  private final List<Codec> codecs;
  private final Protocol[] records;
  private final BatchProtocol[] batches;

  /// The protocols of a server.
  public Protocols(AnswerSettings settings) {
    int decimals = settings.predictionDecimals();
    Codec own =
        new JsonCodec(decimals == 0 ? PredictionFormat.FULL : PredictionFormat.rounded(decimals));
    Protocol json = protocol(MediaTypes::isJson, own, MediaTypes.JSON, ProblemForm.JSON);
    Protocol lines = protocol(MediaTypes::isLines, own, MediaTypes.LINES, ProblemForm.JSON);
    codecs = List.of(own);
    records = new Protocol[] {json};
    batches =
        new BatchProtocol[] {
          new BatchProtocol(json, JsonCodec.ARRAY), new BatchProtocol(lines, JsonCodec.LINES)
        };
  }

  /// A protocol.
  ///
  /// @param accepts whether a request with a content type speaks it; null: it has none
  /// @param answered the media type of answers
  /// @param problems how problems are written
  record Protocol(
      Predicate<@Nullable String> accepts,
      Codec codec,
      CharSequence answered,
      ProblemForm problems) {
    /// Why a request's head is refused that is led here; null if it is not.
    @Nullable Problem rejection(HttpServerRequest request) {
      Problem rejection = RequestHead.problem(request, answered.toString());
      return rejection == null && !accepts.test(request.getHeader(HttpHeaders.CONTENT_TYPE))
          ? Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "predict accepts only JSON payload")
          : rejection;
    }
  }

  /// A protocol and the form of its batches.
  record BatchProtocol(Protocol protocol, BatchForm form) {}

  private static Protocol protocol(
      Predicate<@Nullable String> accepts, Codec codec, String answered, ProblemForm problems) {
    return new Protocol(accepts, codec, AsciiString.cached(answered), problems);
  }

  /// The codecs of all protocols, Credence's own first.
  public List<Codec> codecs() {
    return codecs;
  }

  /// The protocol of a request for one record.
  ///
  /// @return of a content type that nothing accepts, Credence's own, by which it is refused
  Protocol ofRecord(@Nullable String contentType) {
    for (Protocol protocol : records) {
      if (protocol.accepts().test(contentType)) {
        return protocol;
      }
    }
    return records[0];
  }

  /// The protocol of a request for a batch.
  ///
  /// @return of a content type that nothing accepts, Credence's own, by which it is refused
  BatchProtocol ofBatch(@Nullable String contentType) {
    for (BatchProtocol batch : batches) {
      if (batch.protocol().accepts().test(contentType)) {
        return batch;
      }
    }
    return batches[0];
  }
}
