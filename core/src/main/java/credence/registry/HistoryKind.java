package credence.registry;

/// What a record of the history tells.
public enum HistoryKind {
  /// A version was published, or a removed one brought back; moves an alias if the record names
  /// one.
  PUBLISHED("published"),
  /// An alias was given another version.
  PROMOTED("promoted"),
  /// An alias was given back the version that it named before its last move.
  ROLLED_BACK("rolled-back"),
  /// A version was removed.
  REMOVED("removed");

  private final String text;

  HistoryKind(String text) {
    this.text = text;
  }

  /// The kind as it is written in the history.
  public String text() {
    return text;
  }
}
