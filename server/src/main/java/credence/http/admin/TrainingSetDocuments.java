package credence.http.admin;

import credence.model.LocatedError;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSets;
import credence.wire.JsonBytes;
import credence.wording.ChangeWording;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Writes responses about training sets.
final class TrainingSetDocuments {
  private TrainingSetDocuments() {}

  /// All training sets, in order of their dates.
  static byte[] list(TrainingSets.Listing listing) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("training_sets");
          for (TrainingSetEntry set : listing.sets()) {
            json.writeStartObject();
            writeSummary(json, set);
            json.writeEndObject();
          }
          json.writeEndArray();
          writeTexts(json, "ignored", listing.ignored());
          writeTexts(
              json, "damaged", listing.damaged().stream().map(LocatedError::message).toList());
          json.writeEndObject();
        });
  }

  /// A training set with its profile.
  static byte[] whole(TrainingSetEntry set) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          writeSummary(json, set);
          if (set.profile() != null) {
            json.writeName("profile");
            json.writeRawValue(ChangeWording.json(set.profile()).toString());
          }
          json.writeEndObject();
        });
  }

  /// The result of an upload.
  static byte[] upload(TrainingSetName name, boolean stored) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("training_set", name.text());
          json.writeBooleanProperty("stored", stored);
          json.writeEndObject();
        });
  }

  private static void writeSummary(JsonGenerator json, TrainingSetEntry set) {
    json.writeStringProperty("training_set", set.name().text());
    json.writeStringProperty("state", set.state().name().toLowerCase(Locale.ROOT));
    set.exclusion().ifPresent(reason -> json.writeStringProperty("obstacle", reason));
    if (set.stamp() != null) {
      json.writeNumberProperty("bytes", set.stamp().bytes());
    }
    TrainingSetProfile profile = set.profile();
    if (profile != null) {
      json.writeStringProperty("checked_at", profile.checkedAt().toString());
      json.writeStringProperty("sha256", profile.sha256());
      writeTexts(json, "faults", profile.errors().stream().map(LocatedError::message).toList());
      writeContents(json, profile);
      writeTexts(json, "changed", ChangeWording.of(profile.changes()));
      json.writeName("changes");
      json.writeRawValue(ChangeWording.json(profile.changes()).toString());
      writeTexts(json, "missed_by", profile.missedBy());
    }
  }

  private static void writeContents(JsonGenerator json, TrainingSetProfile profile) {
    TrainingSetProfile.Contents contents = profile.contents();
    if (contents != null) {
      json.writeNumberProperty("rows", contents.rows());
      json.writeNumberProperty("ids", contents.ids());
      json.writeNumberProperty("outcomes", contents.outcomes());
      json.writeNumberProperty("defaults", contents.defaults());
    }
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
