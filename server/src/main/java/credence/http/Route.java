package credence.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The paths that are served, each with its method and query parameters.
enum Route {
  PREDICT("/predict", "POST"),
  BATCH("/predict/batch", "POST"),
  MODELS("/models", "GET"),
  MODEL("/models/{version}", "GET"),
  SCHEMA("/models/{version}/schema", "GET"),
  LIVE("/health/live", "GET"),
  READY("/health/ready", "GET"),
  METRICS("/metrics", "GET"),
  OPENAPI("/openapi.json", "GET"),
  PROBLEM("/problems/{type}", "GET");

  private static final Set<String> VERSION = Set.of("version");
  private static final String MODELS_PREFIX = "/models/";
  private static final String SCHEMA_SUFFIX = "/schema";
  private static final String PROBLEMS_PREFIX = "/problems/";

  private final String path;
  private final String method;

  Route(String path, String method) {
    this.path = path;
    this.method = method;
  }

  /// The path, with the name of what varies in braces.
  String path() {
    return path;
  }

  /// The query parameters that it takes.
  Set<String> parameters() {
    return this == PREDICT || this == BATCH ? VERSION : Set.of();
  }

  /// Whether it answers a method.
  boolean answers(HttpMethod asked) {
    String name = asked.name();
    return name.equals(method) || (method.equals("GET") && name.equals("HEAD"));
  }

  /// The value of the header Allow.
  String allow() {
    return method.equals("GET") ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
  }

  /// The route of a request's path; null if there is none.
  static @Nullable Route of(String path) {
    for (Route route : FIXED) {
      if (route.path.equals(path)) {
        return route;
      }
    }
    if (path.startsWith(MODELS_PREFIX)) {
      boolean schema = path.endsWith(SCHEMA_SUFFIX);
      String name = path.substring(MODELS_PREFIX.length());
      if (schema) {
        name = name.substring(0, name.length() - SCHEMA_SUFFIX.length());
      }
      return name.isEmpty() || name.contains("/") ? null : schema ? SCHEMA : MODEL;
    }
    boolean problem = path.startsWith(PROBLEMS_PREFIX) && path.length() > PROBLEMS_PREFIX.length();
    return problem ? PROBLEM : null;
  }

  private static final List<Route> FIXED =
      List.of(PREDICT, BATCH, READY, LIVE, METRICS, MODELS, OPENAPI);

  /// What stands in the path in the place of the braces, as it came.
  String variable(String requested) {
    int from = path.indexOf('{');
    int after = path.length() - path.indexOf('}') - 1;
    return requested.substring(from, requested.length() - after);
  }
}
