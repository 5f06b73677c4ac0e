package credence.http.server;

import credence.decision.DecisionLog;
import credence.http.Dispatcher;
import credence.http.LoopState;
import credence.http.settings.AnswerSettings;
import credence.http.settings.LimitSettings;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.http.settings.TimeoutSettings;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.memory.MemoryBudget;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A server on a free port with its registry, and a client.
public final class RunningServer implements AutoCloseable {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final JsonMapper JSON = new JsonMapper();

  public final DirectoryRegistry registry;
  public final Path home;
  public final CredenceServer server;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  public final EventLog log;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningServer(
      Path home, ServerSettings settings, MemoryBudget budget, DecisionLog decisions)
      throws CredenceServer.StartFailure {
    this.home = home;
    registry = new DirectoryRegistry(home);
    log =
        new EventLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            LogFormat.JSON,
            InstantSource.system());
    server =
        CredenceServer.start(registry, TestModels.READER, settings, budget, _ -> decisions, log);
  }

  /// Starts a server with an empty home.
  static RunningServer empty(Path home) {
    return start(home, testing());
  }

  /// Starts a server whose champion is the exercise's model.
  public static RunningServer withChampion(Path home, ServerSettings settings) {
    publish(new DirectoryRegistry(home), "training_set_2014_09_10", TestModels.INTERCEPT);
    return start(home, settings);
  }

  /// Starts a server with an existing home.
  public static RunningServer start(Path home, ServerSettings settings) {
    return start(home, settings, MemoryBudget.ofThisProcess());
  }

  /// Starts a server whose champion is the exercise's model, with a decision log.
  public static RunningServer withLog(Path home, ServerSettings settings, DecisionLog decisions) {
    publish(new DirectoryRegistry(home), "training_set_2014_09_10", TestModels.INTERCEPT);
    return start(home, settings, MemoryBudget.ofThisProcess(), decisions);
  }

  /// Starts a server with an existing home and limited memory.
  static RunningServer start(Path home, ServerSettings settings, MemoryBudget budget) {
    return start(home, settings, budget, DecisionLog.NONE);
  }

  private static RunningServer start(
      Path home, ServerSettings settings, MemoryBudget budget, DecisionLog decisions) {
    try {
      return new RunningServer(home, settings, budget, decisions);
    } catch (CredenceServer.StartFailure e) {
      throw new AssertionError(e);
    }
  }

  /// The defaults with a free port and short timeouts.
  public static ServerSettings testing() {
    ServerSettings defaults = ServerSettings.defaults();
    return new ServerSettings(
        new ListenSettings("127.0.0.1", 0, 2, null),
        defaults.limits(),
        new TimeoutSettings(10_000, 10_000, 75_000, 30_000, 30_000, 10_000, 0, 5_000),
        defaults.answers(),
        20,
        false);
  }

  public static ServerSettings with(ServerSettings settings, ListenSettings listen) {
    return new ServerSettings(
        listen,
        settings.limits(),
        settings.timeouts(),
        settings.answers(),
        settings.pollMillis(),
        settings.accessLog());
  }

  public static ServerSettings with(ServerSettings settings, LimitSettings limits) {
    return new ServerSettings(
        settings.listen(),
        limits,
        settings.timeouts(),
        settings.answers(),
        settings.pollMillis(),
        settings.accessLog());
  }

  public static ServerSettings with(ServerSettings settings, TimeoutSettings timeouts) {
    return new ServerSettings(
        settings.listen(),
        settings.limits(),
        timeouts,
        settings.answers(),
        settings.pollMillis(),
        settings.accessLog());
  }

  static ServerSettings with(ServerSettings settings, AnswerSettings answers) {
    return new ServerSettings(
        settings.listen(),
        settings.limits(),
        settings.timeouts(),
        answers,
        settings.pollMillis(),
        settings.accessLog());
  }

  public static ServerSettings withAccessLog(ServerSettings settings) {
    return new ServerSettings(
        settings.listen(),
        settings.limits(),
        settings.timeouts(),
        settings.answers(),
        settings.pollMillis(),
        true);
  }

  /// Creates a dispatcher of the server's routes for an event loop.
  public Dispatcher dispatcher(LoopState loop, Vertx own) {
    return server.dispatcher(loop, own);
  }

  public void publish(String name, double intercept) {
    publish(registry, name, intercept);
  }

  /// Publishes a version that requires many inputs.
  public void publishDemanding(String name, int inputs) {
    registry.publish(new VersionName(name), TestModels.demandingDocument(inputs), CHANGE);
  }

  /// The value of a metric; 0 if it is missing.
  ///
  /// @param name the name with its labels, as on the page of metrics
  public double metric(String name) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  /// A version in the response of `GET /models`; a missing node if it is not listed.
  public JsonNode listed(String version) {
    return json(get("/models"))
        .get("models")
        .valueStream()
        .filter(model -> model.get("model").asString().equals(version))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  public void promote(String name) {
    registry.promote(new VersionName(name), CHANGE);
  }

  static void publish(DirectoryRegistry registry, String name, double intercept) {
    publish(registry, name, TestModels.document(intercept));
  }

  static void publish(DirectoryRegistry registry, String name, byte[] document) {
    registry.publish(new VersionName(name), document, CHANGE);
  }

  /// The file of a version's document.
  public Path document(String name) {
    return home.resolve("registry/models/" + name + ".json");
  }

  public HttpResponse<String> predict(String query, String body) {
    return post("/predict" + query, "application/json", body);
  }

  public HttpResponse<String> post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  public static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /// Opens a connection for bytes that an HTTP client would not send.
  public Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Reads a connection until it is closed.
  public static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  public static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /// The contents of the log so far.
  public String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
    client.close();
    log.close();
  }
}
