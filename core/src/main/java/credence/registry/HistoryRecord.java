package credence.registry;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/// A record of the history: an event, and when, by whom and why it was made.
///
/// @param sequence the number of the record; 1 for the first, one more for each next
/// @param time the time at which it was written, by the writer's clock
/// @param event the change of the registry
/// @param change who requested it, why, and further facts
public record HistoryRecord(long sequence, Instant time, Event event, Change change) {
  /// The author of the change.
  public String author() {
    return change.author();
  }

  /// The reason for the change.
  public String reason() {
    return change.reason();
  }

  /// Further facts by name; empty if there are none.
  public SortedMap<String, String> details() {
    return change.details();
  }

  /// The reason for which the change was made despite an objection, such as a failed gate; empty if
  /// nothing was overridden.
  public Optional<String> override() {
    return Optional.ofNullable(change.details().get(Change.OVERRIDE));
  }
}
