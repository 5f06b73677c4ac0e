package credence.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A path template of fixed and variable segments: `/models/{version}/artifacts/{name}`. A variable
/// matches one non-empty segment, without decoding.
final class PathTemplate {
  private final String text;

  /// The segments in order; null for a variable.
  private final @Nullable String[] fixed;

  /// The names of the variables, by segment; null for a fixed segment.
  private final @Nullable String[] names;

  private PathTemplate(String text, @Nullable String[] fixed, @Nullable String[] names) {
    this.text = text;
    this.fixed = fixed;
    this.names = names;
  }

  /// Parses a template.
  ///
  /// @param text begins with a slash; a variable is a name in braces that fills its segment
  /// @throws IllegalArgumentException if it is invalid or repeats a name
  static PathTemplate of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("expected a path that begins with a slash: " + text);
    }
    String[] segments = text.substring(1).split("/", -1);
    @Nullable String[] fixed = new @Nullable String[segments.length];
    @Nullable String[] names = new @Nullable String[segments.length];
    List<String> known = new ArrayList<>();
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      if (segment.startsWith("{") && segment.endsWith("}")) {
        String name = segment.substring(1, segment.length() - 1);
        if (name.isEmpty() || known.contains(name)) {
          throw new IllegalArgumentException(
              "expected distinct, non-empty names in braces: " + text);
        }
        known.add(name);
        names[i] = name;
      } else {
        fixed[i] = segment;
      }
    }
    return new PathTemplate(text, fixed, names);
  }

  /// The template's text.
  String text() {
    return text;
  }

  /// The names of the variables, in order.
  List<String> variables() {
    List<String> variables = new ArrayList<>();
    for (String name : names) {
      if (name != null) {
        variables.add(name);
      }
    }
    return variables;
  }

  /// Whether a path matches this template.
  boolean matches(String path) {
    int from = 0;
    for (String segment : fixed) {
      if (from == path.length() || path.charAt(from) != '/') {
        return false;
      }
      int begin = from + 1;
      int end = end(path, begin);
      boolean matches =
          segment == null
              ? end > begin
              : end - begin == segment.length() && path.startsWith(segment, begin);
      if (!matches) {
        return false;
      }
      from = end;
    }
    return from == path.length();
  }

  /// The value of a variable in a path that matches this template.
  ///
  /// @throws IllegalArgumentException if there is no such variable
  String variable(String path, String name) {
    int begin = 1;
    for (String known : names) {
      int end = end(path, begin);
      if (name.equals(known)) {
        return path.substring(begin, end);
      }
      begin = end + 1;
    }
    throw new IllegalArgumentException("no variable " + name + " in " + text);
  }

  private static int end(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }
}
