package credence.http.admin;

import static credence.logging.Field.field;

import credence.access.WrongTokens;
import credence.files.FileFailure;
import credence.http.Exchange;
import credence.http.VertxInternals;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.token.AccessTokens;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Checks the tokens of requests against the current file on a separate thread, so that no event
/// loop blocks on a disk. The request's body is not read meanwhile.
///
/// A valid token is accepted regardless of the number of wrong tokens from the same address: behind
/// a proxy, all clients have the same address, and none may lock out the others.
final class TokenCheck implements AutoCloseable {
  private static final String BEARER = "bearer ";
  private static final int WAITING_MAX = 1024;
  private static final long LOG_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AccessTokens tokens;
  private final WrongTokens wrong;
  private final EventLog log;
  private final AdminWorkers worker = new AdminWorkers("credence-tokens-", 1, WAITING_MAX);
  private List<String> damaged = List.of();
  private String logged = "";
  private long loggedAtNanos;

  TokenCheck(AccessTokens tokens, WrongTokens wrong, EventLog log) {
    this.tokens = tokens;
    this.wrong = wrong;
    this.log = log;
  }

  /// Identifies the caller of a request by its token, or rejects an invalid token.
  ///
  /// @param authorization the value of the request's header
  /// @param valid run on the event loop if the token is valid
  void check(Exchange exchange, String authorization, Runnable valid) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      reject(exchange);
      return;
    }
    String token = authorization.substring(BEARER.length()).strip();
    exchange.request().pause();
    worker.run(
        exchange,
        () -> nameOf(token),
        name -> checked(exchange, name, valid),
        () -> exchange.request().resume());
  }

  private void checked(Exchange exchange, Optional<String> name, Runnable valid) {
    exchange.request().resume();
    if (exchange.isOver()) {
      return;
    }
    exchange.extendDeadline(exchange.loop().server().settings().timeouts().requestTimeoutMillis());
    if (name.isPresent()) {
      exchange.identify(name.get());
      valid.run();
    } else {
      reject(exchange);
    }
  }

  /// Rejects a request because it needs a token.
  static void require(Exchange exchange, String expected) {
    exchange.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"Credence\"");
    exchange.problem(Problem.of(ProblemType.TOKEN_REQUIRED, expected));
  }

  private void reject(Exchange exchange) {
    int seconds = wrong.count(AdminEntrance.address(remote(exchange)));
    if (seconds == 0) {
      require(exchange, "expected a token that has not been revoked");
      return;
    }
    exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    exchange.problemAndClose(
        Problem.of(
            ProblemType.TOO_MANY_WRONG_TOKENS, "expected a token that has not been revoked"));
  }

  private static @Nullable InetSocketAddress remote(Exchange exchange) {
    Channel channel = VertxInternals.channel(exchange.request().connection());
    return channel != null && channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote
        : null;
  }

  /// The name of a valid token. If the file cannot be read, only the log names it.
  private Optional<String> nameOf(String token) throws IOException {
    try {
      Optional<String> name = tokens.nameOf(token);
      logDamaged(tokens.damaged());
      return name;
    } catch (IOException e) {
      String message = FileFailure.words(e);
      long now = System.nanoTime();
      if (!message.equals(logged) || now - loggedAtNanos >= LOG_PERIOD_NANOS) {
        log.log(LogEvent.TOKENS_NOT_READABLE, field("message", message));
        logged = message;
        loggedAtNanos = now;
      }
      throw new IOException("the tokens cannot be read; see the server's log for the reason", e);
    }
  }

  /// Logs the names of damaged entries when they change.
  private void logDamaged(List<String> names) {
    if (!names.equals(damaged)) {
      damaged = names;
      names.forEach(name -> log.log(LogEvent.TOKEN_DAMAGED, field("token", name)));
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
