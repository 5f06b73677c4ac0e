package credence.registry;

/// The result of removing a version.
public sealed interface RemoveOutcome
    permits RemoveOutcome.Removed, NamedByAlias, UnknownVersion, Rejection {
  /// The outcome as one line of text for users.
  String message();

  /// The version is gone.
  ///
  /// @param record what the history says of it
  record Removed(HistoryRecord record) implements RemoveOutcome {
    @Override
    public String message() {
      return "removed " + record.event().subject();
    }
  }
}
