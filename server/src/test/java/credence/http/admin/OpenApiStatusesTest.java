package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.Route;
import credence.http.server.OpenApiDescription;
import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.http.settings.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sends a request for each status code that the documents describe for an operation, and compares
/// the response with its description.
@DisplayName("Each status code in /openapi.json")
class OpenApiStatusesTest {
  private static final String VERSION = "training_set_2014_09_10";
  private static final String OTHER = "training_set_2018_04_07";
  private static final String THIRD = "training_set_2019_05_08";
  private static final String SET = "training_set_2025_01_31";

  private static final String MOVES = "AliasMovesTest sends such requests";
  private static final String RUNS = "TrainingRunsTest sends such requests";

  /// Status codes for which nothing is sent here, with the reason.
  private static final Map<String, String> NOT_SENT =
      Map.ofEntries(
          Map.entry("500", "only an error in the server itself is answered so"),
          Map.entry("PUT /training-sets/{name} 408", "takes a minute"),
          Map.entry("GET /models/{version}/report 200", "ReportRouteTest sends such requests"),
          Map.entry("POST /aliases/{alias}/rollback 200", MOVES),
          Map.entry("POST /aliases/{alias}/rollback 409", MOVES),
          Map.entry("PUT /aliases/{alias} 409", MOVES),
          Map.entry("POST /models/{version}/retire 409", MOVES),
          Map.entry("POST /training-runs 409", RUNS),
          Map.entry("GET /training-runs/{id} 200", RUNS),
          Map.entry("DELETE /training-runs/{id} 202", RUNS),
          Map.entry("DELETE /training-runs/{id} 409", RUNS),
          Map.entry("POST /training-runs/{id}/restart 202", RUNS),
          Map.entry("POST /training-runs/{id}/restart 409", RUNS));

