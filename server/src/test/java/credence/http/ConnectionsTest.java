package credence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The server, whatever a connection sends,")
class ConnectionsTest {
  private static final int HEAD_TIMEOUT_MILLIS = 500;
  private static final int REQUEST_TIMEOUT_MILLIS = 600;
  private static final int IDLE_TIMEOUT_MILLIS = 900;
  private static final String PREDICT_HEAD =
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  private static final String EXERCISE_ANSWER =
      "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"prediction\":0.1495}";

  @TempDir static Path home;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.withChampion(
            home,
            RunningServer.with(
                RunningServer.testing(),
                TestLimits.timeouts(
                    Map.of(
                        "headTimeoutMillis", HEAD_TIMEOUT_MILLIS,
                        "requestTimeoutMillis", REQUEST_TIMEOUT_MILLIS,
                        "idleTimeoutMillis", IDLE_TIMEOUT_MILLIS,
                        "streamIdleMillis", 1_000))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String predict(String body) {
    return PREDICT_HEAD
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  @Nested
  @DisplayName("rejects")
  class Refuses {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "garbage\r\n\r\n",
          "GET\r\n\r\n",
          "GET /models HTTP/1.1\r\nno colon here\r\n\r\n",
          "POST /predict HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
          "POST /predict HTTP/1.1\r\nContent-Length: abc\r\n\r\n",
          "POST /predict HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        })
    @DisplayName("what is not HTTP, and closes")
    void malformed(String text) {
      assertThat(RawRequests.answer(server, text))
          .matches(
              answer ->
                  answer.matches("(?s)HTTP/1\\.1 400 .*")
                      && answer.contains("application/problem+json"));
    }

    @Test
    @DisplayName("a request line that is too long")
    void requestLine() {
      assertThat(
              RawRequests.answer(
                  server, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 414 ")
          .contains("/problems/request-line-too-long");
    }

    @Test
    @DisplayName("headers that are too large")
    void headers() {
      assertThat(
              RawRequests.answer(
                  server, "GET /models HTTP/1.1\r\nX: " + "x".repeat(10_000) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431 ")
          .contains("/problems/headers-too-large");
    }

    @Test
    @DisplayName("chunks that are malformed, with 400")
    void chunks() {
      assertThat(
              RawRequests.answer(
                  server, PREDICT_HEAD + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .contains("/problems/malformed-request");
    }

    @Test
    @DisplayName("a body that does not arrive in time, with 408")
    void slowBody() {
      assertThat(RawRequests.answer(server, PREDICT_HEAD + "Content-Length: 10\r\n\r\n{"))
          .startsWith("HTTP/1.1 408 ")
          .contains("/problems/request-timeout");
    }

    @Test
    @DisplayName("a head that does not arrive in time, with 408")
    void slowHead() {
      assertThat(RawRequests.answer(server, "POST /predict HT"))
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("connection: close")
          .contains("/problems/request-timeout", "expected the complete head");
    }

    @Test
    @DisplayName("a silent client, by closing the connection")
    void silent() {
      assertThat(RawRequests.answer(server, "")).isEmpty();
    }

    @Test
    @DisplayName("a body without end after its request was answered, by closing the connection")
    void endlessBody() throws IOException {
      try (Socket socket = server.socket()) {
        RunningServer.write(
            socket, "POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.UTF_8);
        long sent = 0;
        try {
          while (sent < 1L << 30) {
            socket.getOutputStream().write(chunk);
            sent += chunk.length;
          }
        } catch (IOException closed) {
          assertThat(closed).isNotNull();
        }
        assertThat(sent).isLessThan(1L << 30);
      }
    }
  }

  @Nested
  @DisplayName("serves")
  class Serves {
    @Test
    @DisplayName("pipelined requests, in order")
    void pipelined() {
      String request = predict(TestModels.APPLICANT);
      String answers = RawRequests.answer(server, request.repeat(20));
      assertThat(answers.split(java.util.regex.Pattern.quote(EXERCISE_ANSWER), -1)).hasSize(21);
    }

    @Test
    @DisplayName("a body that arrives a byte at a time")
    void bytewise() throws IOException {
      try (Socket socket = server.socket()) {
        socket.setTcpNoDelay(true);
        for (byte b : predict(TestModels.APPLICANT).getBytes(StandardCharsets.UTF_8)) {
          socket.getOutputStream().write(b);
        }
        assertThat(RunningServer.readAll(socket)).endsWith(EXERCISE_ANSWER);
      }
    }

    @Test
    @DisplayName("a body that is sent only after 100 Continue")
    void expectContinue() throws IOException {
      try (Socket socket = server.socket()) {
        String head =
            PREDICT_HEAD
                + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: "
                + TestModels.APPLICANT.length()
                + "\r\n\r\n";
        RunningServer.write(socket, head);
        String asked = "HTTP/1.1 100 Continue\r\n";
        assertThat(
                new String(
                    socket.getInputStream().readNBytes(asked.length()), StandardCharsets.UTF_8))
            .isEqualTo(asked);
        RunningServer.write(socket, TestModels.APPLICANT);
        assertThat(RunningServer.readAll(socket)).contains("200 OK").endsWith(EXERCISE_ANSWER);
      }
    }

    @Test
    @DisplayName("a client of HTTP/1.0")
    void http10() {
      String answer =
          RawRequests.answer(server, predict(TestModels.APPLICANT).replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(answer).startsWith("HTTP/1.0 200 ").endsWith(EXERCISE_ANSWER);
    }

    @Test
    @DisplayName("a client that asks for an upgrade to HTTP/2, and counts its connection")
    void http2() throws Exception {
      try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
        for (int i = 0; i < 3; i++) {
          HttpResponse<String> response =
              client.send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.server.port() + "/predict"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
          assertThat(response.body()).isEqualTo(EXERCISE_ANSWER);
        }
      }
      await().until(() -> server.get("/metrics").body().contains("credence_connections 1.0"));
    }

    @Test
    @DisplayName("HEAD wherever it serves GET, and OPTIONS everywhere")
    void headAndOptions() {
      HttpResponse<String> head =
          server.send(
              server.request("/models").method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .contains("" + server.get("/models").body().length());
      HttpResponse<String> options =
          server.send(
              server.request("/predict").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(options.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }
  }

  @Test
  @DisplayName("answers connections over its limit that there are too many")
  void tooManyConnections(@TempDir Path other) throws IOException {
    try (RunningServer small =
        RunningServer.withChampion(
            other,
            RunningServer.with(
                RunningServer.testing(), TestLimits.with(Map.of("connectionsMax", 3))))) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = small.socket();
        RunningServer.write(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        open.add(socket);
      }
      assertThat(RawRequests.answer(small, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("retry-after: ")
          .contains("/problems/overloaded");
      for (Socket socket : open) {
        socket.close();
      }
      await()
          .until(
              () ->
                  RawRequests.answer(
                          small,
                          "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                      .startsWith("HTTP/1.1 200 "));
    }
  }
}
