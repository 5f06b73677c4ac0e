package credence.http.info;

import credence.http.Exchange;
import credence.http.ServerContext;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
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

  /// Reports whether the champion can serve requests and the server is not stopping.
  void ready(Exchange exchange) {
    Optional<String> reason =
        server.draining()
            ? Optional.of("the server is stopping")
            : server.service().state().notReadyReason();
    if (reason.isPresent()) {
      exchange.problem(Problem.of(ProblemType.NOT_READY, reason.get()));
    } else {
      exchange.json(200, READY);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
