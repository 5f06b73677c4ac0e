package credence.http.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A prediction on the plain path")
class PlainPredictionsTest {
  private static final long SEED = 20140910;
  private static final int REQUESTS = 1_000;

  /// A request that is not plain, after which the connection is handled by Vert.x.
  private static final String OTHER = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final List<String> TARGETS =
      List.of(
          "/predict",
          "/predict?version=all",
          "/predict?version=champion",
          "/predict?version=training_set_2014_09_11",
          "/predict?version=no_such_version",
          "/predict?versoin=all",
          "/predict/");

  private static final List<String> FIELDS =
      List.of(
          "Accept: */*\r\n",
          "accept: application/json\r\n",
          "Accept: text/html\r\n",
          "Connection: keep-alive\r\n",
          "Connection: close\r\n",
          "X-Request-Id: a-request\r\n",
          "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n",
          "User-Agent: test\r\n",
          "Content-Encoding: gzip\r\n",
          "X-Other: a, b; c=\"d\"\r\n");

  private static final List<String> BODIES =
      List.of(
          TestModels.APPLICANT,
          TestModels.APPLICANT.replace("\"id\"", "\"name\""),
          TestModels.APPLICANT.replace("105.2", "\"high\""),
          TestModels.APPLICANT.replace("480.0", "null"),
          TestModels.APPLICANT.replace("{", "{\"note\":\"\u00fcber\","),
          TestModels.APPLICANT + " ",
          "[]",
          "{");

  @TempDir static Path home;
  private static RunningServer server;
  private final SplittableRandom random = new SplittableRandom(SEED);

  @BeforeAll
  static void start() {
    server = RunningServer.withChampion(home, RunningServer.testing());
    server.publish("training_set_2014_09_11", -1);
    await().until(() -> server.get("/models/training_set_2014_09_11").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName(
      "is answered byte for byte as on Vert.x's path, and so are requests that are not plain")
  void sameBytes() throws IOException {
    System.out.println("seed " + SEED);
    int answered = 0;
    for (int i = 0; i < REQUESTS; i++) {
      String request = request();
      String plain = answer("", request, 0);
      assertThat(plain).as(request).isEqualTo(answer(OTHER, request, 0));
      int cut = random.nextInt(request.length());
      assertThat(answer("", request, cut)).as("cut at %s: %s", cut, request).isEqualTo(plain);
      answered += plain.startsWith("HTTP/1.1 200 ") ? 1 : 0;
    }
    assertThat(answered).isBetween(REQUESTS / 10, REQUESTS * 9 / 10);
  }

  @Test
  @DisplayName("passes the rest of a connection to Vert.x if another request follows, in order")
  void followedByOther() throws IOException {
    String request = request("/predict", "", TestModels.APPLICANT);
    try (Socket socket = server.socket()) {
      RunningServer.write(socket, request + request + OTHER + request.substring(0, 100));
      String first = RawRequests.response(socket.getInputStream());
      assertThat(first).contains("\"prediction\":0.1495");
      assertThat(RawRequests.response(socket.getInputStream())).isEqualTo(first);
      assertThat(RawRequests.response(socket.getInputStream()))
          .contains("HTTP/1.1 200")
          .doesNotContain("0.14");
      RunningServer.write(socket, request.substring(100));
      assertThat(RawRequests.response(socket.getInputStream())).isEqualTo(first);
    }
  }

  @Test
  @DisplayName("is counted like any other")
  void counted() throws IOException {
    String request = request("/predict", "", TestModels.APPLICANT);
    double before = requests();
    answer("", request, 0);
    answer(OTHER, request, 0);
    answer("", request, 90);
    await().until(() -> requests() == before + 3);
  }

  private static double requests() {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("credence_http_requests_total"))
        .filter(line -> line.contains("\"/predict\"") && line.contains("200"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String request() {
    StringBuilder fields = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      fields.append(oneOf(FIELDS));
    }
    return request(
        random.nextBoolean() ? TARGETS.getFirst() : oneOf(TARGETS),
        fields.toString(),
        random.nextBoolean() ? BODIES.getFirst() : oneOf(BODIES));
  }

  private String oneOf(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static String request(String target, String fields, String body) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + fields
        + "Content-Length: "
        + body.getBytes(UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /// The answer to a request on a separate connection.
  ///
  /// @param before a request that is sent and answered first; empty for none
  /// @param cut the number of characters that are sent first
  private static String answer(String before, String request, int cut) throws IOException {
    try (Socket socket = server.socket()) {
      if (!before.isEmpty()) {
        RunningServer.write(socket, before);
        RawRequests.response(socket.getInputStream());
      }
      socket.setTcpNoDelay(true);
      RunningServer.write(socket, request.substring(0, cut));
      RunningServer.write(socket, request.substring(cut));
      return RawRequests.response(socket.getInputStream());
    }
  }
}
