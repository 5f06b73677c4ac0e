package credence.http.head;

import credence.decision.RequestOrigin;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The headers that trace a request through several services. If they are well-formed, they are
/// echoed in the response and written to the log; otherwise they are ignored.
public final class RequestTrace {
  private static final CharSequence REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final CharSequence TRACEPARENT = AsciiString.cached("traceparent");

  /// Marks a request's decisions as tests.
  private static final CharSequence TEST = AsciiString.cached("Credence-Test");

  /// Replaces an unknown method, in the log too, because a client can choose any method name.
  public static final String OTHER_METHOD = "OTHER";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

  private static final int REQUEST_ID_CHARACTERS_MAX = 128;

  /// The form of version 00 of <https://www.w3.org/TR/trace-context/>.
  private static final Pattern TRACEPARENT_FORM =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private RequestTrace() {}

  /// The name of a method if it is known; otherwise [#OTHER_METHOD].
  public static String method(String name) {
    return METHODS.contains(name) ? name : OTHER_METHOD;
  }

  /// A request's id, of 1 to 128 visible ASCII characters; null if it is missing or malformed.
  public static @Nullable String requestId(HttpServerRequest request) {
    String header = request.headers().get(REQUEST_ID);
    if (header == null || header.isEmpty() || header.length() > REQUEST_ID_CHARACTERS_MAX) {
      return null;
    }
    return header.chars().allMatch(c -> c > ' ' && c < 0x7f) ? header : null;
  }

  /// A request's traceparent; null if it is missing or malformed.
  public static @Nullable String traceparent(HttpServerRequest request) {
    String header = request.headers().get(TRACEPARENT);
    return header != null && TRACEPARENT_FORM.matcher(header).matches() ? header : null;
  }

  /// What a request says of itself.
  public static RequestOrigin origin(HttpServerRequest request) {
    String requestId = requestId(request);
    String traceparent = traceparent(request);
    boolean isTest = "true".equalsIgnoreCase(request.headers().get(TEST));
    return requestId == null && traceparent == null && !isTest
        ? RequestOrigin.NONE
        : new RequestOrigin(requestId, traceparent, isTest);
  }

  /// Echoes the headers in the response to a request.
  public static void echo(HttpServerRequest request) {
    echo(request.response(), REQUEST_ID, requestId(request));
    echo(request.response(), TRACEPARENT, traceparent(request));
  }

  private static void echo(HttpServerResponse response, CharSequence name, @Nullable String value) {
    if (value != null) {
      response.putHeader(name, value);
    }
  }
}
