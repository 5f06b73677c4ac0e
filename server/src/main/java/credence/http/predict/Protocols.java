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

/// The protocols for prediction requests: determines the codec of a request from its content type.
/// A protocol is added by adding rows to this table.
public final class Protocols {
  private final List<Codec> codecs;
  private final Protocol[] records;
  private final BatchProtocol[] batches;

  /// Creates the protocols of a server.
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
  /// @param accepts whether a request with a content type uses this protocol; null if the request
  ///   has none
  /// @param answered the media type of answers
  /// @param problems the form of problems
  record Protocol(
      Predicate<@Nullable String> accepts,
      Codec codec,
      CharSequence answered,
      ProblemForm problems) {
    /// The reason why a request's head is rejected; null if it is accepted.
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
  /// @return if no protocol accepts the content type, Credence's own, which rejects it
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
  /// @return if no protocol accepts the content type, Credence's own, which rejects it
  BatchProtocol ofBatch(@Nullable String contentType) {
    for (BatchProtocol batch : batches) {
      if (batch.protocol().accepts().test(contentType)) {
        return batch;
      }
    }
    return batches[0];
  }
}
