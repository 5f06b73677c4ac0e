package credence.retraining;

/// The outcome of cancelling a training run.
public sealed interface CancelOutcome {
  /// The run was cancelled, and publishes no version unless it has just done so.
  record Cancelled() implements CancelOutcome {}

  /// The run had already ended.
  record AlreadyEnded() implements CancelOutcome {}

  /// There is no run with this id.
  record Unknown() implements CancelOutcome {}

  /// This server does not run training runs.
  ///
  /// @param reason the reason and what to do
  record Unavailable(String reason) implements CancelOutcome {}
}
