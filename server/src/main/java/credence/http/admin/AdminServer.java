package credence.http.admin;

import static credence.logging.Field.field;

import credence.access.WrongTokens;
import credence.files.FileFailure;
import credence.http.Dispatcher;
import credence.http.Endpoint;
import credence.http.EventLoop;
import credence.http.Route;
import credence.http.ServerContext;
import credence.http.Sweep;
import credence.http.VertxInternals;
import credence.http.Waiting;
import credence.http.metrics.AdmissionCounts;
import credence.http.server.CredenceServer;
import credence.http.server.CredenceServer.StartFailure;
import credence.http.settings.AdminSettings;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.token.AccessTokens;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The admin port: has its own event loop and workers, so that its requests do not delay
/// predictions.
public final class AdminServer implements AutoCloseable {
  private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(30);
  private static final long FINISH_MILLIS = 2_000;

  private final EventLog log;
  private final Vertx vertx;
  private final AdminWorkers workers = new AdminWorkers();
  private final TokenCheck tokens;
  private final EventLoop loop;
  private boolean stopped;

  private AdminServer(
      CredenceServer server,
      AdminParts parts,
      AdminSettings settings,
      boolean loopback,
      EventLog log) {
    this.log = log;
    AdminEntrance entrance = new AdminEntrance(settings.admission(), log);
    vertx =
        VertxInternals.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)),
            entrance);
    WrongTokens wrong =
        new WrongTokens(settings.admission().wrongTokensPerMinuteMax(), log, System::nanoTime);
    tokens = new TokenCheck(parts.tokens(), wrong, log);
    AdminGate gate =
        new AdminGate(
            settings.host(), loopback, settings.tokensRequired() || !loopback, tokens, entrance);
    ServerContext context = server.context();
    server.count(new AdmissionCounts(entrance::displaced, entrance::late, wrong::total));
    AdminRoutes routes =
        new AdminRoutes(
            server.sharedRoutes(vertx, Route.Port.ADMIN),
            context.service(),
            parts,
            workers,
            InstantSource.system());
    loop =
        new EventLoop(
            context.adminLoop(),
            context,
            new Endpoint(
                settings.host(),
                settings.port(),
                context.tls(),
                _ -> Endpoint.Front.NONE,
                (state, own) -> {
                  own.setPeriodic(Sweep.PERIOD_MILLIS, _ -> entrance.closeLate(System.nanoTime()));
                  return new Dispatcher(state, Route.Port.ADMIN, gate, routes);
                }));
  }

  /// Opens the admin port of a server.
  ///
  /// @param server the server, which keeps running when the port is closed
  /// @throws IllegalArgumentException if [AdminSettings#errors()] is not empty
  /// @throws StartFailure if the address cannot be bound
  public static AdminServer start(
      CredenceServer server, AdminParts parts, AdminSettings settings, EventLog log)
      throws StartFailure {
    if (!settings.errors().isEmpty()) {
      throw new IllegalArgumentException(settings.errors().getFirst().message());
    }
    boolean loopback;
    try {
      loopback = InetAddress.getByName(settings.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new StartFailure("cannot open the admin port: unknown host " + settings.host(), e);
    }
    AdminServer admin = new AdminServer(server, parts, settings, loopback, log);
    try {
      admin.listen(settings, loopback, parts.tokens());
    } catch (StartFailure e) {
      admin.close();
      throw e;
    }
    return admin;
  }

  private void listen(AdminSettings settings, boolean loopback, AccessTokens tokens)
      throws StartFailure {
    try {
      Waiting.await(vertx.deployVerticle(loop), WAIT_MILLIS);
    } catch (ExecutionException e) {
      throw new StartFailure(
          "cannot listen on "
              + settings.host()
              + " port "
              + settings.port()
              + ": "
              + Waiting.reason(e)
              + "; choose another port or host with --admin-port or --admin-host, or stop the"
              + " process that uses it",
          e);
    } catch (TimeoutException e) {
      throw new StartFailure("the admin port did not open within 30 s", e);
    }
    log.log(
        LogEvent.ADMIN_PORT_OPEN,
        field("host", settings.host()),
        field("port", port()),
        field("tokens_required", settings.tokensRequired() || !loopback));
    if (!loopback && isEmpty(tokens)) {
      log.log(LogEvent.ADMIN_PORT_WITHOUT_TOKENS);
    }
  }

  private boolean isEmpty(AccessTokens tokens) {
    try {
      return tokens.list().isEmpty();
    } catch (IOException e) {
      log.log(LogEvent.TOKENS_NOT_READABLE, field("message", FileFailure.words(e)));
      return false;
    }
  }

  /// The port that the server listens on.
  public int port() {
    return loop.port();
  }

  /// Closes the port and waits briefly for requests in flight. Further calls have no effect.
  @Override
  public synchronized void close() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      Waiting.await(loop.finish(FINISH_MILLIS), 2 * FINISH_MILLIS);
      workers.close();
      tokens.close();
      Waiting.await(vertx.close(), WAIT_MILLIS);
    } catch (ExecutionException | TimeoutException e) {
      workers.close();
      tokens.close();
      log.log(LogEvent.ADMIN_PORT_NOT_RELEASED);
    }
  }
}
