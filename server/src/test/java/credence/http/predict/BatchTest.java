package credence.http.predict;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import credence.http.settings.LimitSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("POST /predict/batch")
class BatchTest {
  private static final String LINES = "application/x-ndjson";
  private static final int RECORD_BYTES_MAX = 1_000;

  @TempDir static Path home;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    LimitSettings limits =
        TestLimits.with(
            Map.of(
                "batchBodyBytesMax", 100_000,
                "batchRecordsMax", 500,
                "recordBytesMax", RECORD_BYTES_MAX));
    server =
        RunningServer.withChampion(
            home,
            RunningServer.with(
                RunningServer.with(RunningServer.testing(), limits),
                TestLimits.timeouts(Map.of("streamIdleMillis", 1_000))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String applicant(int id) {
    return "{\"id\":"
        + id
        + ",\"score_3\":480,\"score_4\":105.2,\"score_5\":0.8514,"
        + "\"score_6\":94.2}";
  }

  private static String answer(int id) {
    return "{\"id\":" + id + ",\"prediction\":0.1495}";
  }

  @Nested
  @DisplayName("as a JSON array")
  class AsArray {
    @Test
    @DisplayName("is answered by an array, in order, each record as in a single request")
    void inOrder() {
      String body =
          IntStream.range(0, 400)
              .mapToObj(BatchTest::applicant)
              .collect(Collectors.joining(", ", "[", "]"));
      HttpResponse<String> response = server.post("/predict/batch", "application/json", body);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              IntStream.range(0, 400)
                  .mapToObj(BatchTest::answer)
                  .collect(Collectors.joining(",", "[", "]")));
      assertThat(response.headers().firstValue("Credence-Model-Version"))
          .contains("training_set_2014_09_10");
    }

    @Test
    @DisplayName("answers an invalid record by its errors and continues")
    void faulty() {
      HttpResponse<String> response =
          server.post(
              "/predict/batch",
              "application/json",
              "[" + applicant(0) + ",{\"id\":1},nonsense,[]," + applicant(4) + "]");
      JsonNode answers = json(response);
      assertThat(answers.size()).isEqualTo(5);
      assertThat(answers.get(1).get("index").asInt()).isEqualTo(1);
      assertThat(answers.get(1).get("errors").valueStream().map(e -> e.get("field").asString()))
          .containsExactly("score_4", "score_5", "score_6");
      assertThat(answers.get(2).get("detail").asString()).isNotBlank();
      assertThat(answers.get(4)).isEqualTo(json(answer(4)));
    }

    @Test
    @DisplayName("may be empty")
    void empty() {
      assertThat(server.post("/predict/batch", "application/json", " [ ] ").body()).isEqualTo("[]");
    }

    @Test
    @DisplayName("is rejected as a whole if its elements cannot be separated")
    void malformed() {
      PredictTest.assertProblem(
          server.post("/predict/batch", "application/json", "[" + applicant(0)),
          400,
          "malformed-json");
      PredictTest.assertProblem(
          server.post("/predict/batch", "application/json", applicant(0)),
          422,
          "invalid-applicant");
    }

    @Test
    @DisplayName("is rejected if it is too long or has too many records")
    void tooLong() {
      PredictTest.assertProblem(
          server.post("/predict/batch", "application/json", "[" + " ".repeat(100_000) + "]"),
          413,
          "body-too-large");
      PredictTest.assertProblem(
          server.post("/predict/batch", "application/json", "[1" + ",1".repeat(500) + "]"),
          413,
          "body-too-large");
    }
  }

  @Nested
  @DisplayName("as JSON lines")
  class AsLines {
    @Test
    @DisplayName("is answered by lines, in order, with errors for invalid or overlong records")
    void lines() {
      String body =
          String.join(
              "\n",
              applicant(0),
              "{\"id\":1}",
              "",
              "{\"id\":\"" + "x".repeat(RECORD_BYTES_MAX) + "\"}",
              applicant(3));
      HttpResponse<String> response = server.post("/predict/batch", LINES, body);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains(LINES);
      List<String> lines = response.body().lines().toList();
      assertThat(lines).hasSize(4);
      assertThat(lines.getFirst()).isEqualTo(answer(0));
      assertThat(json(lines.get(1)).get("index").asInt()).isEqualTo(1);
      assertThat(json(lines.get(2)).get("index").asInt()).isEqualTo(2);
      assertThat(json(lines.get(2)).get("detail").asString()).contains("" + RECORD_BYTES_MAX);
      assertThat(lines.getLast()).isEqualTo(answer(3));
    }

    @Test
    @DisplayName("may be longer than the limits of an array, and empty")
    void anyLength() {
      String body =
          IntStream.range(0, 3_000)
              .mapToObj(BatchTest::applicant)
              .collect(Collectors.joining("\n"));
      assertThat(server.post("/predict/batch", LINES, body).body().lines())
          .hasSize(3_000)
          .endsWith(answer(2_999));
      assertThat(server.post("/predict/batch", LINES, "").body()).isEmpty();
    }

    @Test
    @DisplayName("returns all versions if they are requested")
    void all() {
      assertThat(server.post("/predict/batch?version=all", LINES, applicant(7)).body())
          .startsWith(
              "{\"id\":7,\"predictions\":[{\"model\":\"training_set_2014_09_10\","
                  + "\"prediction\":0.1495}")
          .endsWith("]}\n");
    }

    @Test
    @DisplayName("is answered while it arrives, with the versions that were live when it began")
    void whileItComes() throws IOException {
      try (Socket socket = openStream("")) {
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        sendLine(socket, applicant(1));
        assertThat(nextAnswer(reader)).isEqualTo(answer(1));
        server.publish("training_set_2020_01_01", -3);
        server.promote("training_set_2020_01_01");
        await()
            .until(
                () ->
                    server
                        .predict("", TestModels.APPLICANT)
                        .headers()
                        .firstValue("Credence-Model-Version")
                        .orElse("")
                        .equals("training_set_2020_01_01"));
        sendLine(socket, applicant(2));
        assertThat(nextAnswer(reader)).isEqualTo(answer(2));
      } finally {
        server.promote("training_set_2014_09_10");
        await()
            .until(
                () ->
                    server
                        .predict("", TestModels.APPLICANT)
                        .headers()
                        .firstValue("Credence-Model-Version")
                        .orElse("")
                        .equals("training_set_2014_09_10"));
      }
    }

    @Test
    @DisplayName("ends with a problem if it makes no progress within its limit, and is closed")
    void idle() throws IOException {
      try (Socket socket = openStream("")) {
        sendLine(socket, applicant(1));
        assertThat(RunningServer.readAll(socket))
            .contains(answer(1), "/problems/request-timeout")
            .endsWith("}\n\r\n0\r\n\r\n");
      }
    }

    @Test
    @DisplayName(
        "stops reading from a client that does not read, and disconnects it after the limit")
    void slowReader() throws IOException {
      byte[] line =
          (Integer.toHexString(applicant(1).length() + 1) + "\r\n" + applicant(1) + "\n\r\n")
              .getBytes(StandardCharsets.UTF_8);
      try (Socket socket = openStream("")) {
        long sent = 0;
        try {
          while (sent < 1L << 30) {
            socket.getOutputStream().write(line);
            sent += line.length;
          }
        } catch (IOException closed) {
          assertThat(closed).isNotNull();
        }
        assertThat(sent).isLessThan(1L << 30);
      }
    }

    @Test
    @DisplayName("is answered to a client of HTTP/1.0 without chunks")
    void http10() {
      String body = applicant(1) + "\n" + applicant(2) + "\n";
      String answer =
          RawRequests.answer(
              server,
              "POST /predict/batch HTTP/1.0\r\nContent-Type: application/x-ndjson\r\n"
                  + "Content-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      assertThat(answer).endsWith("\r\n\r\n" + answer(1) + "\n" + answer(2) + "\n");
    }

    private Socket openStream(String query) throws IOException {
      Socket socket = server.socket();
      RunningServer.write(
          socket,
          "POST /predict/batch"
              + query
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      return socket;
    }

    private void sendLine(Socket socket, String line) throws IOException {
      RunningServer.write(
          socket, Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n");
    }

    private String nextAnswer(BufferedReader reader) throws IOException {
      String line = reader.readLine();
      while (line != null && !line.startsWith("{")) {
        line = reader.readLine();
      }
      return String.valueOf(line);
    }
  }

  @Test
  @DisplayName("rejects other content types, unknown versions and clients that accept no answer")
  void rejections() {
    PredictTest.assertProblem(
        server.post("/predict/batch", "text/plain", applicant(1)), 415, "unsupported-media-type");
    PredictTest.assertProblem(
        server.post("/predict/batch?version=none", LINES, applicant(1)), 404, "unknown-version");
  }
}
