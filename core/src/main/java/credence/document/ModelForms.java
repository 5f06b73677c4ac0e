package credence.document;

import credence.model.LogisticModel;
import credence.model.Model;
import credence.model.ModelSpec.Algorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How each kind of model is written in documents and specs.
final class ModelForms {
  private ModelForms() {}

  /// A model, or how large it would be.
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

  /// Reads a model's part of a document, however large.
  ///
  /// @param json at the object's beginning; at its end afterwards
  /// @throws IllegalArgumentException if it makes no model
  static Model read(JsonParser json) {
    Model model = read(json, Long.MAX_VALUE).model();
    if (model == null) {
      throw new IllegalStateException("no model is larger than all memory");
    }
    return model;
  }

  /// Reads a model's part of a document.
  ///
  /// @param json at the object's beginning; at its end afterwards
  /// @param bytesMax the largest model that is kept, by its [Footprint]
  /// @throws IllegalArgumentException if it makes no model
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

  /// Reads the section of a spec that says what is fitted, and how.
  static Algorithm readAlgorithm(Section section) {
    Algorithm algorithm = LogisticForm.readAlgorithm(section);
    section.finish();
    return algorithm;
  }

  /// The section of a spec that says what is fitted, and how.
  static Map<String, Object> writeAlgorithm(Algorithm algorithm) {
    return switch (algorithm) {
      case Algorithm.LogisticRegression logistic -> LogisticForm.writeAlgorithm(logistic);
    };
  }
}
