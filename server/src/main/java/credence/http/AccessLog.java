package credence.http;

import static credence.logging.Field.field;

import credence.http.head.RequestTrace;
import credence.logging.EventLog;
import org.jspecify.annotations.Nullable;

/// Logs each answered request as a line, whatever way it was answered; nothing if that is not asked
/// for.
public final class AccessLog {
  private final EventLog log;
  private final boolean isOn;

  AccessLog(ServerContext server) {
    log = server.log();
    isOn = server.settings().accessLog();
  }

  /// Whether requests are logged.
  boolean isOn() {
    return isOn;
  }

  /// Logs a request that was answered.
  ///
  /// @param route its route; null if its path has none
  /// @param requestId by which its caller follows it, if it is a valid one
  /// @param traceparent the same
  void answered(
      String method,
      @Nullable Route route,
      int status,
      long nanos,
      @Nullable String requestId,
      @Nullable String traceparent) {
    if (isOn) {
      log.info(
          "request",
          field("method", RequestTrace.method(method)),
          field("route", label(route)),
          field("status", status),
          field("micros", nanos / 1000),
          field("request_id", requestId),
          field("traceparent", traceparent));
    }
  }

  /// Logs a plain request for a prediction: one without a request id and a traceparent.
  public void answeredPlain(int status, long nanos) {
    if (isOn) {
      answered("POST", Route.PREDICT, status, nanos, null, null);
    }
  }

  /// What the log says in the place of a route.
  static String label(@Nullable Route route) {
    return route == null ? "none" : route.path();
  }
}
