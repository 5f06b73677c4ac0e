package credence.registry;

import credence.model.NearNames;
import credence.model.VersionName;

/// There is no version of that name.
///
/// @param version the name that was asked for
/// @param hint the end of a sentence that offers the near names; empty if there are none
public record UnknownVersion(VersionName version, String hint)
    implements MoveOutcome, RemoveOutcome, DocumentReading {
  /// Looks for near names among the versions of a registry.
  static UnknownVersion in(RegistryState state, VersionName version) {
    return new UnknownVersion(version, NearNames.hint(version.text(), state.names()));
  }

  /// Says so in one line, with the near names.
  @Override
  public String message() {
    return "there is no version " + version + hint;
  }
}
