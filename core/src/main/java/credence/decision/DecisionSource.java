package credence.decision;

import credence.model.VersionName;
import java.util.List;

/// The versions that make decisions from one change of the registry to the next. Immutable.
///
/// @param historyPosition the number of the last record of the registry's history by then
/// @param versions the loaded versions, each at its index in the serving plan
public record DecisionSource(long historyPosition, List<Version> versions) {
  /// Copies the list.
  public DecisionSource {
    versions = List.copyOf(versions);
  }

  /// A version.
  ///
  /// @param name its name
  /// @param documentSha256 the SHA-256 of its document, 64 lower-case hexadecimal digits
  public record Version(VersionName name, String documentSha256) {}
}
