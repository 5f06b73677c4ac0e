package credence.splitting;

import java.util.List;

/// What became of a split: the sides of all rows, or why there are none.
public sealed interface SplitResult permits Split, SplitResult.Refused {
  /// The rows cannot be split.
  ///
  /// @param faults every fault found, each with what to do about it; never empty, never a
  ///   customer's value
  record Refused(List<String> faults) implements SplitResult {
    /// Copies the faults.
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}
