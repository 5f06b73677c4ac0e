package credence.http.head;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Checks the head of a request before its body is read.
public final class RequestHead {
  private RequestHead() {}

  /// The problem for which a request is rejected before its body is read; null if there is none.
  ///
  /// @param offered the media type of the response
  public static @Nullable Problem problem(HttpServerRequest request, String offered) {
    if (!MediaTypes.accepts(request.getHeader(HttpHeaders.ACCEPT), offered)) {
      return Problem.of(ProblemType.NOT_ACCEPTABLE, "this path produces only " + offered);
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Problem.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "expected a body without Content-Encoding");
    }
    return null;
  }

  /// The problem of a body whose Content-Length exceeds the limit; null if it does not.
  public static @Nullable Problem tooLong(HttpServerRequest request, long bytesMax) {
    String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (announced == null) {
      return null;
    }
    try {
      return Long.parseLong(announced.strip()) <= bytesMax ? null : tooLarge(bytesMax);
    } catch (NumberFormatException tooManyDigits) {
      return tooLarge(bytesMax);
    }
  }

  /// The problem of a body that exceeds a limit.
  public static Problem tooLarge(long bytesMax) {
    return Problem.of(
        ProblemType.BODY_TOO_LARGE, "expected a body of at most " + bytesMax + " bytes");
  }
}
