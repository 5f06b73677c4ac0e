package credence.http.problem;

import credence.wire.JsonCodec;
import credence.wire.ProblemContent;
import io.netty.util.AsciiString;
import java.util.function.Function;

/// How problems are written that answer a request.
///
/// @param mediaType the media type of the documents
/// @param writer writes a document
public record ProblemForm(CharSequence mediaType, Function<ProblemContent, byte[]> writer) {
  /// As `application/problem+json` (RFC 9457), unless a protocol has another form.
  public static final ProblemForm JSON =
      new ProblemForm(AsciiString.cached("application/problem+json"), JsonCodec::problemDocument);

  /// The problem as a document.
  public byte[] write(Problem problem) {
    ProblemType type = problem.type();
    return writer.apply(
        new ProblemContent(
            type.uri(),
            type.status(),
            type.title(),
            problem.detail(),
            problem.errors(),
            problem.errorsOmitted()));
  }
}
