package credence.document;

import credence.model.LogisticModel;
import credence.model.Model;
import credence.model.ModelSpec.Algorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The stored forms of all kinds of models in documents and specs.
final class ModelForms {
  private ModelForms() {}

  /// A model, or the size of one that is too large.
  ///
  /// @param model the model; null if it is too large
  /// @param bytes its [Footprint]
  record Measured(@Nullable Model model, long bytes) {}

  /// A model's part of a document.
  static Object write(Model model) {
    return switch (model) {
      case LogisticModel logistic -> LogisticForm.write(logistic);
    };
  }

  /// Reads a model's part of a document, of any size.
  ///
  /// @param json at the object's beginning; at its end afterwards
  /// @throws IllegalArgumentException if it is not a valid model
  static Model read(JsonParser json) {
    Model model = read(json, Long.MAX_VALUE).model();
    if (model == null) {
      throw new IllegalStateException("a model cannot be larger than memory");
    }
    return model;
  }

  /// Reads a model's part of a document.
  ///
  /// @param json at the object's beginning; at its end afterwards
  /// @param bytesMax the largest model that is kept, by its [Footprint]
  /// @throws IllegalArgumentException if it is not a valid model
  static Measured read(JsonParser json, long bytesMax) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("expected " + JsonToken.START_OBJECT);
    }
    String first = json.nextName();
    if (!"type".equals(first)) {
      return LogisticForm.read(json, first, bytesMax); // Whose properties may come in any order.
    }
    String type = json.nextStringValue();
    return switch (type) {
      case LogisticForm.TYPE -> LogisticForm.readAfterType(json, bytesMax);
      case null, default -> throw new IllegalArgumentException("expected " + LogisticForm.TYPE);
    };
  }

  /// Reads the algorithm's section of a spec.
  static Algorithm readAlgorithm(Section section) {
    Algorithm algorithm = LogisticForm.readAlgorithm(section);
    section.finish();
    return algorithm;
  }

  /// The algorithm's section of a spec.
  static Map<String, Object> writeAlgorithm(Algorithm algorithm) {
    return switch (algorithm) {
      case Algorithm.LogisticRegression logistic -> LogisticForm.writeAlgorithm(logistic);
    };
  }
}
