package credence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The access log")
class AccessLogTest {
  private static final int REQUESTS = 5;

  /// A request that is not plain, after which the connection is handled by Vert.x.
  private static final String OTHER = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final String PREDICTION =
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
          + TestModels.APPLICANT.length()
          + "\r\n\r\n"
          + TestModels.APPLICANT;

  @TempDir Path home;

  @Test
  @DisplayName("has the same line for each prediction on both paths, in order")
  void sameLines() throws IOException {
    try (RunningServer server =
            RunningServer.withChampion(home, RunningServer.withAccessLog(RunningServer.testing()));
        LoneLoop loop = LoneLoop.of(server);
        Socket socket = loop.socket()) {
      send(socket, PREDICTION.repeat(REQUESTS), REQUESTS);
      assertThat(loop.bytesForVertx()).as("bytes that are not on the plain path").isZero();
      String others = OTHER + PREDICTION.repeat(REQUESTS);
      send(socket, others, REQUESTS + 1);
      assertThat(loop.bytesForVertx()).isEqualTo(others.length());
      await().until(() -> lines(server).size() == 2 * REQUESTS + 1);
      List<String> lines = lines(server);
      assertThat(lines.remove(REQUESTS)).contains("\"route\":\"/health/live\"");
      assertThat(lines.getFirst())
          .contains(
              "\"event\":\"request\",\"method\":\"POST\",\"route\":\"/predict\",\"status\":200");
      assertThat(lines).containsOnly(lines.getFirst());
    }
  }

  private static void send(Socket socket, String requests, int count) throws IOException {
    RunningServer.write(socket, requests);
    for (int i = 0; i < count; i++) {
      assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
    }
  }

  /// The logged lines of requests, without fields that differ between lines.
  private static List<String> lines(RunningServer server) {
    return new ArrayList<>(
        server
            .logged()
            .lines()
            .filter(line -> line.contains("\"event\":\"request\""))
            .map(line -> line.replaceAll("\"(time|micros)\":[^,}]*", "\"$1\":0"))
            .toList());
  }
}
