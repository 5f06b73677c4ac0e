package credence.app;

import credence.comparison.Comparisons;
import credence.decision.segment.Durability;
import credence.decision.segment.SegmentLogs;
import credence.decision.segment.SegmentSettings;
import credence.home.Home;
import credence.homewatch.HomeWatch;
import credence.http.admin.AdminParts;
import credence.http.admin.AdminServer;
import credence.http.metrics.BuildInfo;
import credence.http.server.CredenceServer;
import credence.http.settings.AdminSettings;
import credence.http.settings.ServerSettings;
import credence.logging.DamageLog;
import credence.logging.DecisionLogEvents;
import credence.logging.EventLog;
import credence.logging.LibraryLog;
import credence.logging.LogFormat;
import credence.prediction.ModelDocumentReader;
import credence.promotion.Promotion;
import credence.registry.ModelRegistry;
import credence.retraining.Retraining;
import credence.retraining.RetrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The process of `credence serve`: both ports, the watchers of the registry and the training sets,
/// and an orderly shutdown.
final class ServerProcess {
  private final Home home;
  private final ModelRegistry registry;
  private final boolean withParent;
  private final boolean rehearsing;

  /// Closed first when the process ends.
  private volatile @Nullable CredenceServer predictions;

  /// What is closed afterwards, in this order.
  private final Deque<Runnable> closing = new ConcurrentLinkedDeque<>();

  private ServerProcess(ServeArguments arguments) {
    home = new Home(arguments.home());
    registry = home.registry();
    withParent = arguments.withParent();
    rehearsing = arguments.rehearsing();
  }

  /// Serves until the process is asked to stop.
  ///
  /// @param err receives the reasons why it cannot start, one line each
  /// @return the exit code, if it cannot start
  static int run(ServeArguments arguments, PrintWriter err)
      throws IOException, InterruptedException {
    SettingValues values =
        SettingValues.of(
            ServeSettings.ALL, arguments.given(), System.getenv(), new Home(arguments.home()));
    ServerSettings settings = ServeSettings.read(values);
    AdminSettings admin = AdminServeSettings.admin(values);
    RetrainingSettings retraining = AdminServeSettings.retraining(values);
    SegmentSettings decisions = ServeSettings.decisions(values);
    LogFormat format = ServeSettings.logFormat(values);
    if (!values.errors().isEmpty()) {
      return HomeCommand.settingsRejected(values, err);
    }
    Files.createDirectories(arguments.home());
    EventLog log = new EventLog(System.err, format, InstantSource.system());
    LibraryLog.redirectTo(log);
    ServerProcess process = new ServerProcess(arguments);
    process.closeAtEnd(log);
    try {
      SegmentLogs logs = process.decisionLogs(decisions, values.text("decisions"), settings, log);
      process.serve(
          CredenceServer.start(process.registry, new ModelDocumentReader(), settings, logs, log),
          admin,
          retraining,
          log);
      return HomeCommand.DONE;
    } catch (CredenceServer.StartFailure e) {
      log.close();
      return HomeCommand.failed(String.valueOf(e.getMessage()), err);
    }
  }

  /// Opens the decision log, which is closed after everything else; null if there is none.
  private @Nullable SegmentLogs decisionLogs(
      SegmentSettings decisions, String folder, ServerSettings settings, EventLog log)
      throws IOException {
    if (decisions.durability() == Durability.NONE) {
      return null;
    }
    SegmentLogs logs =
        SegmentLogs.open(
            folder.isEmpty() ? home.decisions() : Path.of(folder),
            decisions,
            settings.listen().eventLoops(),
            InstantSource.system(),
            new DecisionLogEvents(log));
    closing.addLast(logs::close);
    return logs;
  }

  /// Closes what has been started by then if the process is asked to stop; registered before the
  /// server listens, so that a client which has seen it listen may stop it in order.
  private void closeAtEnd(EventLog log) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  CredenceServer server = predictions;
                  if (server != null) {
                    server.close();
                  }
                  closing.forEach(Runnable::run);
                  log.close();
                },
                "credence-stop"));
  }

  /// Serves until the process is asked to stop, then finishes requests in flight. Training ends
  /// after predictions.
  private void serve(
      CredenceServer server, AdminSettings settings, RetrainingSettings training, EventLog log)
      throws CredenceServer.StartFailure, InterruptedException, IOException {
    predictions = server;
    Retraining retraining =
        Retraining.start(home, registry, launcher(), training, log, InstantSource.system());
    closing.addFirst(retraining::close);
    HomeWatch watch = HomeWatch.start(home, retraining, log, InstantSource.system());
    closing.addFirst(watch::close);
    server.context().watch(watch);
    server.describe(
        new BuildInfo(CredenceVersion.number(), CredenceVersion.build().orElse("unknown")));
    Comparisons comparisons = home.comparisons(new DamageLog(log)::log);
    AdminServer admin =
        AdminServer.start(
            server,
            new AdminParts(
                registry,
                comparisons,
                new Promotion(registry, comparisons),
                home.tokens(),
                retraining),
            settings,
            log);
    closing.addFirst(admin::close);
    if (rehearsing) {
      Rehearsal.run(server.port());
      return;
    }
    if (withParent) {
      Thread.ofPlatform().daemon().name("credence-parent").start(ServerProcess::endWithParent);
    }
    new CountDownLatch(1).await();
  }

  /// The command that starts Credence, as set by the launcher; empty if it was started otherwise.
  private static List<String> launcher() {
    String launcher = System.getProperty(DemoServer.LAUNCHER_PROPERTY);
    return launcher == null ? List.of() : List.of(launcher);
  }

  private static void endWithParent() {
    ProcessHandle.current().parent().map(ProcessHandle::onExit).ifPresent(CompletableFuture::join);
    System.exit(HomeCommand.DONE);
  }
}
