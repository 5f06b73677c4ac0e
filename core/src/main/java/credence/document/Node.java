package credence.document;

import java.util.List;
import java.util.Map;

/// A piece of a YAML or JSON text that remembers its line.
sealed interface Node {
  /// The line that it begins on, from 1.
  int line();

  /// A single value.
  ///
  /// @param text the value as written, without quotes
  /// @param kind what the value is by its form
  record Scalar(String text, Kind kind, int line) implements Node {}

  /// Names with a value each, in the order written.
  record Mapping(Map<String, Node> entries, int line) implements Node {}

  /// Values in a row.
  record Sequence(List<Node> elements, int line) implements Node {}

  /// What a scalar is by its form.
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }
}
