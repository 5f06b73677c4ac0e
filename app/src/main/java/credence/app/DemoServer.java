package credence.app;

import credence.http.settings.AdminSettings;
import credence.http.settings.ListenSettings;
import credence.job.StoredVersion;
import credence.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The demo's server: a separate process like `credence serve`, with neither training nor DuckDB on
/// its class path. It ends with the demo.
final class DemoServer {
  /// The system property with the path of the launcher.
  static final String LAUNCHER_PROPERTY = "credence.launcher";

  private static final long POLL_MILLIS = 100;
  private static final long STOP_SECONDS = 30;
  private static final int CONNECT_MILLIS = 2_000;

  private final Process server;

  /// Whether the server was asked to stop.
  private volatile boolean stopRequested;

  private final InetSocketAddress address;

  private DemoServer(Process server, String host, int port) {
    this.server = server;
    this.address = new InetSocketAddress(host, port);
  }

  /// Why the address cannot be bound, as one line; empty if it can.
  static Optional<String> listenError(ListenSettings listen) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(listen.host(), listen.port()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "cannot listen on %s port %d: %s; choose another port with --port, or stop the process that uses it",
              listen.host(),
              listen.port(),
              e.getMessage()));
    }
  }

  /// Serves until the server ends or the process is asked to stop.
  ///
  /// @param admin the settings of the admin port
  /// @param options the settings given on the command line, by name
  /// @return the server's exit code; 0 if it was asked to stop
  static int run(
      Path home,
      ListenSettings listen,
      AdminSettings admin,
      Map<String, String> options,
      ModelRegistry registry,
      PrintWriter out)
      throws IOException, InterruptedException {
    String host = listen.host().equals("0.0.0.0") ? "localhost" : listen.host();
    DemoServer demo = new DemoServer(start(home, options), host, listen.port());
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "credence-stop"));
    if (demo.becomesReady()
        && StoredVersion.find(registry, "champion") instanceof StoredVersion.Found champion) {
      out.println();
      String scheme = listen.tls() == null ? "http://" : "https://";
      out.println(
          "Ready: predictions on " + scheme + host + ":" + listen.port() + adminPort(admin));
      out.println();
      out.println("To request a prediction (the probability of default):");
      out.println();
      out.println("  " + ExampleRequest.curl(champion.version().model(), host, listen));
      out.println();
      out.println("Ctrl-C stops the server.");
      out.flush();
    }
    int code = demo.server.waitFor();
    return demo.stopRequested ? 0 : code;
  }

  /// The admin port as a part of a sentence; empty if it is one that the server selects and logs.
  private static String adminPort(AdminSettings admin) {
    return admin.port() == 0
        ? ""
        : ", administration on port " + admin.port() + " of " + admin.host();
  }

  private static Process start(Path home, Map<String, String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty(LAUNCHER_PROPERTY));
    command.addAll(List.of("serve", "--with-parent", "--home", home.toString()));
    for (Setting setting : ServeSettings.ALL) {
      String value = options.get(setting.name());
      if (value != null) {
        command.add(setting.option() + "=" + value);
      }
    }
    if (!options.containsKey("drainMillis")) {
      command.add("--drain-millis=0"); // No other client sends it requests.
    }
    return new ProcessBuilder(command).inheritIO().start();
  }

  /// Waits until the server has loaded its versions and listens; false if it ended before.
  private boolean becomesReady() throws InterruptedException {
    while (server.isAlive()) {
      if (listens()) {
        return server.isAlive();
      }
      server.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return true;
    } catch (IOException notListeningYet) {
      return false;
    }
  }

  private void stop() {
    stopRequested = true;
    server.destroy();
    try {
      if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
  }
}
