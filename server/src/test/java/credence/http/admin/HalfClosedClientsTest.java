package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A client that closes its sending side before it reads")
class HalfClosedClientsTest {
  private static final int RECORDS = 20_000;
  private static final int PIPELINED = 20;

  @TempDir static Path home;
  private static RunningAdmin server;

  @BeforeAll
  static void start() {
    server = RunningAdmin.withChampion(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int[] ports() {
    return new int[] {server.data.server.port(), server.admin.port()};
  }

  /// All that a server sends until it closes the connection.
  private static String answers(int port, String requests) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      RunningServer.write(socket, requests);
      socket.shutdownOutput();
      return RunningServer.readAll(socket);
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String post(String path, String type, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, type, body.length(), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/models", "/models/champion", "/health/ready"})
  @DisplayName("gets the answer on both ports, also if a worker makes it")
  void shared(String path) throws IOException {
    for (int port : ports()) {
      assertThat(answers(port, get(path))).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/history", "/aliases", "/training-sets", "/training-runs"})
  @DisplayName("gets the answers of the admin port's workers")
  void admin(String path) throws IOException {
    assertThat(answers(server.admin.port(), get(path))).startsWith("HTTP/1.1 200 ").endsWith("}");
  }

  @Test
  @DisplayName("gets the answers to all pipelined requests, in order")
  void pipelined() throws IOException {
    String requests =
        (get("/metrics") + post("/predict", "application/json", TestModels.APPLICANT) + get("/x"))
            .repeat(PIPELINED);
    for (int port : ports()) {
      String[] answers = answers(port, requests).split("(?=HTTP/1\\.1 )");
      assertThat(answers).hasSize(3 * PIPELINED);
      assertThat(answers[answers.length - 1]).startsWith("HTTP/1.1 404 ").endsWith("}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 5\r\n\r\nbytes", "Transfer-Encoding: chunked\r\n\r\n0\r\n"})
  @DisplayName("gets the answer to an upload")
  void upload(String framed) throws IOException {
    String put = "PUT /training-sets/training_set_2026_03_31 HTTP/1.1\r\nHost: localhost\r\n";
    assertThat(answers(server.admin.port(), put + framed + "\r\n")).startsWith("HTTP/1.1 ");
  }

  @Test
  @DisplayName("gets the answers to a whole batch")
  void batch() throws IOException {
    String records = (TestModels.APPLICANT + ",").repeat(RECORDS - 1) + TestModels.APPLICANT;
    String array = post("/predict/batch", "application/json", "[" + records + "]");
    assertThat(answers(server.data.server.port(), array))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("]\r\n0\r\n\r\n");
    String lines = (TestModels.APPLICANT + "\n").repeat(RECORDS);
    assertThat(
            answers(
                server.data.server.port(), post("/predict/batch", "application/x-ndjson", lines)))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n0\r\n\r\n");
  }

  @Test
  @DisplayName("is disconnected if the request is incomplete, after the answers to earlier ones")
  void incomplete() throws IOException {
    for (int port : ports()) {
      for (String begun : List.of("", "GET /mod")) {
        assertThat(answers(port, begun)).isEmpty();
        assertThat(answers(port, get("/models") + begun).split("HTTP/1\\.1 ")).hasSize(2);
      }
    }
    String predict = post("/predict", "application/json", TestModels.APPLICANT);
    String cutOff = predict.substring(0, predict.length() - 1);
    assertThat(answers(server.data.server.port(), cutOff)).isEmpty();
    assertThat(answers(server.data.server.port(), predict + cutOff))
        .startsWith("HTTP/1.1 200 ")
        .containsOnlyOnce("HTTP/1.1 ");
  }
}
