package credence.http.server;

import static credence.logging.Field.field;

import credence.decision.DecisionLog;
import credence.decision.segment.SegmentLogs;
import credence.http.Dispatcher;
import credence.http.Endpoint;
import credence.http.EventLoop;
import credence.http.LoopState;
import credence.http.Route;
import credence.http.ServerContext;
import credence.http.VertxInternals;
import credence.http.Waiting;
import credence.http.info.SharedRoutes;
import credence.http.info.VersionDocuments;
import credence.http.metrics.AdmissionCounts;
import credence.http.metrics.BuildInfo;
import credence.http.metrics.MetricsPage;
import credence.http.plain.PlainAnswers;
import credence.http.predict.PredictRoutes;
import credence.http.predict.Protocols;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.http.settings.TimeoutSettings;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.memory.MemoryBudget;
import credence.model.LocatedError;
import credence.prediction.DocumentReader;
import credence.prediction.PredictionService;
import credence.prediction.RegistryWatcher;
import credence.registry.ModelRegistry;
import credence.tls.TlsFiles;
import credence.tls.TlsIdentity;
import credence.tls.TlsReading;
import credence.tls.TlsWatch;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The server: follows a registry and serves requests over HTTP until it is stopped.
public final class CredenceServer implements AutoCloseable {
  private static final long START_WAIT_SECONDS = 60;

  /// The divisor of the memory's reserve that gives the share for documents being sent.
  private static final int DOCUMENTS_DIVISOR = 2;

  private final ServerSettings settings;
  private final EventLog log;
  private final CompletableFuture<Vertx> vertx;
  private final Protocols protocols;
  private final ServerContext context;
  private final VersionDocuments documents;
  private final RegistryWatcher watcher;
  private final MetricsPage metrics;
  private final Queue<EventLoop> loops = new ConcurrentLinkedQueue<>();
  private boolean stopped;

  private CredenceServer(
      ModelRegistry registry,
      DocumentReader reader,
      ServerSettings settings,
      MemoryBudget budget,
      @Nullable TlsWatch tls,
      IntFunction<DecisionLog> decisionLogs,
      EventLog log) {
    this.settings = settings;
    this.log = log;
    PredictionService service = new PredictionService();
    documents = new VersionDocuments(registry, budget.reserveBytes() / DOCUMENTS_DIVISOR);
    protocols = new Protocols(settings.answers());
    context = new ServerContext(settings, protocols.codecs(), tls, service, decisionLogs, log);
    watcher =
        RegistryWatcher.of(
            registry,
            reader,
            service,
            log,
            budget,
            settings.listen().eventLoops(),
            settings.pollMillis());
    metrics = new MetricsPage(context);
    vertx =
        CompletableFuture.supplyAsync(() -> vertx(context)); // Concurrently with loading versions.
  }

