package credence.http.problem;

import credence.wire.JsonCodec;
import credence.wire.ProblemContent;
import io.netty.util.AsciiString;
import java.util.function.Function;

/// The form of problem documents.
///
/// @param mediaType the media type of the documents
/// @param writer writes a document
public record ProblemForm(CharSequence mediaType, Function<ProblemContent, byte[]> writer) {
  /// `application/problem+json` (RFC 9457), unless a protocol has another form.
  public static final ProblemForm JSON =
      new ProblemForm(AsciiString.cached("application/problem+json"), JsonCodec::problemDocument);

  /// Writes a problem as a document.
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
