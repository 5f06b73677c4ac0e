package credence.http.admin;

import credence.document.SpecDocument;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.run.TrainingRunRequest;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The request body of `POST /training-runs`: `version`, `sets`, `only`, `spec` and `reason`, all
/// optional.
final class TrainingRunForm {
  private static final int SETS_MAX = 10_000;

  private TrainingRunForm() {}

  /// Reads a request; valid only if the object has no problem afterwards.
  ///
  /// @param sets the existing training sets
  static TrainingRunRequest read(
      RequestObject object,
      TrainingSets.Listing sets,
      String author,
      @Nullable String key,
      Instant now) {
    return new TrainingRunRequest(
        version(object),
        sets(object, sets),
        object.flag("only"),
        spec(object),
        author,
        object.value("reason") == null ? null : object.reason(),
        now,
        key);
  }

  private static @Nullable VersionName version(RequestObject object) {
    String version = object.text("version");
    if (version != null && !VersionName.isValid(version)) {
      object.addError("version", "expected " + VersionName.expected());
      return null;
    }
    return version == null ? null : new VersionName(version);
  }

  private static List<String> sets(RequestObject object, TrainingSets.Listing known) {
    List<String> requested = object.texts("sets");
    List<String> names = new ArrayList<>();
    if (requested == null) {
      return names;
    }
    if (requested.isEmpty() || requested.size() > SETS_MAX) {
      object.addError("sets", "expected 1 to " + SETS_MAX + " names, or no field sets");
      return names;
    }
    for (String text : requested) {
      Optional<TrainingSetEntry> set =
          TrainingSetName.of(text).flatMap(name -> known.set(name.text()));
      if (set.isEmpty()) {
        object.addError("sets", "expected names of training sets; see GET /training-sets");
        return names;
      }
      set.get()
          .exclusion()
          .ifPresent(reason -> object.addError("sets", set.get().name() + ": " + reason));
      names.add(set.get().name().text());
    }
    return names.stream().distinct().toList();
  }

  private static @Nullable String spec(RequestObject object) {
    JsonNode value = object.value("spec");
    if (value == null) {
      return null;
    }
    if (!value.isString() && !value.isObject()) {
      object.addError("spec", "expected a model spec as a YAML string or a JSON object");
      return null;
    }
    String text = value.isString() ? value.stringValue() : value.toPrettyString();
    if (SpecDocument.read(text, "spec") instanceof SpecDocument.Invalid invalid) {
      for (LocatedError error : invalid.errors()) {
        object.addError("spec", error.message());
      }
    }
    return text;
  }
}
