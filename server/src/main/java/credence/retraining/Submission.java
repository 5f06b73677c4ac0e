package credence.retraining;

import credence.run.TrainingRunState;

/// The outcome of requesting a training run.
public sealed interface Submission {
  /// The outcome of requesting a new run.
  sealed interface OfNew extends Submission {}

  /// The outcome of restarting an interrupted run.
  sealed interface OfInterrupted extends Submission {}

  /// The run was queued.
  ///
  /// @param id its id
  record Accepted(String id) implements OfNew, OfInterrupted {}

  /// The same request was made before with the same key.
  ///
  /// @param id the id of the run of the earlier request
  record Repeated(String id) implements OfNew {}

  /// A different request was made before with the same key.
  ///
  /// @param id the id of the run of the earlier request
  record KeyReused(String id) implements OfNew {}

  /// The queue is full.
  ///
  /// @param waiting the number of waiting runs
  record QueueFull(int waiting) implements OfNew, OfInterrupted {}

  /// This server does not run training runs.
  ///
  /// @param reason the reason and what to do
  record Unavailable(String reason) implements OfNew, OfInterrupted {}

  /// The run was not interrupted.
  ///
  /// @param state its state
  record NotInterrupted(TrainingRunState state) implements OfInterrupted {}

  /// There is no run with this id.
  record Unknown() implements OfInterrupted {}
}
