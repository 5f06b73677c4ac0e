package credence.registry;

import credence.model.NearNames;
import credence.model.VersionName;
import java.util.List;

/// There is no version of that name.
///
/// @param version the name that was asked for
/// @param hint the end of a sentence that offers the near names; empty if there are none
public record UnknownVersion(VersionName version, String hint)
    implements MoveOutcome, RetireOutcome, RemoveOutcome, DocumentReading {
  /// Looks for near names among the versions of a registry.
  static UnknownVersion among(List<Publication> publications, VersionName version) {
    List<String> names = publications.stream().map(p -> p.name().text()).toList();
    return new UnknownVersion(version, NearNames.hint(version.text(), names));
  }

  /// The message in one line, with the near names.
  @Override
  public String message() {
    return "there is no version " + version + hint;
  }
}
