package credence.http.admin;

import credence.http.Exchange;
import credence.http.Route;
import credence.http.RouteHandler;
import credence.http.head.MediaTypes;
import credence.http.head.QueryParameters;
import credence.http.info.SharedRoutes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.prediction.PredictionService;
import io.vertx.core.http.HttpHeaders;
import java.time.InstantSource;

/// The routes of the admin port.
final class AdminRoutes implements RouteHandler {
  private final SharedRoutes shared;
  private final AliasRoutes aliases;
  private final ReportRoutes reports;
  private final RetirementRoutes retirements;
  private final HistoryRoutes history;
  private final TrainingSetRoutes sets;
  private final TrainingRunRoutes runs;

  AdminRoutes(
      SharedRoutes shared,
      PredictionService service,
      AdminParts parts,
      AdminWorkers workers,
      InstantSource clock) {
    this.shared = shared;
    aliases = new AliasRoutes(parts, workers);
    reports = new ReportRoutes(service, parts, workers);
    retirements = new RetirementRoutes(parts.registry(), workers);
    history = new HistoryRoutes(parts.registry(), workers);
    sets = new TrainingSetRoutes(parts.retraining(), workers);
    runs = new TrainingRunRoutes(parts.retraining(), workers, clock);
  }

  @Override
  public void answer(Exchange exchange, Route route, QueryParameters query) {
    if (route.port() == Route.Port.BOTH) {
      shared.answer(exchange, route, query);
    } else if (!isAccepted(exchange, route)) {
      exchange.problem(
          Problem.of(ProblemType.NOT_ACCEPTABLE, "this path produces only " + mediaType(route)));
    } else {
      administer(exchange, route, query);
    }
  }

  private static boolean isAccepted(Exchange exchange, Route route) {
    String accept = exchange.request().getHeader(HttpHeaders.ACCEPT);
    return MediaTypes.accepts(accept, mediaType(route))
        || (route == Route.TRAINING_RUN && MediaTypes.prefersEvents(accept));
  }

  private static String mediaType(Route route) {
    return route == Route.REPORT ? MediaTypes.HTML : MediaTypes.JSON;
  }

  private void administer(Exchange exchange, Route route, QueryParameters query) {
    switch (route) {
      case ALIASES -> aliases.list(exchange);
      case ALIAS -> aliases.one(exchange, route.variable(exchange.request(), "alias"));
      case ROLLBACK -> aliases.rollback(exchange, route.variable(exchange.request(), "alias"));
      case REPORT -> reports.page(exchange, route.variable(exchange.request(), "version"));
      case RETIRE -> retirements.retire(exchange, route.variable(exchange.request(), "version"));
      case REINSTATE ->
          retirements.reinstate(exchange, route.variable(exchange.request(), "version"));
      case HISTORY -> history.list(exchange, query);
      case TRAINING_SETS -> sets.list(exchange);
      case TRAINING_SET -> sets.one(exchange, route.variable(exchange.request(), "name"));
      case TRAINING_RUNS -> runs.all(exchange);
      case TRAINING_RUN -> runs.one(exchange, route.variable(exchange.request(), "id"));
      case RESTART -> runs.restart(exchange, route.variable(exchange.request(), "id"));
      default -> throw new IllegalArgumentException("not a route of the admin port: " + route);
    }
  }
}
