package credence.run;

import credence.document.ModelDocument;
import credence.model.VersionName;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import java.util.List;

/// Finds the versions that were trained before a training set arrived.
public final class MissedVersions {
  private MissedVersions() {}

  /// The versions whose name has the set's date or a later one and that were trained without it, in
  /// order of publication. Versions with a damaged document are omitted.
  ///
  /// @param sha256 the SHA-256 of the set's file
  public static List<String> of(ModelRegistry registry, TrainingSetName set, String sha256) {
    return registry.state().publications().stream()
        .map(Publication::name)
        .filter(name -> name.date().filter(date -> !date.isBefore(set.date())).isPresent())
        .filter(name -> isWithout(registry, name, sha256))
        .map(VersionName::text)
        .toList();
  }

  private static boolean isWithout(ModelRegistry registry, VersionName name, String sha256) {
    return registry.document(name) instanceof DocumentReading.Whole whole
        && ModelDocument.read(whole.bytes()) instanceof ModelDocument.Read read
        && read.version().provenance().trainingSets().stream()
            .noneMatch(set -> set.sha256().equals(sha256));
  }
}
