package credence.decision.segment;

/// Receives what happens to a decision log.
public interface LogListener {
  /// Records cannot be logged from now on.
  void failing(String why);

  /// Records can be logged again.
  void working();

  /// The segments that a stopped server left have been checked.
  void recovered(RecoveredSegment segment);
}
