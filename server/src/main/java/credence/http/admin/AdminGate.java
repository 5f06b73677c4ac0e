package credence.http.admin;

import credence.http.Connection;
import credence.http.Dispatcher;
import credence.http.Exchange;
import credence.http.Route;
import credence.http.VertxInternals;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.netty.channel.Channel;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Access control of the admin port.
///
/// Requests of web pages are rejected: a page of another origin is detected by headers that all
/// browsers send (Origin, Sec-Fetch-Site). With DNS rebinding, a page's own host name resolves to
/// this machine, and the request has the same origin; so a request to a loopback address must have
/// a loopback host. A port that is reachable from other machines requires a token, which no page
/// has, for everything but its health.
final class AdminGate implements Dispatcher.Gate {
  /// The header with the author of a request without a token.
  static final CharSequence AUTHOR = AsciiString.cached("Credence-Author");

  /// The author of a request that specifies none.
  static final String UNNAMED = "admin";

  private static final int AUTHOR_CHARACTERS_MAX = 200;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final CharSequence FETCH_SITE = AsciiString.cached("Sec-Fetch-Site");

  private final String host;
  private final boolean loopback;
  private final boolean tokensRequired;
  private final TokenCheck tokens;
  private final AdminEntrance entrance;

  /// @param host the host that the port listens on
  /// @param loopback whether the port is reachable only from this machine
  /// @param tokensRequired whether requests without a token are rejected
  /// @param tokens checks the tokens of requests
  /// @param entrance is notified of connections with an admitted request
  AdminGate(
      String host,
      boolean loopback,
      boolean tokensRequired,
      TokenCheck tokens,
      AdminEntrance entrance) {
    this.host = host.toLowerCase(Locale.ROOT);
    this.loopback = loopback;
    this.tokensRequired = tokensRequired;
    this.tokens = tokens;
    this.entrance = entrance;
  }

  @Override
  public void admit(Exchange exchange, @Nullable Route route, Runnable admitted) {
    HttpServerRequest request = exchange.request();
    Problem problem = foreign(request);
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (problem != null) {
      exchange.problem(problem);
    } else if (route != null && route.isHealth()) {
      admitHealth(exchange, admitted);
    } else if (authorization != null) {
      tokens.check(exchange, authorization, () -> admitted(exchange, admitted));
    } else if (tokensRequired) {
      TokenCheck.require(exchange, "expected the header Authorization: Bearer TOKEN");
    } else {
      exchange.identify(author(request.getHeader(AUTHOR)));
      admitted(exchange, admitted);
    }
  }

  /// Admits a request for the health without a token, and whatever token it has, so that probes
  /// depend neither on a secret nor on the file of the tokens. Where tokens are required, its
  /// connection remains unknown to the [AdminEntrance], which therefore closes it after a few
  /// seconds.
  private void admitHealth(Exchange exchange, Runnable admitted) {
    if (tokensRequired) {
      admitted.run();
    } else {
      admitted(exchange, admitted);
    }
  }

  private @Nullable Problem foreign(HttpServerRequest request) {
    HostAndPort named = request.authority();
    if (loopback && (named == null || !isThisMachine(named.host()))) {
      return Problem.of(
          ProblemType.FOREIGN_HOST, "expected a Host header that names localhost or 127.0.0.1");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String site = request.getHeader(FETCH_SITE);
    boolean otherSite = site != null && !site.equals("same-origin") && !site.equals("none");
    if (otherSite || (origin != null && !isOwn(origin, request))) {
      return Problem.of(
          ProblemType.FOREIGN_ORIGIN, "requests from web pages of another origin are not allowed");
    }
    return null;
  }

  private boolean isThisMachine(String named) {
    String name = named.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals(host);
  }

  /// Whether an origin is this port. Without TLS, a proxy may terminate TLS, so both schemes are
  /// accepted.
  private static boolean isOwn(String origin, HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    return host != null
        && (origin.equals("https://" + host)
            || (!request.isSSL() && origin.equals("http://" + host)));
  }

  private void admitted(Exchange exchange, Runnable admitted) {
    HttpConnection connection = exchange.request().connection();
    Channel channel = VertxInternals.channel(connection);
    Connection state = exchange.loop().connections().get(connection);
    if (channel == null || state == null || entrance.admitted(channel, state)) {
      admitted.run();
    } else {
      exchange.problemAndClose(
          Problem.of(ProblemType.OVERLOADED, "too many open connections; try again later"));
    }
  }

  /// The author specified by a request without a token, if it is valid for the history.
  private static String author(@Nullable String header) {
    boolean usable =
        header != null
            && !header.isBlank()
            && header.length() <= AUTHOR_CHARACTERS_MAX
            && header.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return usable ? String.valueOf(header).strip() : UNNAMED;
  }
}
