package credence.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature.UnseenLevel;
import credence.model.LogisticModel;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.ModelSpec.SolverKind;
import credence.model.NumberEncoding;
import credence.model.NumberEncoding.Standardisation;
import credence.model.Transformation.Clip;
import credence.model.ValueRule;
import credence.scoring.Footprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The stored form of logistic regression: in a model document, the encodings and each coefficient
/// beside its column's name; in a spec, the algorithm.
///
/// The document's part is read from tokens. A model larger than allowed is read to its end to
/// determine its size, but not kept.
final class LogisticForm {
  /// The kind of model.
  static final String TYPE = "logistic-regression";

  /// The code of [ValueRule#CANONICAL].
  private static final String CANONICAL = "canonical";

  private final JsonParser json;
  private final long bytesMax;
  private long bytes = Footprint.VERSION_BYTES;
  private @Nullable String type;
  private ValueRule valueRule = ValueRule.LITERAL;
  private @Nullable Double intercept;
  private @Nullable List<Encoding> encodings;
  private @Nullable List<Double> coefficients;
  private boolean levelsSeen;

  /// The columns of coefficients that precede the encodings.
  private final List<String> unchecked = new ArrayList<>();

  /// The next encoded column: the encoding, and the column within it.
  private int nextEncoding;

  private int nextColumn;

  private LogisticForm(JsonParser json, long bytesMax) {
    this.json = json;
    this.bytesMax = bytesMax;
  }

  /// A coefficient beside its column's name.
  record Coefficient(String column, double value) {}

  /// The stored form.
  ///
  /// @param valueRule the code of the rule for values that are not strings; null for
  ///   [ValueRule#LITERAL], which documents of earlier builds follow without naming it
  record Written(
      String type,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String valueRule,
      List<Encoding> encodings,
      double intercept,
      List<Coefficient> coefficients) {}

  /// A model's part of a document.
  static Written write(LogisticModel model) {
    List<String> columns = model.columnNames();
    List<Coefficient> coefficients = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      coefficients.add(new Coefficient(columns.get(i), model.coefficients().get(i)));
    }
    String valueRule =
        switch (model.valueRule()) {
          case LITERAL -> null;
          case CANONICAL -> CANONICAL;
        };
    return new Written(TYPE, valueRule, model.encodings(), model.intercept(), coefficients);
  }

  /// Reads a model's part of a document.
  ///
  /// @param json at the name of the part's first property, or at its end; at its end afterwards
  /// @param first the name of the first property; null if there is none
  /// @param bytesMax the largest model that is kept, by its [Footprint]
  /// @throws IllegalArgumentException if it is not a valid model
  static ModelForms.Measured read(JsonParser json, @Nullable String first, long bytesMax) {
    return new LogisticForm(json, bytesMax).read(first);
  }

  /// Reads a model's part of a document, of which the type has been read.
  ///
  /// @param json at the value of the type; at the part's end afterwards
  /// @param bytesMax the largest model that is kept, by its [Footprint]
  /// @throws IllegalArgumentException if it is not a valid model
  static ModelForms.Measured readAfterType(JsonParser json, long bytesMax) {
    LogisticForm form = new LogisticForm(json, bytesMax);
    form.type = TYPE;
    return form.read(json.nextName());
  }

  /// Reads an algorithm's section of a spec.
  static LogisticRegression readAlgorithm(Section section) {
    SolverKind solver = section.choice("solver", SolverKind.class, SolverKind.NEWTON);
    LogisticRegression algorithm =
        new LogisticRegression(
            solver,
            section.number("C", "a number above 0", 1, n -> n > 0),
            section.flag("penalise-intercept", false),
            section.number("tolerance", "a number in (0, 1)", 1e-4, n -> n > 0 && n < 1),
            (int) section.whole("iterations-max", 100, 1, 100_000));
    if (solver == SolverKind.LIBLINEAR && !algorithm.penaliseIntercept()) {
      section.addError(
          "penalise-intercept",
          "expected true, because liblinear always penalises the intercept; or use solver: newton");
    }
    return algorithm;
  }

  /// An algorithm's section of a spec.
  static Map<String, Object> writeAlgorithm(LogisticRegression algorithm) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("solver", SpecWriter.written(algorithm.solver()));
    out.put("C", algorithm.c());
    out.put("penalise-intercept", algorithm.penaliseIntercept());
    out.put("tolerance", algorithm.tolerance());
    out.put("iterations-max", algorithm.iterationsMax());
    return out;
  }

  private ModelForms.Measured read(@Nullable String first) {
    for (String name = first; name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "type" -> type = value == JsonToken.VALUE_STRING ? json.getString() : null;
        case "value_rule" -> valueRule = valueRule(value);
        case "intercept" -> intercept = value.isNumeric() ? json.getDoubleValue() : null;
        case "encodings" -> encodings = encodings();
        case "coefficients" -> coefficients = coefficients();
        default -> throw new IllegalArgumentException("expected no " + name);
      }
    }
    if (type == null || !type.equals(TYPE)) {
      throw new IllegalArgumentException("expected logistic regression");
    }
    if (intercept == null || encodings == null || coefficients == null) {
      throw new IllegalArgumentException("expected an intercept, encodings and coefficients");
    }
    if (!isKept()) {
      return new ModelForms.Measured(null, bytes);
    }
    check(encodings, unchecked);
    return new ModelForms.Measured(
        new LogisticModel(valueRule, encodings, intercept, coefficients), bytes);
  }

  /// Checks that the columns are the next ones.
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

  /// Whether the model is within the size limit so far.
  private boolean isKept() {
    return bytes <= bytesMax;
  }

  /// Adds a part to a list unless it makes the model too large.
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
      add(
          read,
          encoding,
          Footprint.of(encoding.input(valueRule)) + LogisticModel.parameterBytes(encoding));
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
    levelsSeen = false;
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
                  fields.flag("logarithm"),
                  standardisation(fields.fieldsOrNull("standardisation")));
          case "boolean" -> new BooleanEncoding(name, fields.flagOrNull("fill"));
          case "category" ->
              new CategoryEncoding(
                  name,
                  fields.textOrNull("fill"),
                  levels,
                  unseenLevel(fields.text("unseen_level")));
          default -> throw new IllegalArgumentException("expected an encoding");
        };
    fields.end();
    if (levelsSeen != encoding instanceof CategoryEncoding) {
      throw new IllegalArgumentException(
          "expected levels for each category and for no other input");
    }
    return encoding;
  }

  private void readLevels(List<String> levels) {
    levelsSeen = true;
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

  private ValueRule valueRule(JsonToken value) {
    if (value == JsonToken.VALUE_STRING && json.getString().equals(CANONICAL)) {
      return ValueRule.CANONICAL;
    }
    throw new IllegalArgumentException("expected a rule for values");
  }

  private static UnseenLevel unseenLevel(String text) {
    return Arrays.stream(UnseenLevel.values())
        .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a rule for unseen levels"));
  }
}
