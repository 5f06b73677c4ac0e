package credence.registry;

import credence.model.LocatedError;
import java.util.List;
import java.util.Optional;

/// The history of a registry at one instant.
///
/// @param records the records, oldest first, so that record 1 has index 0; up to the damage if
///   there is any
/// @param damage what is wrong with the history, where, and what to do; empty if it is whole
public record History(List<HistoryRecord> records, Optional<LocatedError> damage) {
  /// Copies the list.
  public History {
    records = List.copyOf(records);
  }
}