  @TempDir static Path folder;
  private static RunningAdmin server;
  private static RunningAdmin guarded;
  private static RunningAdmin damaged;
  private static RunningAdmin crowded;
  private static final CountDownLatch FREE = new CountDownLatch(1);
  private static final List<Socket> CROWD = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    server = RunningAdmin.withChampion(Files.createDirectory(folder.resolve("home")));
    server.data.publish(OTHER, -1);
    server.data.publish(THIRD, -2);
    await().until(() -> server.data.listed(THIRD).isObject());
    server.send(server.request("/training-sets/" + SET).PUT(BodyPublishers.ofString("good")));
    ServerSettings impatient =
        RunningServer.with(
            RunningServer.testing(), TestLimits.timeouts(Map.of("requestTimeoutMillis", 300)));
    guarded =
        RunningAdmin.withChampion(
            Files.createDirectory(folder.resolve("guarded")),
            impatient,
            new AdminSettings("127.0.0.1", 0, true, AdmissionSettings.defaults()));
    Path broken = Files.createDirectory(folder.resolve("damaged"));
    RunningServer.withChampion(broken, RunningServer.testing()).close();
    Files.writeString(broken.resolve("registry/models/" + VERSION + ".json"), "{}");
    damaged = RunningAdmin.start(broken, impatient);
    crowded = RunningAdmin.withChampion(Files.createDirectory(folder.resolve("crowded")));
    crowd();
  }

  @AfterAll
  static void stop() throws IOException {
    FREE.countDown();
    for (Socket socket : CROWD) {
      socket.close();
    }
    crowded.close();
    damaged.close();
    guarded.close();
    server.close();
  }

  /// Keeps every worker of a port busy and fills their queue.
  private static void crowd() throws IOException {
    crowded.data.publish(OTHER, -1);
    crowded.duringCheck =
        () -> {
          try {
            FREE.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    for (int i = 0; i < AdminWorkers.THREADS + AdminWorkers.WAITING_MAX; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), crowded.admin.port());
      CROWD.add(socket);
      RunningServer.write(
          socket,
          request(
              "PUT",
              "/aliases/champion",
              "If-Match: *\r\n",
              "{\"version\":\"" + OTHER + "\",\"reason\":\"x\"}"));
    }
    await().until(() -> crowded.get("/aliases").statusCode() == 503);
  }

  /// An operation of a port and a status code that is described for it.
  private record Described(boolean ofAdmin, Route route, String method, int status) {
    @Override
    public String toString() {
      return method + " " + route.path() + " " + status;
    }
  }

  private static OpenApiDescription description(boolean ofAdmin) {
    return OpenApiDescription.of(
        ofAdmin ? server.get("/openapi.json") : server.data.get("/openapi.json"));
  }

  private static List<Described> described(boolean ofAdmin) {
    List<Described> all = new ArrayList<>();
    OpenApiDescription description = description(ofAdmin);
    for (Route route : Route.values()) {
      if (route.port() != (ofAdmin ? Route.Port.DATA : Route.Port.ADMIN)) {
        for (String method : description.operations(route).propertyNames()) {
          for (String status :
              description.operations(route).get(method).get("responses").propertyNames()) {
            all.add(
                new Described(
                    ofAdmin, route, method.toUpperCase(Locale.ROOT), Integer.parseInt(status)));
          }
        }
      }
    }
    return all;
  }

  private static Stream<Arguments> groups() {
    return Stream.of(true, false)
        .flatMap(
            ofAdmin ->
                described(ofAdmin).stream()
                    .map(Described::status)
                    .distinct()
                    .sorted()
                    .map(status -> new Arguments(ofAdmin, status)));
  }

  /// The operations of a port with a status code.
  record Arguments(boolean ofAdmin, int status) {}

  private static String request(String method, String target, String fields, String body) {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    String type =
        body.isEmpty() || fields.contains("Content-Type")
            ? ""
            : "Content-Type: application/json\r\n";
    return method
        + " "
        + target
        + " HTTP/1.1\r\n"
        + (fields.contains("Host:") ? "" : "Host: localhost\r\n")
        + fields
        + type
        + length
        + "\r\n"
        + body;
  }

  private static String target(Described of) {
    return of.route()
        .path()
        .replace("{alias}", "champion")
        .replace("{version}", of.route() == Route.RETIRE ? THIRD : VERSION)
        .replace("{type}", "not-ready")
        .replace("{name}", SET)
        .replace("{id}", "20250131-101530000-000000");
  }

  /// A body that the operation accepts; empty for operations without one.
  private static String body(Described of) {
    return switch (of.route()) {
      case PREDICT -> TestModels.APPLICANT;
      case BATCH -> "[" + TestModels.APPLICANT + "]";
      case ALIAS ->
          of.method().equals("PUT") ? "{\"version\":\"" + OTHER + "\",\"reason\":\"x\"}" : "";
      case ROLLBACK, RETIRE, REINSTATE -> "{\"reason\":\"x\"}";
      case TRAINING_SET -> of.method().equals("PUT") ? "good" : "";
      case TRAINING_RUNS -> of.method().equals("POST") ? "{\"reason\":\"succeed\"}" : "";
      default -> "";
    };
  }

  /// A request that is answered with the status code; null if there is none.
  private static @Nullable String provoking(Described of) {
    String target = target(of);
    String body = body(of);
    boolean isUpload = of.route() == Route.TRAINING_SET;
    return switch (of.status()) {
      case 200, 202 -> request(of.method(), target, "If-Match: *\r\n", body);
      case 201 -> request(of.method(), "/training-sets/training_set_2025_02_28", "", body);
      case 400 -> request(of.method(), target + "?nonsense=1", "", body);
      case 401 -> request(of.method(), target, "", body);
      case 429 -> request(of.method(), target, "Authorization: Bearer x\r\n", body);
      case 403 -> request(of.method(), target, "Sec-Fetch-Site: cross-site\r\n", body);
      case 404 -> request(of.method(), missing(of), "If-Match: *\r\n", body);
      case 406 -> request(of.method(), target, "Accept: image/png\r\n", body);
      case 408 ->
          request(of.method(), target, "If-Match: *\r\nContent-Length: 9\r\n", "")
              .replace("\r\n\r\n", "\r\nContent-Type: application/json\r\n\r\n");
      case 409 -> isUpload ? request(of.method(), target, "", "other") : null;
      case 412 -> request(of.method(), target, "If-Match: \"99\"\r\n", body);
      case 413 ->
          request(of.method(), target, "If-Match: *\r\nContent-Length: 99999999999\r\n", "")
              .replace("\r\n\r\n", "\r\nContent-Type: application/json\r\n\r\n");
      case 414 -> request(of.method(), target + "?" + "x".repeat(5_000), "", body);
      case 415 ->
          request(
              of.method(),
              target,
              "If-Match: *\r\n"
                  + (isUpload ? "Content-Encoding: gzip\r\n" : "Content-Type: text/plain\r\n"),
              body);
      case 421 -> request(of.method(), target, "Host: bank.example\r\n", body);
      case 422 ->
          isUpload
              ? request(of.method(), "/training-sets/x", "", body)
              : request(of.method(), target, "If-Match: *\r\n", "{\"x\":1}");
      case 428 -> request(of.method(), target, "", body);
      case 431 -> request(of.method(), target, "X: " + "x".repeat(9_000) + "\r\n", body);
      case 503 -> request(of.method(), target, "If-Match: *\r\n", body);
      default -> null;
    };
  }

  private static String missing(Described of) {
    return switch (of.route()) {
      case PREDICT, BATCH -> target(of) + "?version=nothing";
      case PROBLEM -> "/problems/nothing";
      default -> of.route().path().replaceAll("\\{[a-z]+}", "nothing");
    };
  }

  /// Sends invalid tokens until further ones are rejected.
  private static void sendInvalidTokens() {
    await()
        .until(
            () ->
                server
                        .send(server.request("/aliases").header("Authorization", "Bearer x").GET())
                        .statusCode()
                    == 429);
  }

  @ParameterizedTest
  @MethodSource("groups")
  @DisplayName("is sent by each operation for which it is described, as it is described")
  void reached(Arguments group) throws IOException {
    OpenApiDescription description = description(group.ofAdmin());
    if (group.status() == 429) {
      sendInvalidTokens();
    }
    List<String> others = new ArrayList<>();
    List<Described> sent = new ArrayList<>();
    List<Socket> sockets = new ArrayList<>();
    try {
      for (Described of : described(group.ofAdmin())) {
        if (of.status() == group.status() && !isNotSent(of)) {
          String request = provoking(of);
          assertThat(request).as("a request for %s", of).isNotNull();
          Socket socket = connection(of);
          sockets.add(socket);
          sent.add(of);
          RunningServer.write(socket, String.valueOf(request));
        }
      }
      for (int i = 0; i < sent.size(); i++) {
        Described of = sent.get(i);
        RawRequests.Response response = RawRequests.parse(sockets.get(i).getInputStream());
        if (response.status() != of.status()) {
          others.add(of + ": " + response.status() + " " + response.body());
        } else {
          description.assertDescribes(
              of.route(),
              of.method().toLowerCase(Locale.ROOT),
              response.status(),
              response.contentType(),
              response.body());
        }
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(others).isEmpty();
  }

  private static Socket connection(Described of) throws IOException {
    RunningAdmin which =
        switch (of.status()) {
          case 401 -> guarded;
          case 408 -> of.ofAdmin() ? damaged : guarded;
          case 503 -> of.route().port() == Route.Port.ADMIN ? crowded : damaged;
          default -> server;
        };
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            of.ofAdmin() ? which.admin.port() : which.data.server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static boolean isNotSent(Described of) {
    return NOT_SENT.containsKey(of.toString()) || NOT_SENT.containsKey("" + of.status());
  }

  @Test
  @DisplayName("is described, if it is excepted here")
  void exceptions() {
    TreeSet<String> all = new TreeSet<>();
    for (boolean ofAdmin : new boolean[] {true, false}) {
      described(ofAdmin).forEach(of -> all.addAll(Arrays.asList(of.toString(), "" + of.status())));
    }
    assertThat(all).containsAll(NOT_SENT.keySet());
  }
}
