package credence.http;

import credence.http.head.QueryParameters;

/// Answers the requests of one port whose path, method and query are valid.
@FunctionalInterface
public interface RouteHandler {
  /// Answers a request.
  void answer(Exchange exchange, Route route, QueryParameters query);
}
