package credence.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who changes the registry and why; kept in the history as given. Limits: [RegistryLimits].
///
/// @param author the person, token or program that asks for the change; one line, not blank
/// @param reason why; one line, not blank
/// @param details further facts by name, such as the training run that published; may be empty
public record Change(String author, String reason, SortedMap<String, String> details) {
  public Change {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// A change without details.
  public Change(String author, String reason) {
    this(author, reason, new TreeMap<>());
  }
}
