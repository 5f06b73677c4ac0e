package credence.retraining;

import credence.run.TrainingRunState;

/// What came of asking for a training run.
public sealed interface Submission {
  /// What came of asking for a new one.
  sealed interface OfNew extends Submission {}

  /// What came of asking for one again that was interrupted.
  sealed interface OfInterrupted extends Submission {}

  /// The run waits for its turn.
  ///
  /// @param id its id
  record Accepted(String id) implements OfNew, OfInterrupted {}

  /// The same was asked for before, by the same key.
  ///
  /// @param id the id of the run that was asked for then
  record Repeated(String id) implements OfNew {}

  /// Something else was asked for before by the same key.
  ///
  /// @param id the id of the run that was asked for then
  record KeyReused(String id) implements OfNew {}

  /// Too many runs wait already.
  ///
  /// @param waiting how many
  record QueueFull(int waiting) implements OfNew, OfInterrupted {}

  /// This server runs nothing.
  ///
  /// @param obstacle why, and what to do
  record NotHere(String obstacle) implements OfNew, OfInterrupted {}

  /// The run was not interrupted.
  ///
  /// @param state where it stands
  record NotInterrupted(TrainingRunState state) implements OfInterrupted {}

  /// There is no run of that id.
  record Unknown() implements OfInterrupted {}
}
