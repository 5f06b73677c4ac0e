package credence.http.admin;

import credence.http.Connection;
import credence.http.Dispatcher;
import credence.http.Exchange;
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

/// Who may come in at the admin port.
///
/// A web page must not: one of another origin is recognised by the headers that every browser adds
/// (Origin, Sec-Fetch-Site). A page may also give its own host's name the address of this machine
/// (DNS rebinding) and be of the same origin then; so a request to a loopback address has to name a
/// loopback host. A port that is reached from elsewhere needs a token, which no page has.
final class AdminGate implements Dispatcher.Gate {
  /// The header by which a request without a token says who asks.
  static final CharSequence AUTHOR = AsciiString.cached("Credence-Author");

  /// The author of a request that does not say who asks.
  static final String UNNAMED = "admin";

  private static final int AUTHOR_CHARACTERS_MAX = 200;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final CharSequence FETCH_SITE = AsciiString.cached("Sec-Fetch-Site");

  private final String host;
  private final boolean loopback;
  private final boolean tokensRequired;
  private final TokenCheck tokens;
  private final AdminEntrance entrance;

  /// @param host the host that is listened on
  /// @param loopback whether that is reached from this machine alone
  /// @param tokensRequired whether a request without a token is refused
  /// @param tokens checks those that come
  /// @param entrance learns which connections have sent a request that was let in
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
  public void admit(Exchange exchange, Runnable admitted) {
    HttpServerRequest request = exchange.request();
    Problem problem = foreign(request);
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (problem != null) {
      exchange.problem(problem);
    } else if (authorization != null) {
      tokens.check(exchange, authorization, () -> admitted(exchange, admitted));
    } else if (tokensRequired) {
      TokenCheck.require(exchange, "expected the header Authorization: Bearer TOKEN");
    } else {
      exchange.identify(author(request.getHeader(AUTHOR)));
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
          ProblemType.FOREIGN_ORIGIN, "expected no request from a web page of another origin");
    }
    return null;
  }

  private boolean isThisMachine(String named) {
    String name = named.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals(host);
  }

  /// Whether an origin is this port. Without TLS here there may still be some before this port, so
  /// both schemes are its own then.
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
          Problem.of(ProblemType.OVERLOADED, "too many connections are open; try again"));
    }
  }

  /// The author that a request without a token names, as far as it can stand in the history.
  private static String author(@Nullable String header) {
    boolean usable =
        header != null
            && !header.isBlank()
            && header.length() <= AUTHOR_CHARACTERS_MAX
            && header.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return usable ? String.valueOf(header).strip() : UNNAMED;
  }
}
