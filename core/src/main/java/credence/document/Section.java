package credence.document;

import credence.model.LocatedError;
import credence.model.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// A mapping of a spec while it is read: each value is read once by name, its errors are added to
/// the list of errors, and at the end each unread name is an error too.
final class Section {
  private final String source;
  private final String path;
  private final Node.Mapping mapping;
  private final List<LocatedError> errors;
  private final Map<String, Integer> lines;
  private final Set<String> known = new LinkedHashSet<>();

  Section(
      String source,
      String path,
      Node.Mapping mapping,
      List<LocatedError> errors,
      Map<String, Integer> lines) {
    this.source = source;
    this.path = path;
    this.mapping = mapping;
    this.errors = errors;
    this.lines = lines;
    lines.put(path, mapping.line());
  }

  /// The value of a name; null if it is absent or null.
  @Nullable Node node(String name) {
    known.add(name);
    Node node = mapping.entries().get(name);
    if (node == null) {
      return null;
    }
    lines.put(path(name), node.line());
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NULL ? null : node;
  }

  /// The names of the mapping, in the order written.
  Set<String> names() {
    return mapping.entries().keySet();
  }

  /// A string; a number or boolean is read as the text that was written. Returns null and adds an
  /// error if it is required and absent.
  @Nullable String text(String name, String expected, boolean required) {
    Node node = node(name);
    if (node instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    if (node != null || required) {
      addError(name, "expected " + expected);
    }
    return null;
  }

  /// A finite number that satisfies a condition; the default if absent.
  double number(String name, String expected, double byDefault, DoublePredicate fits) {
    Node node = node(name);
    if (node == null) {
      return byDefault;
    }
    Double number = finite(node);
    if (number == null || !fits.test(number)) {
      addError(name, "expected " + expected);
      return byDefault;
    }
    return number;
  }

  /// A finite number that satisfies a condition, or null if absent.
  @Nullable Double numberOrNull(String name, String expected, DoublePredicate fits) {
    double number = number(name, expected, Double.NaN, fits);
    return Double.isNaN(number) ? null : (Double) number;
  }

  /// A sequence of two finite numbers that together satisfy a condition, or null if absent.
  @Nullable List<Double> pairOrNull(
      String name, String expected, BiPredicate<Double, Double> fits) {
    Node node = node(name);
    if (node instanceof Node.Sequence(List<Node> ends, int _) && ends.size() == 2) {
      Double first = finite(ends.getFirst());
      Double second = finite(ends.getLast());
      if (first != null && second != null && fits.test(first, second)) {
        return List.of(first, second);
      }
    }
    if (node != null) {
      addError(name, "expected " + expected);
    }
    return null;
  }

  /// An integer in a range; the default if absent.
  long whole(String name, long byDefault, long low, long high) {
    String expected = "an integer from " + low + " to " + high;
    return (long)
        number(name, expected, (double) byDefault, n -> n == Math.rint(n) && n >= low && n <= high);
  }

  /// A boolean; the default if absent.
  boolean flag(String name, boolean byDefault) {
    Node node = node(name);
    if (node == null) {
      return byDefault;
    }
    if (node instanceof Node.Scalar(String text, Node.Kind kind, int _)
        && kind == Node.Kind.BOOLEAN) {
      return Boolean.parseBoolean(text);
    }
    addError(name, "expected true or false");
    return byDefault;
  }

  /// One of an enumeration's constants, written in lower case with hyphens; the default if absent.
  <E extends Enum<E>> E choice(String name, Class<E> type, E byDefault) {
    E chosen = choiceOrNull(name, type);
    return chosen == null ? byDefault : chosen;
  }

  /// One of an enumeration's constants, or null if absent.
  <E extends Enum<E>> @Nullable E choiceOrNull(String name, Class<E> type) {
    Node node = node(name);
    if (node == null) {
      return null;
    }
    List<String> choices = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      choices.add(SpecWriter.written(constant));
      if (node instanceof Node.Scalar scalar && choices.getLast().equals(scalar.text())) {
        return constant;
      }
    }
    String hint = node instanceof Node.Scalar scalar ? NearNames.hint(scalar.text(), choices) : "";
    addError(name, "expected one of " + String.join(", ", choices) + hint);
    return null;
  }

  /// A mapping; an empty one if absent.
  Section section(String name) {
    Node node = node(name);
    if (node instanceof Node.Mapping nested) {
      return new Section(source, path(name), nested, errors, lines);
    }
    if (node != null) {
      addError(name, "expected names with values, indented below it");
    }
    Node.Mapping nothing = new Node.Mapping(Map.of(), node == null ? mapping.line() : node.line());
    return new Section(source, path(name), nothing, errors, lines);
  }

  /// A list of strings; empty if absent.
  List<String> texts(String name) {
    Node node = node(name);
    List<String> texts = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node element : sequence.elements()) {
        if (element instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
          texts.add(scalar.text());
        } else {
          addError(name, "expected a list of names");
        }
      }
    } else if (node != null) {
      addError(name, "expected a list of names, as in [region, channel]");
    }
    return texts;
  }

  /// A list of values as they are written, or a single value; empty if absent. Adds an error if the
  /// list is empty or contains something other than values.
  ///
  /// @param expected the expected values, for the error
  List<String> values(String name, String expected) {
    Node node = node(name);
    if (node == null && !mapping.entries().containsKey(name)) {
      return List.of();
    }
    List<Node> elements =
        node instanceof Node.Sequence sequence
            ? sequence.elements()
            : node == null ? List.of() : List.of(node);
    List<String> values = new ArrayList<>();
    for (Node element : elements) {
      if (element instanceof Node.Scalar(String text, Node.Kind kind, int _)
          && kind != Node.Kind.NULL) {
        values.add(text);
      }
    }
    if (elements.isEmpty() || values.size() < elements.size()) {
      addError(name, "expected " + expected);
    }
    return values;
  }

  /// Adds an error for each unread name.
  void finish() {
    for (String name : names()) {
      if (!known.contains(name)) {
        Node node = mapping.entries().get(name);
        lines.put(path(name), node == null ? mapping.line() : node.line());
        addError(name, "expected one of " + String.join(", ", known) + NearNames.hint(name, known));
      }
    }
  }

  /// Adds an error at a name of this mapping.
  void addError(String name, String expected) {
    int line = lines.getOrDefault(path(name), mapping.line());
    errors.add(new LocatedError(source + ":" + line + " " + path(name), expected));
  }

  /// The finite number that a node holds, or null.
  static @Nullable Double finite(Node node) {
    if (node instanceof Node.Scalar(String text, Node.Kind kind, int _)
        && kind == Node.Kind.NUMBER) {
      try {
        double number = Double.parseDouble(text.replace("_", ""));
        return Double.isFinite(number) ? number : null;
      } catch (NumberFormatException notDecimal) {
        return null;
      }
    }
    return null;
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
