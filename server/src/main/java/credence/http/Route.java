package credence.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The served paths, each with its port, methods and query parameters.
public enum Route {
  PREDICT("/predict", Port.DATA, Set.of("version"), "POST"),
  BATCH("/predict/batch", Port.DATA, Set.of("version"), "POST"),
  READY("/health/ready", Port.BOTH, Set.of(), "GET"),
  LIVE("/health/live", Port.BOTH, Set.of(), "GET"),
  METRICS("/metrics", Port.BOTH, Set.of(), "GET"),
  MODELS("/models", Port.BOTH, Set.of(), "GET"),
  MODEL("/models/{version}", Port.BOTH, Set.of(), "GET"),
  SCHEMA("/models/{version}/schema", Port.BOTH, Set.of(), "GET"),
  OPENAPI("/openapi.json", Port.BOTH, Set.of(), "GET"),
  PROBLEM("/problems/{type}", Port.BOTH, Set.of(), "GET"),
  ALIASES("/aliases", Port.ADMIN, Set.of(), "GET"),
  ALIAS("/aliases/{alias}", Port.ADMIN, Set.of(), "GET", "PUT"),
  ROLLBACK("/aliases/{alias}/rollback", Port.ADMIN, Set.of(), "POST"),
  REPORT("/models/{version}/report", Port.ADMIN, Set.of(), "GET"),
  RETIRE("/models/{version}/retire", Port.ADMIN, Set.of(), "POST"),
  REINSTATE("/models/{version}/reinstate", Port.ADMIN, Set.of(), "POST"),
  HISTORY("/history", Port.ADMIN, Set.of("before", "limit"), "GET"),
  TRAINING_SETS("/training-sets", Port.ADMIN, Set.of(), "GET"),
  TRAINING_SET("/training-sets/{name}", Port.ADMIN, Set.of(), "GET", "PUT"),
  TRAINING_RUNS("/training-runs", Port.ADMIN, Set.of(), "GET", "POST"),
  TRAINING_RUN("/training-runs/{id}", Port.ADMIN, Set.of(), "GET", "DELETE"),
  RESTART("/training-runs/{id}/restart", Port.ADMIN, Set.of(), "POST");

  /// The port on which a path is served.
  public enum Port {
    /// The prediction port.
    DATA,
    /// The admin port.
    ADMIN,
    /// Both ports.
    BOTH;

    /// Whether a listener of this port serves the paths of another.
    boolean serves(Port other) {
      return other == BOTH || other == this;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // Effectively immutable.
  private final PathTemplate path;

  private final Port port;

  @SuppressWarnings("ImmutableEnumChecker") // Created by Set.of.
  private final Set<String> parameters;

  @SuppressWarnings("ImmutableEnumChecker") // Created by List.copyOf.
  private final List<String> methods;

  Route(String path, Port port, Set<String> parameters, String... methods) {
    this.path = PathTemplate.of(path);
    this.port = port;
    this.parameters = parameters;
    this.methods = withImplied(methods);
  }

  private static List<String> withImplied(String... methods) {
    List<String> all = new ArrayList<>(Arrays.asList(methods));
    if (all.contains("GET")) {
      all.add(1, "HEAD");
    }
    all.add("OPTIONS");
    return List.copyOf(all);
  }

  /// The path, with variables as names in braces.
  public String path() {
    return path.text();
  }

  /// The port on which it is served.
  public Port port() {
    return port;
  }

  /// Whether it reports the server's health, for which no port requires a token.
  public boolean isHealth() {
    return this == READY || this == LIVE;
  }

  /// The query parameters that it accepts.
  Set<String> parameters() {
    return parameters;
  }

  /// Whether it supports a method.
  boolean answers(HttpMethod method) {
    return methods.contains(method.name());
  }

  /// The value of the Allow header.
  public String allow() {
    return String.join(", ", methods);
  }

  /// The route of a request's path; null if the port does not serve it.
  static @Nullable Route of(String path, Port port) {
    for (Route route : ALL) {
      if (route.path.matches(path)) {
        return port.serves(route.port) ? route : null;
      }
    }
    return null;
  }

  private static final List<Route> ALL = List.of(values());

  /// The value of a variable in the path of a request of this route, percent-decoded, or unchanged
  /// if the percent-encoding is malformed.
  ///
  /// @param name the variable's name, without braces
  /// @throws IllegalArgumentException if the route has no such variable
  public String variable(HttpServerRequest request, String name) {
    return variable(String.valueOf(request.path()), name);
  }

  String variable(String requested, String name) {
    String text = path.variable(requested, name);
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
