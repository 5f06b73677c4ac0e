package credence.registry;

import credence.model.Fault;
import java.util.List;
import java.util.stream.Collectors;

/// Why a change was not even tried; nothing has changed.
public sealed interface Refusal extends PublishOutcome, MoveOutcome, RetireOutcome, RemoveOutcome {
  /// Somebody else was writing for as long as this change could wait.
  ///
  /// @param waitedMillis how long it waited
  record Busy(long waitedMillis) implements Refusal {
    @Override
    public String message() {
      return "somebody else is writing to the registry, still after "
          + waitedMillis
          + " ms: try again";
    }
  }

  /// What was handed in breaks a rule.
  ///
  /// @param faults all of them; at least one
  record Invalid(List<Fault> faults) implements Refusal {
    @Override
    public String message() {
      return faults.stream().map(Fault::message).collect(Collectors.joining("; "));
    }
  }
}
