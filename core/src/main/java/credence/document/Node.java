package credence.document;

import java.util.List;
import java.util.Map;

/// A node of a YAML or JSON text with its line number.
sealed interface Node {
  /// The line on which it begins, counted from 1.
  int line();

  /// A single value.
  ///
  /// @param text the value as written, without quotes
  /// @param kind the syntactic type of the value
  record Scalar(String text, Kind kind, int line) implements Node {}

  /// A mapping from names to values, in the order written.
  record Mapping(Map<String, Node> entries, int line) implements Node {}

  /// A sequence of values.
  record Sequence(List<Node> elements, int line) implements Node {}

  /// The syntactic type of a scalar.
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }
}
