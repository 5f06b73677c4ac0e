package credence.app;

import credence.document.ModelDocument;
import credence.model.Alias;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.UnknownVersion;
import java.util.Arrays;
import java.util.Optional;

/// What came of reading a version from a registry.
sealed interface StoredVersion {
  /// The version, as it was published.
  ///
  /// @param publication how it came to be
  /// @param document the document's bytes
  /// @param version what they say
  @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
  record Found(Publication publication, byte[] document, ModelVersion version)
      implements StoredVersion {}

  /// There is no such version, or it cannot be read.
  ///
  /// @param message says so in one line, and what to do
  record Unreadable(String message) implements StoredVersion {}

  /// Reads the version that a name or an alias names.
  ///
  /// @param nameOrAlias as a person wrote it
  static StoredVersion find(ModelRegistry registry, String nameOrAlias) {
    RegistryState state = registry.state();
    if (state.damage().isPresent()) {
      return new Unreadable(state.damage().get().message());
    }
    Optional<Alias> alias =
        Arrays.stream(Alias.values()).filter(a -> a.text().equals(nameOrAlias)).findFirst();
    if (alias.isPresent()) {
      return state
          .version(alias.get())
          .map(name -> read(registry, name))
          .orElse(new Unreadable("there is no " + nameOrAlias + " yet; credence train makes one"));
    }
    return VersionName.isValid(nameOrAlias)
        ? read(registry, new VersionName(nameOrAlias))
        : new Unreadable(
            "expected a version's name: " + VersionName.expected() + "; or the alias champion");
  }

  /// Reads the version of a name.
  static StoredVersion read(ModelRegistry registry, VersionName name) {
    return switch (registry.document(name)) {
      case UnknownVersion unknown -> new Unreadable(unknown.message());
      case DocumentReading.Damaged damaged -> new Unreadable(damaged.fault().message());
      case DocumentReading.Whole whole ->
          switch (ModelDocument.read(whole.bytes())) {
            case ModelDocument.Read read ->
                new Found(whole.publication(), whole.bytes(), read.version());
            case ModelDocument.Unreadable unreadable ->
                new Unreadable("version " + name + ": " + unreadable.expected());
          };
    };
  }
}
