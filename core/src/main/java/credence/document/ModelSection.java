package credence.document;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature.UnseenLevel;
import credence.model.LogisticModel;
import credence.model.Model;
import credence.model.NumberEncoding;
import credence.model.NumberEncoding.Standardisation;
import credence.model.Transformation.Clip;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// The part of a model document that scores, read from tokens: logistic regression, its encodings,
/// and each coefficient beside its column's name.
final class ModelSection {
  /// The kind of model.
  static final String LOGISTIC_REGRESSION = "logistic-regression";

  private ModelSection() {}

  /// Reads the part.
  ///
  /// @param json stands at the object's beginning; stands at its end afterwards
  /// @throws IllegalArgumentException if it makes no model
  static Model read(JsonParser json) {
    JsonFields fields = JsonFields.read(json);
    if (!fields.text("type").equals(LOGISTIC_REGRESSION)) {
      throw new IllegalArgumentException("expected logistic regression");
    }
    List<Encoding> encodings =
        fields.list("encodings", JsonFields.class).stream().map(ModelSection::encoding).toList();
    List<Coefficient> coefficients =
        fields.list("coefficients", JsonFields.class).stream()
            .map(ModelSection::coefficient)
            .toList();
    LogisticModel model =
        new LogisticModel(
            encodings,
            fields.number("intercept"),
            coefficients.stream().map(Coefficient::value).toList());
    fields.end();
    if (!model.columnNames().equals(coefficients.stream().map(Coefficient::column).toList())) {
      throw new IllegalArgumentException("expected a coefficient for each encoded column");
    }
    return model;
  }

  /// A coefficient beside its column's name.
  record Coefficient(String column, double value) {}

  private static Coefficient coefficient(JsonFields fields) {
    Coefficient coefficient = new Coefficient(fields.text("column"), fields.number("value"));
    fields.end();
    return coefficient;
  }

  private static Encoding encoding(JsonFields fields) {
    String type = fields.text("type");
    String name = fields.text("name");
    Encoding encoding =
        switch (type) {
          case "number" ->
              new NumberEncoding(
                  name,
                  fields.numberOrNull("fill"),
                  clip(fields.fieldsOrNull("clip")),
                  fields.truth("logarithm"),
                  standardisation(fields.fieldsOrNull("standardisation")));
          case "boolean" -> new BooleanEncoding(name, fields.truthOrNull("fill"));
          case "category" ->
              new CategoryEncoding(
                  name,
                  fields.textOrNull("fill"),
                  fields.list("levels", String.class),
                  unseenLevel(fields.text("unseen_level")));
          default -> throw new IllegalArgumentException("expected an encoding");
        };
    fields.end();
    return encoding;
  }

  private static @Nullable Clip clip(@Nullable JsonFields fields) {
    if (fields == null) {
      return null;
    }
    Clip clip = new Clip(fields.number("low"), fields.number("high"));
    fields.end();
    return clip;
  }

  private static @Nullable Standardisation standardisation(@Nullable JsonFields fields) {
    if (fields == null) {
      return null;
    }
    Standardisation standardisation =
        new Standardisation(fields.number("mean"), fields.number("deviation"));
    fields.end();
    return standardisation;
  }

  private static UnseenLevel unseenLevel(String text) {
    return Arrays.stream(UnseenLevel.values())
        .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a rule for unseen levels"));
  }
}
