package credence.training;

import credence.model.Fault;
import credence.model.ModelVersion;
import java.util.List;

/// The outcome of a training.
public sealed interface TrainingOutcome {
  /// There is a model version, not yet published.
  record Trained(ModelVersion version) implements TrainingOutcome {}

  /// The data cannot be trained on as the spec asks.
  ///
  /// @param faults every fault found, at least one
  record Refused(List<Fault> faults) implements TrainingOutcome {
    /// Takes a copy.
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// The training was cancelled, because its progress callback said so or its thread was
  /// interrupted.
  record Cancelled() implements TrainingOutcome {}
}
