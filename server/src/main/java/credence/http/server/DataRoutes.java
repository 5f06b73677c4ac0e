package credence.http.server;

import credence.http.Exchange;
import credence.http.Route;
import credence.http.RouteHandler;
import credence.http.head.QueryParameters;
import credence.http.info.SharedRoutes;
import credence.http.predict.PredictRoutes;

/// The routes of the prediction port.
final class DataRoutes implements RouteHandler {
  private final PredictRoutes predictions;
  private final SharedRoutes shared;

  DataRoutes(PredictRoutes predictions, SharedRoutes shared) {
    this.predictions = predictions;
    this.shared = shared;
  }

  @Override
  public void answer(Exchange exchange, Route route, QueryParameters query) {
    switch (route) {
      case PREDICT -> predictions.predict(exchange, query);
      case BATCH -> predictions.batch(exchange, query);
      default -> shared.answer(exchange, route, query);
    }
  }
}
