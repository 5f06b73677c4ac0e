package credence.trainingset;

import credence.model.Fault;
import java.util.List;

/// What came of scoring a file.
public sealed interface ScoringOutcome {
  /// The output is there, whole.
  ///
  /// @param rows how many rows it has
  /// @param refused how many of them could not be scored and say why
  record Scored(long rows, long refused) implements ScoringOutcome {}

  /// The file cannot be scored by this model; there is no output.
  ///
  /// @param faults every fault found, at least one
  record Refused(List<Fault> faults) implements ScoringOutcome {
    /// Takes a copy.
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// The scoring was given up; there is no output.
  record Cancelled() implements ScoringOutcome {}
}
