package credence.retraining;

/// What came of cancelling a training run.
public sealed interface CancelOutcome {
  /// It will not publish anything, unless it just has.
  record Cancelled() implements CancelOutcome {}

  /// It had ended.
  record TooLate() implements CancelOutcome {}

  /// There is none of that id.
  record Unknown() implements CancelOutcome {}

  /// This server runs nothing.
  ///
  /// @param obstacle why, and what to do
  record NotHere(String obstacle) implements CancelOutcome {}
}
