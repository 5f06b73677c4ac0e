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

  /// What makes a connection Vert.x's for good.
  private static final String OTHER = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final String PREDICTION =
      "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
          + TestModels.APPLICANT.length()
          + "\r\n\r\n"
          + TestModels.APPLICANT;

  @TempDir Path home;

  @Test
  @DisplayName("has the same line for each prediction on both ways, in order")
  void sameLines() throws IOException {
    try (RunningServer server =
        RunningServer.withChampion(home, RunningServer.withAccessLog(RunningServer.testing()))) {
      String requests = PREDICTION.repeat(REQUESTS) + OTHER + PREDICTION.repeat(REQUESTS);
      try (Socket socket = server.socket()) {
        RunningServer.write(socket, requests);
        for (int i = 0; i < 2 * REQUESTS + 1; i++) {
          assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
        }
      }
      await().until(() -> lines(server).size() == 2 * REQUESTS + 1);
      List<String> lines = lines(server);
      assertThat(lines.remove(REQUESTS)).contains("\"route\":\"/health/live\"");
      assertThat(lines.getFirst())
          .contains(
              "\"event\":\"request\",\"method\":\"POST\",\"route\":\"/predict\",\"status\":200");
      assertThat(lines).containsOnly(lines.getFirst());
    }
  }

  /// The lines of requests, without what differs from line to line.
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
