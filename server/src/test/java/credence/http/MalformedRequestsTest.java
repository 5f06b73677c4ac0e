package credence.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import credence.http.admin.RunningAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Both ports, given requests that are not well-formed HTTP,")
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR and LF.
class MalformedRequestsTest {
  private static final String HOST = "Host: localhost\r\n";

  /// A request that an attacker tries to smuggle.
  private static final String INNER = "GET /models HTTP/1.1\r\n" + HOST + "\r\n";

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

  private static List<Integer> ports() {
    return List.of(server.data.server.port(), server.admin.port());
  }

  /// Sends some bytes, a character each, and reads until the server closes.
  private static String answers(int port, String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /// Asserts that a request is answered with one problem and nothing after it is read as a request.
  private static void assertRefused(String request, int status, String problem) {
    for (int port : ports()) {
      String takesBody = port == server.admin.port() ? "POST /training-runs" : "POST /predict";
      String answer = answers(port, request.replace("POST /predict", takesBody));
      assertThat(answer)
          .as("%s", request)
          .startsWith("HTTP/1.1 " + status + " ")
          .containsIgnoringCase("connection: close\r\n")
          .contains("application/problem+json", "\"/problems/" + problem + "\"")
          .containsOnlyOnce("content-length: ")
          .doesNotContain(VERSION);
    }
  }

  private static void assertMalformed(String request) {
    assertRefused(request, 400, "malformed-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding:\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked;q=1\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\t: chunked\r\n",
        "Transfer-Encoding: chunked\u0001\r\n",
        "Transfer-Encoding: chunked\u000b\r\n",
        "X: y\r\n Transfer-Encoding: chunked\r\n",
        "X: y\rTransfer-Encoding: chunked\r\n",
        "X: y\nTransfer-Encoding: chunked\r\n"
      })
  @DisplayName("answer no request inside a body with ambiguous transfer coding")
  void codings(String fields) {
    assertMalformed("POST /predict HTTP/1.1\r\n" + HOST + fields + "\r\n0\r\n\r\n" + INNER);
    assertMalformed("POST /predict HTTP/1.1\r\n" + HOST + fields + "\r\n" + INNER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nContent-Length: 1\r\n",
        "Content-Length: 0\r\nContent-Length: 41\r\n",
        "Content-Length: 0, 0\r\n",
        "Content-Length: 0,41\r\n",
        "Content-Length: +0\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x0\r\n",
        "Content-Length: 0 0\r\n",
        "Content-Length: 1e0\r\n",
        "Content-Length:\r\n",
        "Content-Length : 0\r\n",
        "Content-Length: \u00b2\r\n"
      })
  @DisplayName("answer no request inside a body with ambiguous length")
  void lengths(String fields) {
    assertMalformed("POST /predict HTTP/1.1\r\n" + HOST + fields + "\r\n" + INNER);
  }

  @Test
  @DisplayName("accept no chunks from a client of HTTP/1.0 and no overflowing Content-Length")
  void oldChunks() {
    assertMalformed(
        "POST /predict HTTP/1.0\r\n"
            + HOST
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + INNER);
    assertRefused(
        "POST /predict HTTP/1.1\r\n" + HOST + "Content-Length: " + "9".repeat(30) + "\r\n\r\n",
        413,
        "body-too-large");
  }

  @Test
  @DisplayName("store nothing from smuggled requests")
  void nothingStored() throws IOException {
    String inner =
        "PUT /training-sets/smuggled HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\n\r\nPAR1";
    String outer =
        "PUT /training-sets/outer HTTP/1.1\r\n" + HOST + "Transfer-Encoding: xchunked\r\n\r\n";
    assertMalformed(outer + inner);
    assertThat(server.get("/training-sets").body()).doesNotContain("smuggled", "outer");
    try (var files = Files.walk(home)) {
      assertThat(files.map(Path::toString)).noneMatch(path -> path.contains("smuggled"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y\r\n",
        "Host:\r\n",
        "Host: a\r\nHost: a\r\n",
        "Host: a\r\nHost: localhost\r\n",
        "Host: a b\r\n",
        "Host: a/b\r\n",
        "Host: a@b\r\n",
        "Host: a, b\r\n",
        "Host: a:b\r\n",
        "Host: a:123456\r\n",
        "Host: a:65536\r\n",
        "Host: a:80:80\r\n",
        "Host: [::1\r\n",
        "Host: []\r\n",
        "Host: [zz]\r\n",
        "Host: ::1\r\n",
        "Host: %zz\r\n",
        "Host: h\u00f6st\r\n"
      })
  @DisplayName("reject a request without Host, with two or with a malformed one")
  void hosts(String fields) {
    assertMalformed("GET /models HTTP/1.1\r\n" + fields + "\r\n" + INNER);
    if (!fields.startsWith("X")) {
      assertMalformed("GET /models HTTP/1.0\r\n" + fields + "\r\n" + INNER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": empty name\r\n",
        "Name : space\r\n",
        "Na me: space\r\n",
        "Na(me: delimiter\r\n",
        "N\u00e4me: latin\r\n",
        "no colon\r\n",
        " folded: first\r\n",
        "X: y\r\n\tfolded\r\n",
        "X: \u0000\r\n",
        "X: a\u0007b\r\n",
        "X: \u007f\r\n",
        "X: a\rb\r\n",
        "X: a\r\r\n",
        "X: a\n",
        "Content-Type: application/json\r\nContent-Type: application/json\r\n",
        "content-type: application/json\r\nContent-Type: text/plain\r\n",
        "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n"
      })
  @DisplayName("reject malformed header fields and repeated fields of a single value")
  void fields(String fields) {
    assertMalformed("GET /models HTTP/1.1\r\n" + HOST + fields + "\r\n" + INNER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "Origin", "Sec-Fetch-Site", "If-Match", "Credence-Author"})
  @DisplayName("reject repeated fields that decide about access, on the admin port")
  void fieldsOfAdmin(String field) {
    String request =
        "GET /models HTTP/1.1\r\n" + HOST + (field + ": x\r\n").repeat(2) + "\r\n" + INNER;
    assertThat(answers(server.admin.port(), request))
        .startsWith("HTTP/1.1 400 ")
        .contains("/problems/malformed-request", field)
        .doesNotContain(VERSION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET",
        "GET ",
        " GET /models HTTP/1.1",
        "GET  /models HTTP/1.1",
        "GET /models  HTTP/1.1",
        "GET /models HTTP/1.1 ",
        "GET /models http/1.1",
        "GET /models HTTP/1",
        "GET /models HTTP/1.10",
        "GET /models HTTPS/1.1",
        "GET\t/models\tHTTP/1.1",
        "GE(T /models HTTP/1.1",
        "GET models HTTP/1.1",
        "GET * HTTP/1.1",
        "GET /models#part HTTP/1.1",
        "GET /mod\u00e9ls HTTP/1.1",
        "GET /models\u0001 HTTP/1.1",
        "GET /models\r HTTP/1.1",
        "GET http:///models HTTP/1.1",
        "GET http://user@localhost/models HTTP/1.1",
        "GET ftp://localhost/models HTTP/1.1",
        "GET localhost:80 HTTP/1.1",
        "CONNECT /models HTTP/1.1",
        "\u0016\u0003\u0001"
      })
  @DisplayName("reject a malformed request line")
  void requestLines(String line) {
    assertMalformed(line + "\r\n" + HOST + "\r\n" + INNER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /models HTTP/1.2",
        "GET /models HTTP/2.0",
        "GET /models HTTP/0.9",
        "GET /models HTTP/3.0",
        "GET /models"
      })
  @DisplayName("reject other HTTP versions with 505")
  void versions(String line) {
    assertRefused(line + "\r\n" + HOST + "\r\n" + INNER, 505, "version-not-supported");
  }

  @Test
  @DisplayName("reject HTTP/2 and CONNECT")
  void otherProtocols() {
    assertRefused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version-not-supported");
    assertRefused(
        "CONNECT localhost:443 HTTP/1.1\r\n" + HOST + "\r\n" + INNER, 405, "method-not-allowed");
  }

  @Test
  @DisplayName("reject a head with too many fields, complete or not, and one that is too long")
  void tooLarge() {
    String many = "GET /models HTTP/1.1\r\n" + HOST + "a:\r\n".repeat(1_900);
    assertRefused(many, 431, "headers-too-large");
    assertRefused(many + "\r\n" + INNER, 431, "headers-too-large");
    assertRefused(
        "GET /models HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(9_000), 431, "headers-too-large");
    assertRefused("GET /" + "x".repeat(5_000), 414, "request-line-too-long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x46\r\n",
        "-1\r\n",
        "+1\r\nx\r\n0\r\n\r\n",
        " 1\r\nx\r\n0\r\n\r\n",
        "1 \r\nx\r\n0\r\n\r\n",
        "1\nx\r\n0\r\n\r\n",
        "1\r\nx\n0\r\n\r\n",
        "1\r\nxx\r\n0\r\n\r\n",
        "1\r\nx0\r\n\r\n",
        "\r\n0\r\n\r\n",
        "g\r\n",
        "1;a\u0001\r\nx\r\n0\r\n\r\n",
        "1;a\rb\r\nx\r\n0\r\n\r\n",
        "1 a\r\nx\r\n0\r\n\r\n",
        "10000000000000001\r\nx\r\n0\r\n\r\n",
        "0\r\nno colon\r\n\r\n",
        "0\r\n: empty\r\n\r\n",
        "0\r\nX: y\n\r\n",
        "0\r\n\n",
        "0\r\n\rX"
      })
  @DisplayName("answer a malformed chunked body with 400, and nothing after it")
  void chunks(String chunks) {
    assertMalformed(
        "POST /predict HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunks
            + INNER);
  }

  @Test
  @DisplayName("reject chunk extensions and trailers over their limits")
  void chunkOverhead() {
    String head =
        "POST /predict HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertMalformed(head + "1;" + "x".repeat(20_000) + "\r\nx\r\n0\r\n\r\n" + INNER);
    assertMalformed(head + "1;xxxx\r\nx\r\n".repeat(3_000) + "0\r\n\r\n" + INNER);
    assertRefused(head + "0\r\n" + "a:\r\n".repeat(200) + "\r\n" + INNER, 431, "headers-too-large");
  }

  @Test
  @DisplayName("answer the requests before a malformed one first, in order")
  void inOrder() {
    for (int port : ports()) {
      String request = "GET /models HTTP/1.1\r\n" + HOST + "\r\n";
      String answers =
          answers(
              port,
              request
                  + "GET /metrics HTTP/1.1\r\n"
                  + HOST
                  + "\r\nGET /nothing HTTP/1.1\r\n"
                  + HOST
                  + "\r\nGET /models HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"
                  + request);
      assertThat(answers.split("HTTP/1.1 ", -1))
          .satisfiesExactly(
              none -> assertThat(none).isEmpty(),
              first -> assertThat(first).startsWith("200 ").contains(VERSION),
              second -> assertThat(second).startsWith("200 ").contains("credence_connections"),
              third -> assertThat(third).startsWith("404 "),
              fourth -> assertThat(fourth).startsWith("400 ").contains("malformed-request"));
    }
  }
}