  private static Vertx vertx(ServerContext context) {
    return VertxInternals.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(context.settings().listen().eventLoops())
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)),
        context.connections());
  }

  /// Loads the registry's versions, listens, and serves until [#close()].
  ///
  /// @param registry the source of versions; may be empty
  /// @param reader creates models from the registry's documents
  /// @param decisions the decision log; null if decisions are not logged. It is not closed
  /// @param log receives the server's events; is not closed
  /// @throws IllegalArgumentException if [ServerSettings#errors()] is not empty
  /// @throws StartFailure if the server cannot listen on the address, or its certificate cannot be
  ///   used
  public static CredenceServer start(
      ModelRegistry registry,
      DocumentReader reader,
      ServerSettings settings,
      @Nullable SegmentLogs decisions,
      EventLog log)
      throws StartFailure {
    CredenceServer server =
        start(
            registry,
            reader,
            settings,
            MemoryBudget.ofThisProcess(),
            decisions == null ? _ -> DecisionLog.NONE : decisions::log,
            log);
    if (decisions != null) {
      server.context.watch(decisions);
    }
    return server;
  }

  /// Starts a server with a given memory budget and decision logs.
  ///
  /// @param budget limits what is held in memory
  /// @param decisionLogs gives the decision log of each event loop, by its number
  static CredenceServer start(
      ModelRegistry registry,
      DocumentReader reader,
      ServerSettings settings,
      MemoryBudget budget,
      IntFunction<DecisionLog> decisionLogs,
      EventLog log)
      throws StartFailure {
    List<LocatedError> errors = settings.errors();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(errors.getFirst().message());
    }
    CredenceServer server =
        new CredenceServer(
            registry,
            reader,
            settings,
            budget,
            tls(settings.listen().tls(), log),
            decisionLogs,
            log);
    try {
      server.listen();
    } catch (StartFailure e) {
      server.release();
      throw e;
    }
    return server;
  }

  private static @Nullable TlsWatch tls(@Nullable TlsFiles files, EventLog log)
      throws StartFailure {
    if (files == null) {
      return null;
    }
    InstantSource clock = InstantSource.system();
    return switch (TlsIdentity.read(files, clock.instant())) {
      case TlsReading.Usable usable -> TlsWatch.start(files, usable.identity(), clock, log);
      case TlsReading.Invalid invalid ->
          throw new StartFailure(
              invalid.errors().stream()
                  .map(LocatedError::message)
                  .collect(Collectors.joining("; ")));
    };
  }

  /// Thrown if a port cannot be opened. The message is one line that says what to do.
  public static final class StartFailure extends Exception {
    StartFailure(String message) {
      super(message);
    }

    public StartFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private void listen() throws StartFailure {
    watcher.start();
    ListenSettings listen = settings.listen();
    Queue<Integer> indices =
        new ConcurrentLinkedQueue<>(IntStream.range(0, listen.eventLoops()).boxed().toList());
    Endpoint endpoint =
        new Endpoint(
            listen.host(), listen.port(), context.tls(), PlainAnswers::new, this::dispatcher);
    Supplier<EventLoop> supplier =
        () -> {
          EventLoop loop = new EventLoop(indices.remove(), context, endpoint);
          loops.add(loop);
          return loop;
        };
    try {
      Waiting.await(
          vertx
              .join()
              .deployVerticle(supplier, new DeploymentOptions().setInstances(listen.eventLoops())),
          TimeUnit.SECONDS.toMillis(START_WAIT_SECONDS));
    } catch (ExecutionException e) {
      throw new StartFailure(
          "cannot listen on "
              + listen.host()
              + " port "
              + listen.port()
              + ": "
              + Waiting.reason(e)
              + "; choose another with --port or --host, or stop the process that uses it",
          e);
    } catch (TimeoutException e) {
      throw new StartFailure("the server did not start within a minute", e);
    }
    log.log(
        LogEvent.SERVER_STARTED,
        field("host", listen.host()),
        field("port", port()),
        field("tls", context.tls() != null),
        field("event_loops", listen.eventLoops()),
        field("ready", context.service().state().notReadyReason().isEmpty()),
        field("obstacle", context.service().state().notReadyReason().orElse(null)));
  }

  /// Creates the dispatcher of an event loop of the prediction port.
  Dispatcher dispatcher(LoopState loop, Vertx portVertx) {
    return new Dispatcher(
        loop,
        Route.Port.DATA,
        Dispatcher.Gate.OPEN,
        new DataRoutes(
            new PredictRoutes(settings, protocols), sharedRoutes(portVertx, Route.Port.DATA)));
  }

  /// The state shared by the event loops.
  public ServerContext context() {
    return context;
  }

  /// The routes that both ports serve.
  ///
  /// @param portVertx the Vert.x instance whose workers the port uses
  public SharedRoutes sharedRoutes(Vertx portVertx, Route.Port port) {
    return new SharedRoutes(context, documents, portVertx, metrics, port);
  }

  /// Adds the counts of the admin port to the metrics.
  public void count(AdmissionCounts counts) {
    metrics.count(counts);
  }

  /// Sets the build that the metrics describe.
  public void describe(BuildInfo build) {
    metrics.describe(build);
  }

  /// The port that the server listens on.
  public int port() {
    return loops.element().port();
  }

  /// Stops the server: immediately reports that it is not ready, continues to serve for
  /// `drainMillis`, lets requests in flight finish within `finishMillis`, and returns when
  /// everything is closed. Further calls do nothing.
  @Override
  public synchronized void close() {
    if (stopped) {
      return;
    }
    stopped = true;
    TimeoutSettings timeouts = settings.timeouts();
    context.drain();
    log.log(LogEvent.SERVER_STOPPING, field("drain_millis", timeouts.drainMillis()));
    pause(timeouts.drainMillis());
    context.finishUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeouts.finishMillis()));
    try {
      Waiting.await(
          Future.all(loops.stream().map(loop -> loop.finish(timeouts.finishMillis())).toList()),
          timeouts.finishMillis() + TimeUnit.SECONDS.toMillis(2));
    } catch (ExecutionException | TimeoutException e) {
      log.log(LogEvent.SERVER_CUT_OFF, field("finish_millis", timeouts.finishMillis()));
    }
    release();
    log.log(LogEvent.SERVER_STOPPED);
  }

  /// Waits even if the thread is interrupted; an operator who does not want to wait can kill the
  /// process.
  private static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void release() {
    watcher.close();
    metrics.close();
    TlsWatch tls = context.tls();
    if (tls != null) {
      tls.close();
    }
    try {
      Waiting.await(vertx.join().close(), TimeUnit.SECONDS.toMillis(10));
    } catch (ExecutionException | TimeoutException e) {
      log.log(LogEvent.SERVER_NOT_RELEASED);
    }
  }
}
