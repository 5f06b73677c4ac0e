package credence.registry;

/// The kind of an [Event].
public enum HistoryKind {
  /// A version was published, or a removed one brought back; moves an alias if the record names
  /// one.
  PUBLISHED("published"),
  /// *Champion* was given another version.
  PROMOTED("promoted"),
  /// *Challenger* was given a version and a share, or another share.
  CHALLENGED("challenged"),
  /// The challenge was ended.
  CHALLENGE_STOPPED("challenge-stopped"),
  /// *Shadow* was given other versions.
  SHADOWS_CHANGED("shadows-changed"),
  /// An alias was given back what it named before its last move.
  ROLLED_BACK("rolled-back"),
  /// A version was retired: it answers only when named.
  RETIRED("retired"),
  /// A version's retirement was undone.
  REINSTATED("reinstated"),
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
