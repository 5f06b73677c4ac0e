package credence.http.head;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.model.NearNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A request's query: parameters that its route takes, each once and with a value.
public final class QueryParameters {
  private static final QueryParameters NONE = new QueryParameters(Map.of(), null);

  private final Map<String, String> values;
  private final @Nullable Problem problem;

  private QueryParameters(Map<String, String> values, @Nullable Problem problem) {
    this.values = values;
    this.problem = problem;
  }

  /// Reads a query.
  ///
  /// @param query what stands behind the question mark, not decoded; null: nothing
  /// @param allowed the parameters that the route takes
  public static QueryParameters of(@Nullable String query, Set<String> allowed) {
    if (query == null || query.isEmpty()) {
      return NONE;
    }
    Map<String, String> values = new HashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      String fault = fault(name, value, allowed, values);
      if (fault != null) {
        return new QueryParameters(Map.of(), Problem.of(ProblemType.INVALID_PARAMETER, fault));
      }
      values.put(String.valueOf(name), String.valueOf(value));
    }
    return new QueryParameters(values, null);
  }

  /// What is wrong with the query; null: nothing.
  public @Nullable Problem problem() {
    return problem;
  }

  /// The value of a parameter; null if it was not given.
  public @Nullable String get(String name) {
    return values.get(name);
  }

  private static @Nullable String fault(
      @Nullable String name,
      @Nullable String value,
      Set<String> allowed,
      Map<String, String> before) {
    if (name == null || value == null) {
      return "expected a query whose percent signs are followed by two hexadecimal digits";
    }
    if (!allowed.contains(name)) {
      return allowed.isEmpty()
          ? "expected no query parameters on this path"
          : "expected no other query parameter than "
              + String.join(", ", new TreeSet<>(allowed))
              + NearNames.hint(name, allowed);
    }
    if (before.containsKey(name)) {
      return "expected the query parameter " + name + " once, it came more than once";
    }
    return value.isEmpty() ? "expected a value of the query parameter " + name : null;
  }

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
