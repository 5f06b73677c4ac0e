package credence.app;

import credence.http.CredenceServer;
import credence.http.ServerSettings;
import credence.logging.EventLog;
import credence.logging.LibraryLog;
import credence.logging.LogFormat;
import credence.prediction.ModelDocumentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
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
    LogFormat format = ServeSettings.logFormat(values);
    if (!values.faults().isEmpty()) {
      return settingsRefused(values);
    }
    Files.createDirectories(home());
    EventLog log = new EventLog(System.err, format, InstantSource.system());
    LibraryLog.leadInto(log);
    try {
      serve(CredenceServer.start(registry(), new ModelDocumentReader(), settings, log), log);
      return DONE;
    } catch (CredenceServer.StartFailure e) {
      log.close();
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /// Serves until the process is told to stop, then lets what is in flight finish.
  private void serve(CredenceServer server, EventLog log) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  log.close();
                },
                "credence-stop"));
    if (withParent) {
      Thread.ofPlatform().daemon().name("credence-parent").start(ServeCommand::endWithParent);
    }
    new CountDownLatch(1).await();
  }

  private static void endWithParent() {
    ProcessHandle.current().parent().map(ProcessHandle::onExit).ifPresent(CompletableFuture::join);
    System.exit(DONE);
  }
}
