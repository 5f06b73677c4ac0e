package credence.registry;

import credence.model.VersionName;

/// The result of retiring a version or reinstating it.
public sealed interface RetireOutcome
    permits RetireOutcome.Changed,
        RetireOutcome.Unchanged,
        NamedByAlias,
        UnknownVersion,
        Rejection {
  /// The outcome as one line of text for users.
  String message();

  /// The version is retired now, or is not any more.
  ///
  /// @param record what the history says of it
  record Changed(HistoryRecord record) implements RetireOutcome {
    @Override
    public String message() {
      String version = record.event().subject();
      return record.event() instanceof Event.Retired
          ? version + " is retired; it serves only requests that name it"
          : version + " is reinstated";
    }
  }

  /// The version was already in that state.
  ///
  /// @param retired whether it is retired
  record Unchanged(VersionName version, boolean retired) implements RetireOutcome {
    @Override
    public String message() {
      return version + (retired ? " is already retired" : " is not retired");
    }
  }
}
