package credence.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The author of a change and the reason for it; kept in the history as given. Limits:
/// [RegistryLimits].
///
/// @param author the person, token or program that asks for the change; one line, not blank
/// @param reason why; one line, not blank
/// @param details further facts by name, such as the training run that published; may be empty
public record Change(String author, String reason, SortedMap<String, String> details) {
  /// The name of the detail that [#overriding(String)] adds.
  public static final String OVERRIDE = "override";

  /// Copies the details.
  public Change {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// A change without details.
  public Change(String author, String reason) {
    this(author, reason, new TreeMap<>());
  }

  /// The same change, made despite an objection, such as a failed gate.
  ///
  /// @param why the reason for that; one line, not blank
  public Change overriding(String why) {
    TreeMap<String, String> more = new TreeMap<>(details);
    more.put(OVERRIDE, why);
    return new Change(author, reason, more);
  }
}
