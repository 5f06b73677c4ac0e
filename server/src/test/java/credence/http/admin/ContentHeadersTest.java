package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import credence.http.Route;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No response may be stored or taken for another media type:")
class ContentHeadersTest {
  private static final String VERSION = "training_set_2014_09_10";

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

  private static void assertHeaders(HttpResponse<String> answer) {
    assertThat(answer.headers().allValues("X-Content-Type-Options"))
        .as("%s %s", answer.statusCode(), answer.uri())
        .containsExactly("nosniff");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().allValues("Content-Type")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  @DisplayName("of any route and any method, on both ports")
  void routes(Route route) {
    String path =
        route
            .path()
            .replace("{alias}", "champion")
            .replace("{version}", VERSION)
            .replace("{type}", "not-ready")
            .replace("{name}", "training_set_2025_01_31")
            .replace("{id}", "20250131-101530000-000000");
    for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE")) {
      assertHeaders(
          server.send(server.request(path).method(method, BodyPublishers.ofString("{}"))));
      assertHeaders(
          server.send(server.data.request(path).method(method, BodyPublishers.ofString("{}"))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?version=all", "?version=none", "?version"})
  @DisplayName("of predictions, single and in batches")
  void predictions(String query) {
    String applicant = TestModels.APPLICANT;
    assertHeaders(server.data.predict(query, applicant));
    assertHeaders(server.data.predict(query, "{}"));
    assertHeaders(
        server.data.post("/predict/batch" + query, "application/json", "[" + applicant + "]"));
    assertHeaders(server.data.post("/predict/batch" + query, "application/x-ndjson", applicant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /models HTTP/1.1\r\n\r\n",
        "GET /models HTTP/3.0\r\nHost: localhost\r\n\r\n",
        "POST /predict HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "x\r\n\r\n",
        "POST /predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
      })
  @DisplayName("of requests that are not well-formed, on both ports")
  void rejections(String request) throws IOException {
    for (int port : new int[] {server.admin.port(), server.data.server.port()}) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(20_000);
        RunningServer.write(socket, request);
        assertThat(RunningServer.readAll(socket).toLowerCase(Locale.ROOT))
            .containsOnlyOnce("\r\nx-content-type-options: nosniff\r\n")
            .containsOnlyOnce("\r\ncache-control: no-store\r\n");
      }
    }
  }
}
