package credence.http.admin;

import credence.comparison.DirectoryComparisons;
import credence.comparison.PromotionCheck;
import credence.home.Home;
import credence.http.server.CredenceServer.StartFailure;
import credence.http.server.RunningServer;
import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.http.settings.ServerSettings;
import credence.model.Alias;
import credence.promotion.Promotion;
import credence.retraining.Retraining;
import credence.retraining.StandIn;
import credence.token.AccessTokenFile;
import credence.token.AccessTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server with its admin port, each on a free port, and a client of both.
public final class RunningAdmin implements AutoCloseable {
  public final RunningServer data;
  final AccessTokens tokens;
  private final Retraining retraining;
  volatile Runnable duringCheck = () -> {};
  final Map<String, List<String>> reasonsAgainst = new ConcurrentHashMap<>();
  public final AdminServer admin;

  private RunningAdmin(RunningServer data, AdminSettings settings) {
    this.data = data;
    tokens = new AccessTokenFile(data.home);
    retraining =
        Retraining.start(
            new Home(data.home),
            data.registry,
            StandIn.command(),
            StandIn.settings(),
            data.log,
            InstantSource.system());
    try {
      admin = AdminServer.start(data.server, parts(), settings, data.log);
    } catch (StartFailure e) {
      retraining.close();
      data.close();
      throw new AssertionError(e);
    }
  }

  /// The parts of the admin port; promotions fail with the reasons in [#reasonsAgainst].
  AdminParts parts() {
    return new AdminParts(
        data.registry,
        new DirectoryComparisons(data.home),
        new Promotion(
            data.registry,
            version -> {
              long championMove = data.registry.state().alias(Alias.CHAMPION).lastMove();
              duringCheck.run();
              return new PromotionCheck(
                  reasonsAgainst.getOrDefault(version.text(), List.of()),
                  true,
                  List.of(),
                  championMove);
            }),
        tokens,
        retraining);
  }

  /// A server with an existing home.
  static RunningAdmin start(Path home, ServerSettings settings) {
    return new RunningAdmin(RunningServer.start(home, settings), testing());
  }

  /// A server whose champion is the exercise's model.
  public static RunningAdmin withChampion(Path home) {
    return withChampion(home, testing());
  }

  /// A server whose champion is the exercise's model.
  static RunningAdmin withChampion(Path home, AdminSettings settings) {
    return new RunningAdmin(RunningServer.withChampion(home, RunningServer.testing()), settings);
  }

  /// A server whose champion is the exercise's model.
  public static RunningAdmin withChampion(Path home, ServerSettings settings) {
    return new RunningAdmin(RunningServer.withChampion(home, settings), testing());
  }

  /// A server whose champion is the exercise's model.
  static RunningAdmin withChampion(Path home, ServerSettings settings, AdminSettings admin) {
    return new RunningAdmin(RunningServer.withChampion(home, settings), admin);
  }

  /// The training sets and training runs of the home.
  public Retraining retraining() {
    return retraining;
  }

  /// Loopback on a free port.
  static AdminSettings testing() {
    return new AdminSettings("127.0.0.1", 0, false, AdmissionSettings.defaults());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path));
  }

  public HttpResponse<String> get(String path) {
    return data.send(request(path).GET());
  }

  /// Posts JSON.
  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return data.send(request);
  }

  /// Sends some text unchanged.
  ///
  /// @return all responses until the server closes the connection
  String raw(String text) throws IOException {
    return raw(text, admin.port());
  }

  public static String raw(String text, int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    admin.close();
    retraining.close();
    data.close();
  }
}
