package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.Route;
import credence.http.predict.PredictTest;
import credence.http.server.OpenApiDescription;
import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A part of a training set never becomes a set:")
class PartialUploadsTest {
  private static final String NAME = "training_set_2025_01_31";
  private static final String HEAD =
      "PUT /training-sets/" + NAME + " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String EXPECTS = HEAD + "Content-Length: 10\r\nExpect: 100-continue\r\n\r\n";

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

  @AfterEach
  void nothingIsLeft() {
    await().until(() -> files().isEmpty());
    assertThat(server.get("/training-sets/" + NAME).statusCode()).isEqualTo(404);
  }

  private static List<Path> files() throws IOException {
    if (!Files.isDirectory(home.resolve("training-sets"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve("training-sets"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Socket connection() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.admin.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// The ways in which a client ends a connection.
  enum End {
    /// The client closes the connection.
    CLOSED,
    /// The client closes its sending side, and still reads.
    HALF_CLOSED,
    /// The client resets the connection, as a system may if its process is killed.
    RESET
  }

  private static void end(Socket socket, End end) throws IOException {
    switch (end) {
      case CLOSED -> socket.close();
      case HALF_CLOSED -> {
        socket.shutdownOutput();
        assertThat(RunningServer.readAll(socket)).doesNotContain("HTTP/1.1 20");
      }
      case RESET -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED,      'Content-Length: 10||good'",
    "HALF_CLOSED, 'Content-Length: 10||good'",
    "RESET,       'Content-Length: 10||good'",
    "CLOSED,      'Transfer-Encoding: chunked||4|go'",
    "HALF_CLOSED, 'Transfer-Encoding: chunked||4|good'",
    "CLOSED,      'Transfer-Encoding: chunked||4|good|'",
    "HALF_CLOSED, 'Transfer-Encoding: chunked||4|good|'",
    "RESET,       'Transfer-Encoding: chunked||4|good|'",
    "HALF_CLOSED, 'Transfer-Encoding: chunked||4|good|1'",
    "HALF_CLOSED, 'Transfer-Encoding: chunked||4|good|0'",
    "CLOSED,      'Transfer-Encoding: chunked||4|good|0|'",
    "HALF_CLOSED, 'Transfer-Encoding: chunked||4|good|0|'",
    "RESET,       'Transfer-Encoding: chunked||4|good|0|'",
  })
  @DisplayName("if the connection ends before the content does")
  void cut(End end, String rest) throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(socket, HEAD + rest.replace("|", "\r\n"));
      await().until(() -> !files().isEmpty());
      end(socket, end);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4|good|x|", "4|goods|", "4|good|-1|"})
  @DisplayName("if a later chunk is malformed")
  void malformed(String chunks) throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(
          socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks.replace("|", "\r\n"));
      assertThat(RawRequests.response(socket.getInputStream()))
          .startsWith("HTTP/1.1 400 ")
          .contains("/problems/malformed-request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 0\r\n"})
  @DisplayName("if the request has no length, so that it has no content")
  void withoutLength(String fields) throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(socket, HEAD + fields + "\r\ngood");
      assertThat(RawRequests.response(socket.getInputStream()))
          .startsWith("HTTP/1.1 422 ")
          .contains("Content-Length");
    }
  }

  @ParameterizedTest
  @CsvSource({"CLOSED, ''", "HALF_CLOSED, ''", "CLOSED, good", "HALF_CLOSED, good", "RESET, good"})
  @DisplayName("if a client that was sent 100 Continue does not continue to the end")
  void continued(End end, String part) throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(socket, EXPECTS);
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(25), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      RunningServer.write(socket, part);
      await().until(() -> !files().isEmpty());
      end(socket, end);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes 0-3/10", "bytes 0-3/4", "bytes */4", "nonsense"})
  @DisplayName("if it is sent as a part, with Content-Range")
  void contentRange(String range) {
    HttpResponse<String> response = put("/training-sets/" + NAME, range, "good");
    PredictTest.assertProblem(response, 400, "partial-content");
    OpenApiDescription.of(server.get("/openapi.json"))
        .assertDescribes(Route.TRAINING_SET, "put", response);
  }

  @Test
  @DisplayName("with Content-Range, a client is not sent 100 Continue")
  void notContinued() throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(
          socket, EXPECTS.replace("\r\n\r\n", "\r\nContent-Range: bytes 0-9/99\r\n\r\n"));
      assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  @DisplayName("with Content-Range, no PUT replaces anything; other methods ignore it")
  void otherResources() {
    HttpResponse<String> alias = put("/aliases/champion", "bytes 0-1/2", "{}");
    PredictTest.assertProblem(alias, 400, "partial-content");
    HttpResponse<String> list =
        server.send(server.request("/training-sets").header("Content-Range", "bytes 0-1/2").GET());
    assertThat(list.statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> put(String path, String range, String content) {
    return server.send(
        server
            .request(path)
            .header("Content-Type", "application/json")
            .header("Content-Range", range)
            .PUT(BodyPublishers.ofString(content)));
  }
}
