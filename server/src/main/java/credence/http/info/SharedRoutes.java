package credence.http.info;

import credence.http.Exchange;
import credence.http.Route;
import credence.http.RouteHandler;
import credence.http.ServerContext;
import credence.http.head.MediaTypes;
import credence.http.head.QueryParameters;
import credence.http.metrics.MetricsPage;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.netty.util.AsciiString;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/// The routes of both ports: model versions, health, metrics and documentation of the API.
public final class SharedRoutes implements RouteHandler {
  private static final CharSequence METRICS_TYPE = AsciiString.cached(MetricsPage.CONTENT_TYPE);

  private final Route.Port port;
  private final Vertx vertx;
  private final ModelRoutes models;
  private final HealthRoutes health;
  private final MetricsPage metrics;

  /// Creates the routes of a port.
  ///
  /// @param port the port: the admin port shows versions whole, the prediction port what callers
  ///   need
  public SharedRoutes(
      ServerContext server,
      VersionDocuments documents,
      Vertx vertx,
      MetricsPage metrics,
      Route.Port port) {
    this.port = port;
    this.vertx = vertx;
    this.metrics = metrics;
    models = new ModelRoutes(server.service(), documents, vertx, port == Route.Port.ADMIN);
    health = new HealthRoutes(server);
  }

  @Override
  public void answer(Exchange exchange, Route route, QueryParameters query) {
    String offered = route == Route.METRICS ? MetricsPage.MEDIA_TYPE : MediaTypes.JSON;
    if (MediaTypes.accepts(exchange.request().getHeader(HttpHeaders.ACCEPT), offered)) {
      answer(exchange, route);
    } else {
      exchange.problem(
          Problem.of(ProblemType.NOT_ACCEPTABLE, "this path produces only " + offered));
    }
  }

  private void answer(Exchange exchange, Route route) {
    switch (route) {
      case MODELS -> models.list(exchange);
      case MODEL -> models.version(exchange, route.variable(exchange.request(), "version"));
      case SCHEMA -> models.schema(exchange, route.variable(exchange.request(), "version"));
      case LIVE -> health.live(exchange);
      case READY -> health.ready(exchange);
      case METRICS -> scrape(exchange);
      case OPENAPI -> exchange.json(200, OpenApi.document(port));
      case PROBLEM -> ProblemRoute.explain(exchange, route.variable(exchange.request(), "type"));
      default -> throw new IllegalArgumentException("not a route of both ports: " + route);
    }
  }

  private void scrape(Exchange exchange) {
    vertx
        .executeBlocking(metrics::text)
        .onSuccess(text -> exchange.answer(200, METRICS_TYPE, Buffer.buffer(text)))
        .onFailure(thrown -> exchange.fail(new IllegalStateException("no metrics", thrown)));
  }
}
