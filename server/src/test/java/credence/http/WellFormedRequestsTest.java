package credence.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.admin.RunningAdmin;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A well-formed request")
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR and LF.
class WellFormedRequestsTest {
  private static final long SEED = 20261127;
  private static final int CUTS = 60;
  private static final String VERSION = "training_set_2014_09_10";
  private static final String HOST = "Host: localhost\r\n";

  @TempDir static Path home;
  private static RunningAdmin server;

  @BeforeAll
  static void start() {
    server = RunningAdmin.withChampion(home, RunningServer.withAccessLog(RunningServer.testing()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Integer> ports() {
    return List.of(server.data.server.port(), server.admin.port());
  }

  private static String answers(int port, String... pieces) throws IOException {
    String answers = attempt(port, pieces);
    while (answers.contains("/problems/overloaded")) { // The machine had something else to do.
      answers = attempt(port, pieces);
    }
    return answers;
  }

  private static String attempt(int port, String... pieces) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.setTcpNoDelay(true);
      try {
        for (String piece : pieces) {
          socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
          socket.getOutputStream().flush();
        }
      } catch (SocketException _) {
        // The server has answered all it is going to, and closed; the rest is not read.
      }
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"close, x", "x, close", "CLOSE", "keep-alive, Close", "x ,\tclose", "close,"})
  @DisplayName(
      "that asks to close is answered and the connection closed, whatever else it contains")
  void close(String options) throws IOException {
    for (int port : ports()) {
      String request = "GET /models HTTP/1.1\r\n" + HOST + "Connection: " + options + "\r\n\r\n";
      assertThat(answers(port, request + "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n"))
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("connection: close\r\n")
          .containsOnlyOnce("content-length: ");
      assertThat(answers(port, request.replace("Connection: ", "Connection: x\r\nConnection: ")))
          .startsWith("HTTP/1.1 200 ")
          .contains(VERSION);
    }
  }

  @Test
  @DisplayName("of HTTP/1.0 closes the connection unless it asks to keep it")
  void oldVersion() throws IOException {
    String kept = "GET /models HTTP/1.0\r\n" + HOST + "Connection: x, Keep-Alive\r\n\r\n";
    String last = "GET /models HTTP/1.0\r\n" + HOST + "\r\n";
    for (int port : ports()) {
      assertThat(answers(port, kept + kept + last + kept).split("HTTP/1.0 200 ", -1)).hasSize(4);
    }
  }

  @Test
  @DisplayName("in absolute form is for the authority in its target, whatever the Host field")
  void absoluteForm() throws IOException {
    for (int port : ports()) {
      assertThat(answers(port, absolute("http://localhost/models", "evil.example")))
          .startsWith("HTTP/1.1 200 ")
          .contains(VERSION);
      assertThat(answers(port, absolute("HTTPS://127.0.0.1:1/models?", "evil.example")))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(answers(server.admin.port(), absolute("http://evil.example/models", "localhost")))
        .startsWith("HTTP/1.1 421 ")
        .contains("/problems/foreign-host")
        .doesNotContain(VERSION);
    assertThat(
            answers(
                server.admin.port(),
                absolute("http://localhost/models", "evil.example")
                    .replace("\r\n\r\n", "\r\nOrigin: http://evil.example\r\n\r\n")))
        .startsWith("HTTP/1.1 403 ");
  }

  private static String absolute(String target, String host) {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  @Test
  @DisplayName("about the whole server is answered")
  void asterisk() throws IOException {
    for (int port : ports()) {
      for (String target : List.of("*", "http://localhost")) {
        assertThat(
                answers(
                    port,
                    "OPTIONS " + target + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 204 ");
      }
    }
  }

  @Test
  @DisplayName("is logged with its method only if that is a known one")
  void methods() throws IOException {
    String unknown = "M".repeat(3_000);
    for (int port : ports()) {
      assertThat(
              answers(port, unknown + " /models HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 405 ");
    }
    await() // A line of log is written after its answer.
        .until(() -> server.data.logged().contains("\"method\":\"OTHER\",\"route\":\"/models\""));
    assertThat(server.data.logged()).doesNotContain("MMMMMM");
  }

  @Test
  @DisplayName(
      "has the same answer wherever its bytes are split, on either port, with all that follow")
  void cut() throws IOException {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (String stream : streams()) {
      for (int port : ports()) {
        String whole = answers(port, stream);
        assertThat(whole).startsWith("HTTP/1.1 ");
        for (int i = 0; i < CUTS; i++) {
          assertThat(answers(port, pieces(stream, random))).as(stream).isEqualTo(whole);
        }
        assertThat(answers(port, stream.split("(?<=.)(?s)"))).as(stream).isEqualTo(whole);
      }
    }
  }

  private static List<String> streams() {
    String predict = "POST /predict HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
    String body = TestModels.APPLICANT;
    String sized = predict + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    int half = body.length() / 2;
    String chunked =
        predict
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(half)
            + ";a=\"b;c\"\r\n"
            + body.substring(0, half)
            + "\r\n00"
            + Integer.toHexString(body.length() - half).toUpperCase(java.util.Locale.ROOT)
            + " ;x\r\n"
            + body.substring(half)
            + "\r\n0\r\nX-Trailer: y\r\nContent-Length: 5\r\n\r\n";
    String get = "\r\nGET /models/champion/schema HTTP/1.1\r\n" + HOST + "\r\n";
    String last = "GET /models HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n" + get;
    return List.of(
        sized + chunked + get + chunked + last,
        get + sized + "GET /models HTTP/1.1\r\n" + HOST + "Bad name: x\r\n\r\n" + get,
        chunked + predict + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0x1\r\n" + get,
        chunked + predict + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd" + get);
  }

  private static String[] pieces(String stream, SplittableRandom random) {
    int[] cuts = random.ints(3, 0, stream.length() + 1).sorted().toArray();
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      pieces.add(stream.substring(from, cut));
      from = cut;
    }
    pieces.add(stream.substring(from));
    return pieces.toArray(String[]::new);
  }
}
