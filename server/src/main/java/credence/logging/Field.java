package credence.logging;

import org.jspecify.annotations.Nullable;

/// A field of an event.
///
/// @param name the name, in lower case with underscores
/// @param value a number, a boolean, or any other object as its string; null if this event does not
///   have the field, which is then not written
public record Field(String name, @Nullable Object value) {
  /// Creates a field of an event.
  public static Field field(String name, @Nullable Object value) {
    return new Field(name, value);
  }
}
