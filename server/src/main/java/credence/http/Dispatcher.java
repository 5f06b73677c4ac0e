package credence.http;

import credence.http.head.QueryParameters;
import credence.http.head.SingleFields;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Dispatches each request of one event loop to its route, or rejects it.
public final class Dispatcher {
  private static final CharSequence CONTENT_RANGE = HttpHeaders.createOptimized("content-range");

  private final LoopState loop;
  private final Route.Port port;
  private final Gate gate;
  private final RouteHandler routes;

  /// Creates the dispatcher of one event loop.
  ///
  /// @param port the port, which determines the paths
  /// @param gate decides which requests are admitted
  /// @param routes answers admitted requests
  public Dispatcher(LoopState loop, Route.Port port, Gate gate, RouteHandler routes) {
    this.loop = loop;
    this.port = port;
    this.gate = gate;
    this.routes = routes;
  }

  /// Decides from a request's head whether it is admitted.
  @FunctionalInterface
  public interface Gate {
    /// Admits every request.
    Gate OPEN = (_, _, admitted) -> admitted.run();

    /// Admits a request, or answers it with a problem.
    ///
    /// @param route the request's route; null if its path has none
    /// @param admitted run once on the event loop if the request is admitted, now or later
    void admit(Exchange exchange, @Nullable Route route, Runnable admitted);
  }

  /// Answers a request.
  void handle(HttpServerRequest request) {
    String path = request.path();
    Route route = path == null ? null : Route.of(path, port);
    Connection connection = loop.connections().get(request.connection());
    Exchange exchange = new Exchange(loop, connection, request, route);
    exchange.open();
    exchange.guard(() -> handle(exchange, route, connection));
  }

  private void handle(Exchange exchange, @Nullable Route route, @Nullable Connection connection) {
    if (connection != null && connection.isExcess()) {
      exchange.problemAndClose(
          Problem.of(ProblemType.OVERLOADED, "too many connections are open; try again"));
    } else if (connection != null && connection.rejection() != null) {
      reject(exchange, connection.rejection());
    } else {
      gate.admit(exchange, route, () -> handle(exchange, route));
    }
  }

  private void handle(Exchange exchange, @Nullable Route route) {
    HttpServerRequest request = exchange.request();
    if (request.method().equals(HttpMethod.OPTIONS) && request.uri().equals("*")) {
      exchange.answer(204, Exchange.JSON, Buffer.buffer());
    } else if (route == null) {
      exchange.problem(
          Problem.of(ProblemType.UNKNOWN_PATH, "this path does not exist; see /openapi.json"));
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      exchange.response().putHeader(HttpHeaders.ALLOW, route.allow());
      exchange.answer(204, Exchange.JSON, Buffer.buffer());
    } else if (!route.answers(request.method())) {
      exchange.response().putHeader(HttpHeaders.ALLOW, route.allow());
      exchange.problem(
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED, "expected one of the methods " + route.allow()));
    } else if (isPartial(request)) {
      exchange.problem(
          Problem.of(
              ProblemType.PARTIAL_CONTENT,
              "expected the complete content; found the header Content-Range"));
    } else {
      QueryParameters query = QueryParameters.of(request.query(), route.parameters());
      Problem problem = query.problem();
      if (problem != null) {
        exchange.problem(problem);
      } else {
        routes.answer(exchange, route, query);
      }
    }
  }

  /// Whether a request would replace a part of a resource only (RFC 9110, section 14.5). In
  /// requests of other methods, Content-Range has no meaning and is ignored.
  private static boolean isPartial(HttpServerRequest request) {
    return request.method().equals(HttpMethod.PUT) && request.headers().contains(CONTENT_RANGE);
  }

  private static void reject(Exchange exchange, Problem problem) {
    if (problem.type() == ProblemType.METHOD_NOT_ALLOWED) {
      exchange.response().putHeader(HttpHeaders.ALLOW, ""); // CONNECT: no method is allowed.
    }
    exchange.problemAndClose(problem);
  }

  /// Rejects a request that Vert.x cannot parse although [RequestGuard] can, and closes the
  /// connection.
  void rejectMalformed(HttpServerRequest request) {
    Exchange exchange =
        new Exchange(loop, loop.connections().get(request.connection()), request, null);
    exchange.open();
    exchange.problemAndClose(
        Problem.of(ProblemType.MALFORMED_REQUEST, "expected a well-formed HTTP request"));
    exchange.finish();
  }

  /// The header fields that a request may have at most once.
  SingleFields singleFields() {
    return port == Route.Port.ADMIN ? SingleFields.OF_ADMIN : SingleFields.OF_DATA;
  }
}
