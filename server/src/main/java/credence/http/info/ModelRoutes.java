package credence.http.info;

import credence.http.Exchange;
import credence.http.answer.Versions;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.model.LocatedError;
import credence.model.Model;
import credence.model.VersionName;
import credence.prediction.DocumentReader;
import credence.prediction.PredictionService;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// `GET /models`, `GET /models/{version}` and `GET /models/{version}/schema`.
final class ModelRoutes {
  private static final byte[] AFTER_DOCUMENT = {'}'};

  private final PredictionService service;
  private final VersionDocuments documents;
  private final Vertx vertx;
  private final boolean whole;

  /// @param vertx provides the workers that read documents
  /// @param whole whether versions are shown with their publication, figures and document;
  ///   otherwise only with what their callers need
  ModelRoutes(PredictionService service, VersionDocuments documents, Vertx vertx, boolean whole) {
    this.service = service;
    this.documents = documents;
    this.vertx = vertx;
    this.whole = whole;
  }

  /// Lists all versions.
  void list(Exchange exchange) {
    exchange.json(200, ModelDocuments.list(service.state(), whole));
  }

  /// Shows a version.
  void version(Exchange exchange, String name) {
    if (whole) {
      document(exchange, name);
    } else {
      ofLoaded(exchange, name, ModelDocuments::inputs);
    }
  }

  /// Shows a version and its document, which is read from disk.
  private void document(Exchange exchange, String name) {
    find(
        exchange,
        name,
        version -> {
          if (version.loaded() == null && version.damage() != null) {
            exchange.problem(Versions.damaged(version.name().text()));
            return;
          }
          byte[] before = ModelDocuments.beforeDocument(version);
          vertx
              .executeBlocking(() -> documents.read(version.name(), before, AFTER_DOCUMENT))
              .onSuccess(reading -> exchange.guard(() -> answer(exchange, version, reading)))
              .onFailure(thrown -> exchange.fail(new IllegalStateException("no document", thrown)));
        });
  }

  private void answer(Exchange exchange, ServedVersion version, VersionDocuments.Reading reading) {
    switch (reading) {
      case VersionDocuments.Whole whole -> {
        if (exchange.isOver()) {
          documents.release(whole.countedBytes());
        } else {
          exchange.whenOver(() -> documents.release(whole.countedBytes()));
          exchange.json(200, whole.content());
        }
      }
      case VersionDocuments.Damaged damaged -> exchange.problem(damaged(version, damaged.error()));
      case VersionDocuments.Busy _ ->
          exchange.problem(
              Problem.of(
                  ProblemType.OVERLOADED, "too many documents are being sent; try again later"));
      case VersionDocuments.Oversized oversized ->
          exchange.problem(
              Problem.of(
                  ProblemType.VERSION_NOT_LOADED,
                  "sending the document of "
                      + version.name()
                      + " requires "
                      + oversized.neededBytes()
                      + " bytes of memory, but at most "
                      + oversized.bytesMax()
                      + " are available; increase the server's heap, or use"
                      + " `credence models show`"));
    }
  }

  /// A version that was removed after the list was read appears damaged until the list is read
  /// again. The name of the file is only logged.
  private static Problem damaged(ServedVersion version, LocatedError error) {
    return error.place().equals(version.name().text())
        ? Versions.unknown("")
        : Versions.damaged(version.name().text());
  }

  /// Shows the JSON Schema of a version's input.
  void schema(Exchange exchange, String name) {
    ofLoaded(exchange, name, InputSchema::of);
  }

  private void ofLoaded(
      Exchange exchange, String name, BiFunction<VersionName, Model, byte[]> content) {
    find(
        exchange,
        name,
        version -> {
          DocumentReader.Read loaded = version.loaded();
          if (loaded == null) {
            exchange.problem(Versions.notLoaded(version));
          } else {
            exchange.json(200, content.apply(version.name(), loaded.model()));
          }
        });
  }

  private void find(Exchange exchange, String name, Consumer<ServedVersion> answer) {
    ServingState state = service.state();
    Optional<ServedVersion> found = state.find(name);
    if (found.isEmpty()) {
      exchange.problem(Versions.unknown(state.hint(name)));
    } else {
      answer.accept(found.get());
    }
  }
}
