package credence.training;

import credence.model.Comparison;
import credence.model.Fault;
import java.util.List;

/// The outcome of a comparison.
public sealed interface ComparisonOutcome {
  /// The two were compared.
  record Compared(Comparison comparison) implements ComparisonOutcome {}

  /// They cannot be compared on these files.
  ///
  /// @param faults every fault found, at least one
  record Refused(List<Fault> faults) implements ComparisonOutcome {
    /// Takes a copy.
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// The comparison was cancelled, because its progress callback said so or its thread was
  /// interrupted.
  record Cancelled() implements ComparisonOutcome {}
}
