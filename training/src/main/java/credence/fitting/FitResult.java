package credence.fitting;

import java.util.List;

/// What became of a fit.
public sealed interface FitResult permits Fit, FitResult.Refused, FitResult.Cancelled {
  /// The rows cannot be fitted, or not by this solver.
  ///
  /// @param faults every fault found, each with what to do about it; never empty
  record Refused(List<String> faults) implements FitResult {
    /// Copies the faults.
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// The fit was given up, because its progress callback said so or its thread was interrupted.
  ///
  /// @param iterations steps that had been taken
  record Cancelled(int iterations) implements FitResult {}
}
