package credence.http.predict;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import credence.http.settings.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A batch whose client sends all of it before it reads")
class UnreadBatchTest {
  /// More answers than the buffers of both systems hold.
  private static final int RECORDS = 140_000;

  private static final String LINES = "application/x-ndjson";

  @TempDir Path home;

  private RunningServer start(Map<String, Number> limits, Map<String, Number> timeouts) {
    ServerSettings settings = RunningServer.with(RunningServer.testing(), TestLimits.with(limits));
    return RunningServer.withChampion(
        home, RunningServer.with(settings, TestLimits.timeouts(timeouts)));
  }

  /// An id that makes an answer as long as those to real applicants.
  private static String id(int record) {
    return "8db4206f-8878-174d-7a23-" + (100_000_000_000L + record);
  }

  private static String record(int record) {
    return "{\"id\":\""
        + id(record)
        + "\",\"score_3\":480.5,\"score_4\":105.25,\"score_5\":0.8514,\"score_6\":94.2}";
  }

  private static byte[] batch() {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      batch.append(record(i)).append('\n');
    }
    return batch.toString().getBytes(US_ASCII);
  }

  private static String head(String type, String framing) {
    return "POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        + type
        + "\r\n"
        + framing
        + "\r\n\r\n";
  }

  /// A client whose system buffers little of the answers.
  private static Socket client(RunningServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1 << 12);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
    return socket;
  }

  private static void send(Socket socket, String type, byte[] body) throws IOException {
    RunningServer.write(socket, head(type, "Content-Length: " + body.length));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }

  /// The lines of a chunked response, which must be complete.
  private static List<String> lines(String response) {
    assertThat(response).startsWith("HTTP/1.1 200 ").endsWith("\r\n0\r\n\r\n");
    StringBuilder content = new StringBuilder();
    int at = response.indexOf("\r\n\r\n") + 4;
    while (true) {
      int end = response.indexOf("\r\n", at);
      int length = Integer.parseInt(response.substring(at, end), 16);
      if (length == 0) {
        return content.toString().lines().toList();
      }
      content.append(response, end + 2, end + 2 + length);
      at = end + 2 + length + 2;
    }
  }

  /// Asserts that lines answer the first records, in order.
  private static void assertAnswered(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith("{\"id\":\"" + id(i) + "\",\"prediction\":");
    }
  }

  /// Asserts that the last line is a problem, and that the lines before answer the first records.
  private static void assertEndsWith(List<String> lines, String type) {
    JsonNode problem = RunningServer.json(lines.getLast());
    assertThat(problem.get("type").asString()).isEqualTo("/problems/" + type);
    assertAnswered(lines.subList(0, lines.size() - 1));
  }

  @Test
  @DisplayName("is answered as long as the server can hold the answers")
  void answered() throws IOException {
    byte[] batch = batch();
    assertThat(batch).hasSizeGreaterThan(14 << 20);
    try (RunningServer server = start(Map.of(), Map.of());
        Socket socket = client(server)) {
      send(socket, LINES, batch);
      RunningServer.write(
          socket, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      String both = RunningServer.readAll(socket);
      int second = both.lastIndexOf("HTTP/1.1 200 ");
      List<String> lines = lines(both.substring(0, second));
      assertThat(lines).hasSize(RECORDS);
      assertAnswered(lines);
      assertThat(both.substring(second)).contains("\"live\"");
    }
  }

  @Test
  @DisplayName("ends with an error line that the client can read if the answers are too large")
  void ended() throws IOException {
    try (RunningServer server =
            start(Map.of("batchUnreadBytesMax", 1 << 12), Map.of("batchUnreadMillis", 300));
        Socket socket = client(server)) {
      send(socket, LINES, batch());
      List<String> lines = lines(RunningServer.readAll(socket));
      assertThat(lines).hasSizeLessThan(RECORDS);
      assertEndsWith(lines, "answers-not-read");
      assertThat(server.metric("credence_faults_total{kind=\"answers-not-read\"}")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("is cut off if even more has to be discarded")
  void cutOff() throws IOException {
    byte[] batch = batch();
    try (RunningServer server =
            start(
                Map.of("batchUnreadBytesMax", 1 << 12, "discardedBytesMax", 1 << 12),
                Map.of("batchUnreadMillis", 300));
        Socket socket = client(server)) {
      String end;
      try {
        send(socket, LINES, batch);
        end = RunningServer.readAll(socket);
      } catch (IOException reset) {
        end = String.valueOf(reset.getMessage());
      }
      assertThat(end).doesNotEndWith("\r\n0\r\n\r\n");
      assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("is rejected as an array that is too large, and the client can read why")
  void array() throws IOException {
    try (RunningServer server = start(Map.of(), Map.of());
        Socket socket = client(server)) {
      send(socket, "application/json", new byte[17 << 20]);
      RunningServer.write(
          socket, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(RunningServer.readAll(socket))
          .startsWith("HTTP/1.1 413 ")
          .contains("/problems/body-too-large", "\"live\"");
    }
  }

  @Test
  @DisplayName("ends with an error line if it is not sent to its end")
  void paused() throws IOException {
    try (RunningServer server = start(Map.of(), Map.of("streamIdleMillis", 300));
        Socket socket = client(server)) {
      RunningServer.write(
          socket, head(LINES, "Content-Length: 10000") + record(0) + "\n" + record(1));
      List<String> lines = lines(RunningServer.readAll(socket));
      assertThat(lines).hasSize(2);
      assertEndsWith(lines, "request-timeout");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\r\n", "-1\r\n", "4\r\nabcdefg\r\n"})
  @DisplayName("ends with an error line if its framing is malformed later")
  void malformed(String chunk) throws IOException {
    String first = record(0) + "\n";
    try (RunningServer server = start(Map.of(), Map.of());
        Socket socket = client(server)) {
      RunningServer.write(
          socket,
          head(LINES, "Transfer-Encoding: chunked")
              + Integer.toHexString(first.length())
              + "\r\n"
              + first
              + "\r\n");
      StringBuilder begun = new StringBuilder();
      while (begun.indexOf("prediction") < 0) {
        begun.append((char) socket.getInputStream().read());
      }
      RunningServer.write(socket, chunk);
      assertEndsWith(lines(begun + RunningServer.readAll(socket)), "malformed-request");
    }
  }
}
