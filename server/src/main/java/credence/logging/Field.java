package credence.logging;

import org.jspecify.annotations.Nullable;

/// One fact of an event.
///
/// @param name what it is, in lower case with underscores
/// @param value a number, a truth value, or anything else as its text; null: not known
public record Field(String name, @Nullable Object value) {
  /// A fact of an event.
  public static Field field(String name, @Nullable Object value) {
    return new Field(name, value);
  }
}
