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

/// The query parameters of a request: those that its route accepts, each at most once and with a
/// value.
public final class QueryParameters {
  private static final QueryParameters NONE = new QueryParameters(Map.of(), null);

  private final Map<String, String> values;
  private final @Nullable Problem problem;

  private QueryParameters(Map<String, String> values, @Nullable Problem problem) {
    this.values = values;
    this.problem = problem;
  }

  /// Parses a query.
  ///
  /// @param query the part after the question mark, not decoded; null if there is none
  /// @param allowed the parameters that the route accepts
  public static QueryParameters of(@Nullable String query, Set<String> allowed) {
    if (query == null || query.isEmpty()) {
      return NONE;
    }
    Map<String, String> values = new HashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      String error = error(name, value, allowed, values);
      if (error != null) {
        return new QueryParameters(Map.of(), Problem.of(ProblemType.INVALID_PARAMETER, error));
      }
      values.put(String.valueOf(name), String.valueOf(value));
    }
    return new QueryParameters(values, null);
  }

  /// The problem of an invalid query; null if it is valid.
  public @Nullable Problem problem() {
    return problem;
  }

  /// The value of a parameter; null if it is absent.
  public @Nullable String get(String name) {
    return values.get(name);
  }

  private static @Nullable String error(
      @Nullable String name,
      @Nullable String value,
      Set<String> allowed,
      Map<String, String> earlier) {
    if (name == null || value == null) {
      return "expected two hexadecimal digits after each percent sign in the query";
    }
    if (!allowed.contains(name)) {
      return allowed.isEmpty()
          ? "expected no query parameters for this path"
          : "expected no query parameters except "
              + String.join(", ", new TreeSet<>(allowed))
              + NearNames.hint(name, allowed);
    }
    if (earlier.containsKey(name)) {
      return "expected the query parameter " + name + " at most once";
    }
    return value.isEmpty() ? "expected a value for the query parameter " + name : null;
  }

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
