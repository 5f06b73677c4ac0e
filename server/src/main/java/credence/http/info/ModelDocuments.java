package credence.http.info;

import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import credence.model.Input;
import credence.model.Model;
import credence.model.VersionName;
import credence.prediction.DocumentReader;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import credence.prediction.Shortage;
import credence.wire.JsonBytes;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes the responses of `GET /models` and `GET /models/{version}`.
final class ModelDocuments {
  private ModelDocuments() {}

  /// All versions, in order of publication.
  ///
  /// @param whole whether each is listed with its publication and figures
  static byte[] list(ServingState state, boolean whole) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("models");
          for (ServedVersion version : state.versions()) {
            json.writeStartObject();
            writeState(json, version);
            DocumentReader.Read loaded = version.loaded();
            if (whole) {
              writePublication(json, version);
              if (loaded != null && loaded.figures() != null) {
                writeFigures(json, loaded.figures());
              }
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /// The part of a version's response before its document, which is followed by the end of the
  /// object.
  static byte[] beforeDocument(ServedVersion version) {
    byte[] whole =
        JsonBytes.of(
            json -> {
              json.writeStartObject();
              writeState(json, version);
              writePublication(json, version);
              json.writeName("document");
              json.writeRawValue("");
              json.writeEndObject();
            });
    return Arrays.copyOf(whole, whole.length - 1);
  }

  /// What a caller needs to know about a version: its name, its inputs and their JSON Schema.
  static byte[] inputs(VersionName version, Model model) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("model", version.text());
          json.writeArrayPropertyStart("inputs");
          for (Input input : model.inputs()) {
            json.writeStartObject();
            json.writeStringProperty("name", input.name());
            json.writeStringProperty("type", input.type().name().toLowerCase(Locale.ROOT));
            json.writeBooleanProperty("required", !input.fillsMissing());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeName("schema");
          InputSchema.write(json, version, model);
          json.writeEndObject();
        });
  }

  /// Whether and how a version serves requests.
  private static void writeState(JsonGenerator json, ServedVersion version) {
    json.writeStringProperty("model", version.name().text());
    json.writeArrayPropertyStart("aliases");
    version.aliases().forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("retired", version.retired());
    json.writeBooleanProperty("answers", version.loaded() != null);
    json.writeBooleanProperty("damaged_on_disk", version.damage() != null);
    json.writeBooleanProperty("lacks_memory", version.shortage() != null);
  }

  private static void writePublication(JsonGenerator json, ServedVersion version) {
    Shortage shortage = version.shortage();
    if (shortage != null) {
      json.writeNumberProperty("needed_bytes", shortage.neededBytes());
    }
    json.writeObjectPropertyStart("published");
    json.writeStringProperty("time", version.publication().time().toString());
    json.writeStringProperty("author", version.publication().author());
    json.writeStringProperty("reason", version.publication().reason());
    json.writeEndObject();
    json.writeStringProperty("sha256", version.publication().sha256());
  }

  private static void writeFigures(JsonGenerator json, DocumentReader.Figures figures) {
    json.writeNumberProperty("training_rows", figures.trainingRows());
    json.writeNumberProperty("validation_rows", figures.validationRows());
    Estimate auc = figures.auc();
    if (auc != null) {
      json.writeObjectPropertyStart("auc");
      json.writeNumberProperty("value", auc.value());
      writeInterval(json, auc.interval());
      json.writeEndObject();
    }
  }

  private static void writeInterval(JsonGenerator json, @Nullable Interval interval) {
    if (interval != null) {
      json.writeNumberProperty("low", interval.low());
      json.writeNumberProperty("high", interval.high());
    }
  }
}
