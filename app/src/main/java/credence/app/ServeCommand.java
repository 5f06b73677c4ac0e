package credence.app;

import credence.comparison.Comparisons;
import credence.comparison.PromotionCheck;
import credence.http.AdminParts;
import credence.http.AdminServer;
import credence.http.AdminSettings;
import credence.http.CredenceServer;
import credence.http.ServerSettings;
import credence.logging.EventLog;
import credence.logging.LibraryLog;
import credence.logging.LogFormat;
import credence.prediction.ModelDocumentReader;
import credence.registry.ModelRegistry;
import credence.retraining.Retraining;
import credence.retraining.RetrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence serve`: answers predictions until it is told to stop.
@Command(
    name = "serve",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Answers predictions over HTTP until it is told to stop.",
      "Each setting is taken from its option, else from the environment variable in brackets, else"
          + " from the name after it in config.yaml in the home, else it has its default."
    })
final class ServeCommand extends HomeCommand {
  @Option(names = "--with-parent", hidden = true)
  private boolean withParent;

  @Override
  public Integer call() throws IOException, InterruptedException {
    SettingValues values =
        SettingValues.of(
            ServeSettings.ALL,
            SettingOptions.given(commandLine(), ServeSettings.ALL),
            System.getenv(),
            home());
    ServerSettings settings = ServeSettings.read(values);
    AdminSettings admin = AdminServeSettings.admin(values);
    RetrainingSettings retraining = AdminServeSettings.retraining(values);
    LogFormat format = ServeSettings.logFormat(values);
    if (!values.faults().isEmpty()) {
      return settingsRefused(values);
    }
    Files.createDirectories(home());
    EventLog log = new EventLog(System.err, format, InstantSource.system());
    LibraryLog.leadInto(log);
    try {
      serve(
          CredenceServer.start(registry(), new ModelDocumentReader(), settings, log),
          admin,
          retraining,
          log);
      return DONE;
    } catch (CredenceServer.StartFailure e) {
      log.close();
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /// Serves until the process is told to stop, then lets what is in flight finish. Predictions are
  /// served to the end of that; training ends after them.
  private void serve(
      CredenceServer server, AdminSettings settings, RetrainingSettings training, EventLog log)
      throws CredenceServer.StartFailure, InterruptedException {
    Retraining retraining =
        Retraining.start(home(), registry(), launcher(), training, log, InstantSource.system());
    ModelRegistry registry = registry();
    Comparisons comparisons = new Comparisons(home());
    AdminServer admin =
        AdminServer.start(
            server,
            new AdminParts(
                registry,
                version -> PromotionCheck.of(registry, comparisons, version),
                tokens(),
                retraining),
            settings,
            log);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  admin.close();
                  retraining.close();
                  log.close();
                },
                "credence-stop"));
    if (withParent) {
      Thread.ofPlatform().daemon().name("credence-parent").start(ServeCommand::endWithParent);
    }
    new CountDownLatch(1).await();
  }

  /// The command that starts Credence, as the launcher tells; empty if it was started otherwise.
  private static List<String> launcher() {
    String launcher = System.getProperty(DemoServer.LAUNCHER_PROPERTY);
    return launcher == null ? List.of() : List.of(launcher);
  }

  private static void endWithParent() {
    ProcessHandle.current().parent().map(ProcessHandle::onExit).ifPresent(CompletableFuture::join);
    System.exit(DONE);
  }
}
