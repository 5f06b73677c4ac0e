package credence.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Leads each request of one event loop to its route, or refuses it.
final class Dispatcher {
  private static final CharSequence METRICS_TYPE = AsciiString.cached(MetricsPage.CONTENT_TYPE);

  private final LoopState loop;
  private final Vertx vertx;
  private final PredictRoutes predictions;
  private final ModelRoutes models;
  private final HealthRoutes health;
  private final MetricsPage metrics;

  Dispatcher(LoopState loop, Vertx vertx, MetricsPage metrics) {
    this.loop = loop;
    this.vertx = vertx;
    this.metrics = metrics;
    predictions = new PredictRoutes(loop.server().settings());
    models = new ModelRoutes(loop.server().service());
    health = new HealthRoutes(loop.server());
  }

  /// Answers a request.
  void handle(HttpServerRequest request) {
    String path = request.path();
    Route route = path == null ? null : Route.of(path);
    Connection connection = loop.connections().get(request.connection());
    Exchange exchange = new Exchange(loop, connection, request, route);
    exchange.open();
    exchange.guard(() -> handle(exchange, route, connection));
  }

  private void handle(Exchange exchange, @Nullable Route route, @Nullable Connection connection) {
    HttpServerRequest request = exchange.request();
    if (connection != null && connection.refused()) {
      exchange.problemAndClose(
          Problem.of(ProblemType.OVERLOADED, "too many connections are open; try again"));
    } else if (route == null) {
      exchange.problem(
          Problem.of(ProblemType.UNKNOWN_PATH, "there is nothing at this path; see /openapi.json"));
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      exchange.response().putHeader(HttpHeaders.ALLOW, route.allow());
      exchange.answer(204, Exchange.JSON, Buffer.buffer());
    } else if (!route.answers(request.method())) {
      exchange.response().putHeader(HttpHeaders.ALLOW, route.allow());
      exchange.problem(
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED, "expected one of the methods " + route.allow()));
    } else {
      QueryParameters query = QueryParameters.of(request.query(), route.parameters());
      Problem problem = query.problem();
      if (problem != null) {
        exchange.problem(problem);
      } else {
        answer(exchange, route, query);
      }
    }
  }

  private void answer(Exchange exchange, Route route, QueryParameters query) {
    switch (route) {
      case PREDICT -> predictions.predict(exchange, query);
      case BATCH -> predictions.batch(exchange, query);
      default -> {
        String offered = route == Route.METRICS ? MetricsPage.MEDIA_TYPE : MediaTypes.JSON;
        if (MediaTypes.accepts(exchange.request().getHeader(HttpHeaders.ACCEPT), offered)) {
          control(exchange, route);
        } else {
          exchange.problem(
              Problem.of(ProblemType.NOT_ACCEPTABLE, "this path answers in " + offered));
        }
      }
    }
  }

  private void control(Exchange exchange, Route route) {
    String path = String.valueOf(exchange.request().path());
    switch (route) {
      case MODELS -> models.list(exchange);
      case MODEL -> models.version(exchange, route.variable(path));
      case SCHEMA -> models.schema(exchange, route.variable(path));
      case LIVE -> health.live(exchange);
      case READY -> health.ready(exchange);
      case METRICS -> scrape(exchange);
      case OPENAPI -> exchange.json(200, OpenApi.document());
      case PROBLEM -> ProblemRoute.explain(exchange, route.variable(path));
      case PREDICT, BATCH -> throw new IllegalArgumentException("not a control route: " + route);
    }
  }

  private void scrape(Exchange exchange) {
    vertx
        .executeBlocking(metrics::text)
        .onSuccess(text -> exchange.answer(200, METRICS_TYPE, Buffer.buffer(text)))
        .onFailure(thrown -> exchange.fail(new IllegalStateException("no metrics", thrown)));
  }

  /// Refuses what is not well-formed HTTP, or too long to be read, and closes the connection.
  void refuseMalformed(HttpServerRequest request) {
    Exchange exchange =
        new Exchange(loop, loop.connections().get(request.connection()), request, null);
    exchange.open();
    LimitSettings limits = loop.server().settings().limits();
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        switch (cause) {
          case TooLongHttpLineException _ ->
              Problem.of(
                  ProblemType.REQUEST_LINE_TOO_LONG,
                  "expected a request line of at most " + limits.requestLineBytesMax() + " bytes");
          case TooLongHttpHeaderException _ ->
              Problem.of(
                  ProblemType.HEADERS_TOO_LARGE,
                  "expected header fields of at most " + limits.headerBytesMax() + " bytes");
          default ->
              Problem.of(ProblemType.MALFORMED_REQUEST, "expected a well-formed HTTP request");
        };
    exchange.problemAndClose(problem);
    exchange.finish();
  }
}
