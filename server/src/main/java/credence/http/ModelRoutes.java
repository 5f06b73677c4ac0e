package credence.http;

import credence.prediction.LoadedDocument;
import credence.prediction.PredictionService;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import java.util.Optional;

/// `GET /models`, `GET /models/{version}` and `GET /models/{version}/schema`.
final class ModelRoutes {
  private final PredictionService service;

  ModelRoutes(PredictionService service) {
    this.service = service;
  }

  /// Lists all versions.
  void list(Exchange exchange) {
    exchange.json(200, ModelDocuments.list(service.state()));
  }

  /// Tells everything about a version.
  void version(Exchange exchange, String name) {
    find(exchange, name, (version, loaded) -> ModelDocuments.version(version, loaded));
  }

  /// Describes a version's input.
  void schema(Exchange exchange, String name) {
    find(
        exchange,
        name,
        (version, loaded) -> InputSchema.of(version.name(), loaded.content().model()));
  }

  private interface Content {
    byte[] of(ServedVersion version, LoadedDocument loaded);
  }

  private void find(Exchange exchange, String name, Content content) {
    ServingState state = service.state();
    Optional<ServedVersion> found = state.find(name);
    if (found.isEmpty()) {
      exchange.problem(Versions.unknown(state.hint(name)));
      return;
    }
    LoadedDocument loaded = found.get().loaded();
    if (loaded == null) {
      exchange.problem(Versions.damaged(found.get().name().text()));
    } else {
      exchange.json(200, content.of(found.get(), loaded));
    }
  }
}
