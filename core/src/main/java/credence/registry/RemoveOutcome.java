package credence.registry;

import credence.model.VersionName;
import java.util.List;

/// What came of removing a version.
public sealed interface RemoveOutcome
    permits RemoveOutcome.Removed, RemoveOutcome.NamedByAlias, UnknownVersion, Refusal {
  /// The outcome as one line for a person.
  String message();

  /// The version is gone.
  ///
  /// @param record what the history says of it
  record Removed(HistoryRecord record) implements RemoveOutcome {
    @Override
    public String message() {
      return "removed " + record.version();
    }
  }

  /// An alias names the version, so it stays.
  ///
  /// @param version the version
  /// @param aliases the texts of the aliases that name it; at least one
  record NamedByAlias(VersionName version, List<String> aliases) implements RemoveOutcome {
    @Override
    public String message() {
      return version + " is " + String.join(" and ", aliases) + ": promote another version first";
    }
  }
}
