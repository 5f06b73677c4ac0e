package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The admin port of a server in a separate process, and a client of it.
final class AdminPort {
  private static final Pattern PORT = Pattern.compile("admin-port-open .*?port=(\\d+)");
  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();

  private final String address;

  private AdminPort(String address) {
    this.address = address;
  }

  /// The admin port of a server that was launched.
  static AdminPort of(Launched server) {
    server.awaitErr("admin-port-open");
    Matcher port = PORT.matcher(server.err());
    assertThat(port.find()).isTrue();
    return new AdminPort("http://127.0.0.1:" + port.group(1));
  }

  /// The port itself.
  int port() {
    return URI.create(address).getPort();
  }

  /// A request to be completed.
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> get(String path) {
    return Launched.send(request(path));
  }

  HttpResponse<String> post(String path, String json) {
    return Launched.send(request(path).POST(BodyPublishers.ofString(json)));
  }

  /// The document in the response to a GET request.
  JsonNode document(String path) {
    return json(get(path), 200);
  }

  /// The document in a response, which must have a status.
  static JsonNode json(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  /// Waits until a training set has been accepted by its check.
  ///
  /// @return its document
  JsonNode awaitAccepted(String set) {
    String path = "/training-sets/" + set;
    await()
        .atMost(WAIT)
        .until(() -> JSON.readTree(get(path).body()).path("state").asString("").equals("accepted"));
    return document(path);
  }

  /// Requests a training run.
  ///
  /// @return its path
  String startRun(String version) {
    HttpResponse<String> asked =
        post("/training-runs", "{\"version\":\"" + version + "\",\"reason\":\"a new quarter\"}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    return asked.headers().firstValue("Location").orElseThrow();
  }

  /// Follows a training run to its end.
  ///
  /// @return the data of each event
  List<JsonNode> follow(String run) {
    String events = Launched.send(request(run).header("Accept", "text/event-stream")).body();
    assertThat(events).contains("event: progress\n", "event: end\n");
    return events
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> JSON.readTree(line.substring("data: ".length())))
        .toList();
  }
}
