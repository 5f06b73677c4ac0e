package credence.http;

import static credence.logging.Field.field;

import credence.http.head.RequestTrace;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Logs one line for each answered request, whichever path answered it; logs nothing if the access
/// log is off.
public final class AccessLog {
  private final EventLog log;
  private final boolean isOn;

  AccessLog(ServerContext server) {
    log = server.log();
    isOn = server.settings().accessLog();
  }

  /// Logs an answered request.
  ///
  /// @param route its route; null if its path has none
  void answered(HttpServerRequest request, @Nullable Route route, int status, long nanos) {
    if (isOn) {
      answered(
          request.method().name(),
          route,
          status,
          nanos,
          RequestTrace.requestId(request),
          RequestTrace.traceparent(request));
    }
  }

  /// Logs a plain prediction request, which has neither a request id nor a traceparent.
  public void answeredPlain(int status, long nanos) {
    if (isOn) {
      answered("POST", Route.PREDICT, status, nanos, null, null);
    }
  }

  private void answered(
      String method,
      @Nullable Route route,
      int status,
      long nanos,
      @Nullable String requestId,
      @Nullable String traceparent) {
    log.log(
        LogEvent.REQUEST,
        field("method", RequestTrace.method(method)),
        field("route", label(route)),
        field("status", status),
        field("micros", nanos / 1000),
        field("request_id", requestId),
        field("traceparent", traceparent));
  }

  /// Logs a request that failed unexpectedly, even if the access log is off.
  ///
  /// @param route its route; null if its path has none
  void failed(HttpServerRequest request, @Nullable Route route, RuntimeException thrown) {
    log.unexpected(
        LogEvent.REQUEST_FAILED,
        thrown,
        field("route", label(route)),
        field("request_id", RequestTrace.requestId(request)),
        field("traceparent", RequestTrace.traceparent(request)));
  }

  /// The route's label in the log.
  private static String label(@Nullable Route route) {
    return route == null ? "none" : route.path();
  }
}
