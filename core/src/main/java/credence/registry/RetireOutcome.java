package credence.registry;

import credence.model.VersionName;

/// What came of retiring a version, or of undoing that.
public sealed interface RetireOutcome
    permits RetireOutcome.Changed, RetireOutcome.Unchanged, NamedByAlias, UnknownVersion, Refusal {
  /// The outcome as one line for a person.
  String message();

  /// The version is retired now, or is not any more.
  ///
  /// @param record what the history says of it
  record Changed(HistoryRecord record) implements RetireOutcome {
    @Override
    public String message() {
      String version = record.event().subject();
      return record.event() instanceof Event.Retired
          ? version + " is retired: it answers only when named"
          : version + " is reinstated";
    }
  }

  /// The version was that already.
  ///
  /// @param retired whether it is retired
  record Unchanged(VersionName version, boolean retired) implements RetireOutcome {
    @Override
    public String message() {
      return version + (retired ? " is retired already" : " is not retired");
    }
  }
}
