package credence.retraining;

/// What came of asking for a training run.
public sealed interface Submission {
  /// The run waits for its turn.
  ///
  /// @param id its id
  record Accepted(String id) implements Submission {}

  /// The same was asked for before, by the same key.
  ///
  /// @param id the id of the run that was asked for then
  record Repeated(String id) implements Submission {}

  /// Something else was asked for before by the same key.
  ///
  /// @param id the id of the run that was asked for then
  record KeyReused(String id) implements Submission {}

  /// Too many runs wait already.
  ///
  /// @param waiting how many
  record QueueFull(int waiting) implements Submission {}

  /// This server runs nothing.
  ///
  /// @param obstacle why, and what to do
  record NotHere(String obstacle) implements Submission {}
}
