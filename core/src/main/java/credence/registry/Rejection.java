package credence.registry;

import credence.model.LocatedError;
import java.util.List;
import java.util.stream.Collectors;

/// Why a change was not attempted; nothing was changed.
public sealed interface Rejection
    extends PublishOutcome, MoveOutcome, RetireOutcome, RemoveOutcome {
  /// Another writer held the registry for as long as this change could wait.
  ///
  /// @param waitedMillis how long it waited
  record Busy(long waitedMillis) implements Rejection {
    @Override
    public String message() {
      return "another process is still writing to the registry after "
          + waitedMillis
          + " ms; try again";
    }
  }

  /// The input violates a rule.
  ///
  /// @param errors all of them; at least one
  record Invalid(List<LocatedError> errors) implements Rejection {
    @Override
    public String message() {
      return errors.stream().map(LocatedError::message).collect(Collectors.joining("; "));
    }
  }
}
