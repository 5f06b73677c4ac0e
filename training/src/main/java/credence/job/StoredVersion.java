package credence.job;

import credence.document.ModelDocument;
import credence.model.Alias;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.AliasState;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.UnknownVersion;
import java.util.Optional;
import java.util.stream.Collectors;

/// A version read from a registry, or the reason why it cannot be read.
public sealed interface StoredVersion {
  /// The version, as it was published.
  ///
  /// @param publication the record of its publication
  /// @param document the document's bytes
  /// @param version the document's contents
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record Found(Publication publication, byte[] document, ModelVersion version)
      implements StoredVersion {}

  /// There is no such version, or it cannot be read.
  ///
  /// @param message the reason and what to do, in one line
  record Unreadable(String message) implements StoredVersion {}

  /// Reads the version that a name or an alias names.
  ///
  /// @param nameOrAlias as written by the user
  static StoredVersion find(ModelRegistry registry, String nameOrAlias) {
    RegistryState state = registry.state();
    if (state.damage().isPresent()) {
      return new Unreadable(state.damage().get().message());
    }
    Optional<Alias> alias = Alias.of(nameOrAlias);
    if (alias.isPresent()) {
      return aliased(registry, state.alias(alias.get()));
    }
    return VersionName.isValid(nameOrAlias)
        ? read(registry, new VersionName(nameOrAlias))
        : new Unreadable(
            "expected a version name: "
                + VersionName.expected()
                + "; or an alias: champion, challenger, shadow");
  }

  private static StoredVersion aliased(ModelRegistry registry, AliasState alias) {
    String text = alias.alias().text();
    return switch (alias.versions().size()) {
      case 0 ->
          new Unreadable(
              "there is no " + text + " yet; credence " + maker(alias.alias()) + " creates one");
      case 1 -> read(registry, alias.versions().getFirst());
      default ->
          new Unreadable(
              "there are several versions with the alias "
                  + text
                  + "; expected one of their names: "
                  + alias.versions().stream()
                      .map(VersionName::text)
                      .collect(Collectors.joining(", ")));
    };
  }

  private static String maker(Alias alias) {
    return switch (alias) {
      case CHAMPION -> "train";
      case CHALLENGER -> "challenge";
      case SHADOW -> "shadow";
    };
  }

  /// Reads the version of a name.
  static StoredVersion read(ModelRegistry registry, VersionName name) {
    return switch (registry.document(name)) {
      case UnknownVersion unknown -> new Unreadable(unknown.message());
      case DocumentReading.Damaged damaged -> new Unreadable(damaged.error().message());
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
