package credence.http;

import io.vertx.core.http.HttpHeaders;

/// The routes of the port for whoever looks after the models.
final class AdminRoutes implements RouteHandler {
  private final SharedRoutes shared;
  private final AliasRoutes aliases;
  private final HistoryRoutes history;

  AdminRoutes(SharedRoutes shared, AliasRoutes aliases, HistoryRoutes history) {
    this.shared = shared;
    this.aliases = aliases;
    this.history = history;
  }

  @Override
  public void answer(Exchange exchange, Route route, QueryParameters query) {
    if (route.port() == Route.Port.BOTH) {
      shared.answer(exchange, route, query);
    } else if (!MediaTypes.accepts(
        exchange.request().getHeader(HttpHeaders.ACCEPT), MediaTypes.JSON)) {
      exchange.problem(
          Problem.of(ProblemType.NOT_ACCEPTABLE, "this path answers in " + MediaTypes.JSON));
    } else {
      administer(exchange, route, query);
    }
  }

  private void administer(Exchange exchange, Route route, QueryParameters query) {
    switch (route) {
      case ALIASES -> aliases.list(exchange);
      case ALIAS -> aliases.tell(exchange, exchange.variable(route));
      case HISTORY -> history.list(exchange, query);
      default -> throw new IllegalArgumentException("not a route of the admin port: " + route);
    }
  }
}
