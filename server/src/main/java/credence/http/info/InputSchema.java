package credence.http.info;

import credence.model.Feature;
import credence.model.Input;
import credence.model.Model;
import credence.model.ValueRule;
import credence.model.VersionName;
import credence.wire.JsonBytes;
import credence.wire.WireLimits;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/// The JSON Schema (draft 2020-12) of the records that a version can score.
final class InputSchema {
  private static final String NUMBER_GRAMMAR = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";
  private static final Pattern NUMBER = Pattern.compile(NUMBER_GRAMMAR);
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  private InputSchema() {}

  /// The schema of a version's input.
  static byte[] of(VersionName version, Model model) {
    return JsonBytes.of(json -> write(json, version, model));
  }

  /// Writes the schema of a version's input.
  static void write(JsonGenerator json, VersionName version, Model model) {
    json.writeStartObject();
    json.writeStringProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.writeStringProperty("title", "Applicant for model version " + version);
    json.writeStringProperty("type", "object");
    json.writeArrayPropertyStart("required");
    json.writeString("id");
    for (Input input : model.inputs()) {
      if (!input.fillsMissing()) {
        json.writeString(input.name());
      }
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("properties");
    writeId(json);
    for (Input input : model.inputs()) {
      writeInput(json, input);
    }
    json.writeEndObject();
    json.writeBooleanProperty("additionalProperties", true);
    json.writeEndObject();
  }

  private static void writeId(JsonGenerator json) {
    json.writeObjectPropertyStart("id");
    json.writeStringProperty("description", "Identifies the applicant; returned unchanged.");
    types(json, "string", "integer");
    json.writeNumberProperty("minLength", 1);
    json.writeNumberProperty("maxLength", WireLimits.DEFAULT.idCharactersMax());
    json.writeEndObject();
  }

  private static void writeInput(JsonGenerator json, Input input) {
    json.writeObjectPropertyStart(input.name());
    json.writeArrayPropertyStart("anyOf");
    switch (input) {
      case Input.NumberInput _ -> {
        type(json, "number");
        json.writeStartObject();
        json.writeStringProperty("type", "string");
        json.writeStringProperty("pattern", NUMBER_GRAMMAR);
        json.writeEndObject();
      }
      case Input.BooleanInput truth -> {
        type(json, "boolean");
        json.writeStartObject();
        json.writeArrayPropertyStart("enum");
        json.writeString("true");
        json.writeString("false");
        if (truth.rule() == ValueRule.CANONICAL) {
          json.writeNumber(1);
          json.writeNumber(0);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      case Input.CategoryInput category -> writeCategory(json, category);
    }
    if (input.fillsMissing()) {
      type(json, "null");
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// A level of a category can be written as a string, or as a boolean or number that has this
  /// level by the input's rule.
  private static void writeCategory(JsonGenerator json, Input.CategoryInput category) {
    json.writeStartObject();
    if (category.unseenLevel() == Feature.UnseenLevel.REJECT) {
      json.writeArrayPropertyStart("enum");
      for (String level : category.levels()) {
        json.writeString(level);
        if (isNumber(level, category.rule())) {
          json.writeRawValue(level);
        } else if (level.equals("true") || level.equals("false")) {
          json.writeBoolean(level.equals("true"));
        }
      }
      json.writeEndArray();
    } else {
      String number =
          switch (category.rule()) {
            case CANONICAL -> "number";
            case LITERAL -> "integer";
          };
      types(json, "string", number, "boolean");
      json.writeNumberProperty("maxLength", WireLimits.DEFAULT.textCharactersMax());
    }
    json.writeEndObject();
  }

  /// Whether a level may be written as a JSON number, with the same characters.
  private static boolean isNumber(String level, ValueRule rule) {
    return switch (rule) {
      case LITERAL -> INTEGER.matcher(level).matches();
      case CANONICAL ->
          NUMBER.matcher(level).matches()
              && ValueRule.level(Double.parseDouble(level)).equals(level);
    };
  }

  private static void type(JsonGenerator json, String type) {
    json.writeStartObject();
    json.writeStringProperty("type", type);
    json.writeEndObject();
  }

  private static void types(JsonGenerator json, String... types) {
    json.writeArrayPropertyStart("type");
    for (String type : types) {
      json.writeString(type);
    }
    json.writeEndArray();
  }
}
