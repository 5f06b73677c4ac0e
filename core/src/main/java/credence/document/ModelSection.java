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
import credence.scoring.Footprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The part of a model document that scores, read from tokens: logistic regression, its encodings,
/// and each coefficient beside its column's name.
///
/// A part that makes a model larger than is allowed is read to its end as well, to know how large,
/// but nothing of it is kept.
final class ModelSection {
  /// The kind of model.
  static final String LOGISTIC_REGRESSION = "logistic-regression";

  private final JsonParser json;
  private final long bytesMax;
  private long bytes = Footprint.VERSION_BYTES;
  private @Nullable String type;
  private @Nullable Double intercept;
  private @Nullable List<Encoding> encodings;
  private @Nullable List<Double> coefficients;
  private boolean levelsCame;

  /// The columns of coefficients that came before the encodings.
  private final List<String> unchecked = new ArrayList<>();

  /// The next encoded column: of which encoding, and which of its columns.
  private int nextEncoding;

  private int nextColumn;

  private ModelSection(JsonParser json, long bytesMax) {
    this.json = json;
    this.bytesMax = bytesMax;
  }

  /// A model, or how large it would be.
  ///
  /// @param model the model; null if it is too large
  /// @param bytes its [Footprint]
  record Measured(@Nullable Model model, long bytes) {}

  /// A coefficient beside its column's name.
  record Coefficient(String column, double value) {}

  /// Reads the part, however large.
  ///
  /// @param json stands at the object's beginning; stands at its end afterwards
  /// @throws IllegalArgumentException if it makes no model
  static Model read(JsonParser json) {
    Model model = read(json, Long.MAX_VALUE).model();
    if (model == null) {
      throw new IllegalStateException("no model is larger than all memory");
    }
    return model;
  }

  /// Reads the part.
  ///
  /// @param json stands at the object's beginning; stands at its end afterwards
  /// @param bytesMax the largest model that is kept, by its [Footprint]
  /// @throws IllegalArgumentException if it makes no model
  static Measured read(JsonParser json, long bytesMax) {
    return new ModelSection(json, bytesMax).read();
  }

  private Measured read() {
    expect(JsonToken.START_OBJECT);
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "type" -> type = value == JsonToken.VALUE_STRING ? json.getString() : null;
        case "intercept" -> intercept = value.isNumeric() ? json.getDoubleValue() : null;
        case "encodings" -> encodings = encodings();
        case "coefficients" -> coefficients = coefficients();
        default -> throw new IllegalArgumentException("expected no " + name);
      }
    }
    if (type == null || !type.equals(LOGISTIC_REGRESSION)) {
      throw new IllegalArgumentException("expected logistic regression");
    }
    if (intercept == null || encodings == null || coefficients == null) {
      throw new IllegalArgumentException("expected an intercept, encodings and coefficients");
    }
    if (!isKept()) {
      return new Measured(null, bytes);
    }
    check(encodings, unchecked);
    return new Measured(new LogisticModel(encodings, intercept, coefficients), bytes);
  }

  /// Checks that columns are those that come next.
  private void check(List<Encoding> known, List<String> columns) {
    for (String column : columns) {
      while (nextEncoding < known.size() && nextColumn >= known.get(nextEncoding).columns()) {
        nextEncoding++;
        nextColumn = 0;
      }
      if (nextEncoding == known.size()
          || !known.get(nextEncoding).columnName(nextColumn++).equals(column)) {
        throw new IllegalArgumentException("expected a coefficient for each encoded column");
      }
    }
  }

  /// Whether the model is small enough so far.
  private boolean isKept() {
    return bytes <= bytesMax;
  }

  /// Adds a part to a list, unless the model is too large with it.
  private <T> void add(List<T> parts, T part, long partBytes) {
    bytes += partBytes;
    if (isKept()) {
      parts.add(part);
    } else {
      parts.clear();
    }
  }

  private List<Encoding> encodings() {
    expect(JsonToken.START_ARRAY);
    List<Encoding> read = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Encoding encoding = encoding();
      add(read, encoding, Footprint.of(encoding.input()) + LogisticModel.parameterBytes(encoding));
    }
    return read;
  }

  private List<Double> coefficients() {
    expect(JsonToken.START_ARRAY);
    List<Double> read = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonFields fields = JsonFields.read(json);
      String column = fields.text("column");
      add(read, fields.number("value"), LogisticModel.COEFFICIENT_BYTES);
      fields.end();
      if (encodings == null) {
        add(unchecked, column, Footprint.ofText(column));
      } else if (isKept()) {
        check(encodings, List.of(column));
      }
    }
    return read;
  }

  private Encoding encoding() {
    List<String> levels = new ArrayList<>();
    levelsCame = false;
    JsonFields fields = JsonFields.read(json, "levels", () -> readLevels(levels));
    String kind = fields.text("type");
    String name = fields.text("name");
    Encoding encoding =
        switch (kind) {
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
                  levels,
                  unseenLevel(fields.text("unseen_level")));
          default -> throw new IllegalArgumentException("expected an encoding");
        };
    fields.end();
    if (levelsCame != encoding instanceof CategoryEncoding) {
      throw new IllegalArgumentException("expected levels of each category, and of nothing else");
    }
    return encoding;
  }

  private void readLevels(List<String> levels) {
    levelsCame = true;
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.VALUE_STRING);
      String level = json.getString();
      add(levels, level, Footprint.ofLevel(level));
    }
  }

  private void expect(JsonToken token) {
    if (json.currentToken() != token) {
      throw new IllegalArgumentException("expected " + token);
    }
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
