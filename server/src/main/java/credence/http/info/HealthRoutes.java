package credence.http.info;

import credence.decision.segment.SegmentLogs;
import credence.homewatch.HomeWatch;
import credence.http.Exchange;
import credence.http.ServerContext;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `GET /health/live` and `GET /health/ready`.
final class HealthRoutes {
  private static final byte[] LIVE = bytes("{\"status\":\"live\"}");
  private static final byte[] READY = bytes("{\"status\":\"ready\"}");

  private final ServerContext server;

  HealthRoutes(ServerContext server) {
    this.server = server;
  }

  /// Reports that the process is running.
  void live(Exchange exchange) {
    exchange.json(200, LIVE);
  }

  /// Reports whether the champion can serve requests and the server is not stopping, and what does
  /// not work while it can.
  void ready(Exchange exchange) {
    Optional<String> reason =
        server.draining()
            ? Optional.of("the server is stopping")
            : server.service().state().notReadyReason().or(this::decisionsNotLogged);
    if (reason.isPresent()) {
      exchange.problem(Problem.of(ProblemType.NOT_READY, reason.get()));
    } else {
      HomeWatch home = server.home();
      String obstacle = home == null ? null : home.condition().reason();
      exchange.json(200, obstacle == null ? READY : degraded(obstacle));
    }
  }

  /// Why predictions are refused although a model can make them, without a path.
  private Optional<String> decisionsNotLogged() {
    SegmentLogs decisions = server.decisions();
    String failure = decisions == null ? null : decisions.status().failure();
    return Optional.ofNullable(failure)
        .map(why -> "decisions cannot be logged, so predictions are refused: " + why);
  }

  /// A home that cannot be written does not affect predictions, so the server is ready, but
  /// degraded.
  ///
  /// @param obstacle why, without a path, since no token is needed to read this
  private static byte[] degraded(String obstacle) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "ready");
          json.writeArrayPropertyStart("degraded");
          json.writeStartObject();
          json.writeStringProperty("check", "home-writable");
          json.writeStringProperty(
              "message",
              "training, promotions and uploads fail: the home cannot be written: " + obstacle);
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
