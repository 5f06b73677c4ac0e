package credence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import credence.http.settings.LimitSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A server with more requests than it can answer in one turn")
class OverloadTest {
  private static final int BURST = 500;
  private static final int SMALL_BURST = 20;
  private static final int ANSWERING_MICROS = 100;
  private static final String BODY = TestModels.APPLICANT;

  @TempDir Path home;

  /// @param field a field after which Vert.x handles the connection, or an empty string
  @ParameterizedTest
  @ValueSource(strings = {"", "X-Request-Id: a-request\r\n"})
  @DisplayName("answers some, rejects the others with Retry-After, and recovers")
  void overload(String field) throws IOException {
    LimitSettings small = TestLimits.with(Map.of("turnMicrosMax", ANSWERING_MICROS));
    String request = request(field);
    try (RunningServer server =
            RunningServer.withChampion(home, RunningServer.with(RunningServer.testing(), small));
        Socket socket = server.socket()) {
      List<String> answers = new ArrayList<>();
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofMinutes(2)) // Whether a burst is too much depends on the machine.
          .until(
              () -> answers.addAll(burst(socket, request, BURST)) && answered(answers, "503 ") > 0);
      assertThat(answers).anyMatch(OverloadTest::isAnswered);
      assertThat(answers)
          .anySatisfy(
              answer ->
                  assertThat(answer)
                      .startsWith("HTTP/1.1 503 ")
                      .contains("retry-after: 1\r\n")
                      .contains("/problems/overloaded"));
      assertThat(answered(answers, "503 ") + answered(answers, "200 ")).isEqualTo(answers.size());
      assertThat(server.get("/metrics").body())
          .contains(
              "credence_http_requests_total{route=\"/predict\",status=\"503\"} "
                  + (double) answered(answers, "503 "));
      await()
          .pollInterval(Duration.ofMillis(150)) // A pause in which overload is over.
          .until(
              () ->
                  burst(socket, request, SMALL_BURST).stream().allMatch(OverloadTest::isAnswered));
    }
  }

  /// @param field a field after which Vert.x handles the connections, or an empty string
  @ParameterizedTest
  @ValueSource(strings = {"", "X-Request-Id: a-request\r\n"})
  @DisplayName("answers or rejects a request also if there is no memory to let it wait")
  void noRoom(String field) throws IOException {
    LimitSettings small = TestLimits.with(Map.of("turnMicrosMax", 1));
    String request = request(field);
    try (RunningServer server =
            RunningServer.withChampion(home, RunningServer.with(RunningServer.testing(), small));
        LoneLoop loop = LoneLoop.of(server)) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < SMALL_BURST; i++) {
        clients.add(loop.socket());
        assertThat(burst(clients.get(i), request, 1)).hasSize(1);
      }
      long room =
          loop.call(
              state -> {
                long all = state.held().room();
                state.held().overhead(all);
                clients.forEach(client -> write(client, request)); // All are read in one turn.
                return all;
              });
      for (Socket client : clients) {
        String answer = RawRequests.response(client.getInputStream());
        assertThat(isAnswered(answer) || answer.startsWith("HTTP/1.1 503 ")).as(answer).isTrue();
        client.close();
      }
      loop.call(
          state -> {
            state.held().overhead(-room);
            return room;
          });
    }
  }

  private static void write(Socket client, String request) {
    try {
      RunningServer.write(client, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String request(String field) {
    return "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + field
        + "Content-Length: "
        + BODY.length()
        + "\r\n\r\n"
        + BODY;
  }

  private static boolean isAnswered(String answer) {
    return answer.endsWith("\"prediction\":0.1495}");
  }

  private static long answered(List<String> answers, String status) {
    return answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 " + status)).count();
  }

  /// The answers to requests that are sent together.
  private static List<String> burst(Socket socket, String request, int count) throws IOException {
    RunningServer.write(socket, request.repeat(count));
    InputStream in = new BufferedInputStream(socket.getInputStream());
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(RawRequests.response(in));
    }
    return answers;
  }
}
