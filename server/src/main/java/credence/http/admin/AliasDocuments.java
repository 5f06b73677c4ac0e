package credence.http.admin;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasState;
import credence.registry.Challenge;
import credence.registry.History;
import credence.registry.HistoryJson;
import credence.registry.HistoryRecord;
import credence.registry.RegistryState;
import credence.wire.JsonBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes responses about aliases and the history.
final class AliasDocuments {
  private AliasDocuments() {}

  /// All aliases.
  static byte[] list(RegistryState state) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("aliases");
          for (Alias alias : Alias.values()) {
            json.writeStartObject();
            write(json, state, alias);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /// One alias.
  ///
  /// @param warnings the consequences of the move for clients; null if it was not moved
  static byte[] one(RegistryState state, Alias alias, @Nullable List<String> warnings) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          write(json, state, alias);
          if (warnings != null) {
            json.writeArrayPropertyStart("warnings");
            warnings.forEach(json::writeString);
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  /// A part of the history.
  static byte[] history(History history, List<HistoryRecord> records) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("total", history.records().size());
          history
              .damage()
              .ifPresent(damage -> json.writeStringProperty("damage", damage.message()));
          json.writeArrayPropertyStart("history");
          records.forEach(record -> write(json, record));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /// The result of a change.
  ///
  /// @param record its record in the history; null if nothing changed
  static byte[] change(String message, @Nullable HistoryRecord record) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("message", message);
          if (record != null) {
            json.writeName("record");
            write(json, record);
          }
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, RegistryState state, Alias alias) {
    AliasState now = state.alias(alias);
    json.writeStringProperty("alias", alias.text());
    if (alias == Alias.SHADOW) {
      writeNames(json, "versions", now.versions());
    } else {
      writeName(json, "version", now.versions().isEmpty() ? null : now.versions().getFirst());
    }
    Challenge challenge = now.challenge();
    if (challenge != null) {
      json.writeNumberProperty("share", challenge.share());
    }
    HistoryRecord moved = now.moved();
    if (moved != null) {
      json.writeName("moved");
      write(json, moved);
    }
  }

  private static void write(JsonGenerator json, HistoryRecord record) {
    HistoryJson.write(json, record, HistoryJson.Form.SERVED);
  }

  private static void writeName(JsonGenerator json, String field, @Nullable VersionName version) {
    json.writeName(field);
    if (version == null) {
      json.writeNull();
    } else {
      json.writeString(version.text());
    }
  }

  private static void writeNames(JsonGenerator json, String field, List<VersionName> versions) {
    json.writeArrayPropertyStart(field);
    versions.forEach(version -> json.writeString(version.text()));
    json.writeEndArray();
  }
}
