package credence.decision.segment;

/// When a decision's record counts as logged, so that its answer may be sent.
public enum Durability {
  /// Decisions are not logged.
  NONE,
  /// The operating system has the record, so it survives the end of the server by whatever cause.
  /// It is on disk within about a second, so a power loss can lose the decisions of that second.
  WRITTEN,
  /// The record is on disk, so it survives a power loss.
  SYNCED
}
