package credence.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that both ports answer about the home of November 2026, byte by byte.
@DisplayName("The answers of a server")
class RecordedAnswersIT {
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String LINES = "Content-Type: application/x-ndjson\r\n";
  private static final String WHOLE =
      "{\"id\":\"a1\",\"income\":38822.49,\"age\":60,\"score\":416,\"utilisation\":0.692,"
          + "\"employed\":true,\"plan\":\"gold\"}";
  private static final String SPARSE = "{\"id\":\"a2\",\"utilisation\":0.2,\"age\":31}";
  private static final String FAULTY =
      "{\"id\":\"a3\",\"income\":\"much\",\"employed\":3,\"Utilisation\":0.3}";

  @TempDir private Path folder;
  private final Recording recording = new Recording("recorded-answers.txt");
  private int publicPort;
  private int adminPort;

  @Test
  @DisplayName("are as recorded, on both ports")
  void answers() throws IOException {
    Path home = OldHome.unpack(folder);
    recording.mask("(?m)^(?:# (?:HELP|TYPE) )?(?:jvm|process|system)_.*\n", "");
    recording.mask("(?m)^(credence_[a-z_]+(?:\\{[^}]*\\})?) [-+.0-9eEINanf]+$", "$1 (value)");
    recording.mask("(?<=credence_build_info\\{)[^}]*", "(build)");
    recording.mask("version=\"[^\"]*\"(?=[,}])", "version=\"(version)\"");
    recording.mask(
        "(?<=version=0.0.4; charset=utf-8\nx-content-type-options: nosniff\n"
            + "cache-control: no-store\nconnection: close\ncontent-length: )\\d+",
        "(length)");
    recording.mask("(?s)<svg.*?</svg>", "(picture)");
    recording.mask("(?s)\"document\":\\s*\\{.*", "(document)");
    recording.mask("(?<=\"modified_millis\":)\\d+", "(now)");
    // Digits are those of ASCII in any locale.
    Map<String, String> inEgypt =
        Map.of("CREDENCE_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
    try (Launched server =
        Launched.serve(
            inEgypt, home, "--prediction-decimals", "0", "--admin-tokens-required", "false")) {
      publicPort = server.port();
      adminPort = AdminPort.of(server).port();
      recording.mask(":" + publicPort + "\\b", ":(port)");
      recording.mask(":" + adminPort + "\\b", ":(admin-port)");
      predictions();
      batches();
      documents();
      malformed();
      admin();
    }
    recording.finish();
  }

  private void predictions() throws IOException {
    for (String query :
        new String[] {
          "",
          "?version=champion",
          "?version=challenger",
          "?version=shadow",
          "?version=all",
          "?version=linear_2025_03_31",
          "?version=retired_2025_06_30",
          "?version=linear_2025_03",
          "?version=removed_2025_06_30",
          "?version=",
          "?version=a&version=b",
          "?versions=all"
        }) {
      for (String body : new String[] {WHOLE, SPARSE, FAULTY}) {
        post("/predict" + query, JSON, body);
        post("/predict" + query, JSON + "X-Request-Id: r-1\r\n", body);
      }
    }
    String trace = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
    post("/predict", JSON + trace, WHOLE);
    for (String body :
        new String[] {
          "",
          "[]",
          "null",
          "{",
          "{}",
          "{\"id\":1}",
          "{\"id\":\"\"}",
          "{\"id\":{},\"income\":1}",
          "{\"id\":\"a\",\"income\":1e999}",
          "{\"id\":\"a\",\"id\":\"b\"}",
          WHOLE + WHOLE
        }) {
      post("/predict", JSON, body);
    }
    post("/predict", "", WHOLE);
    post("/predict", "Content-Type: text/plain\r\n", WHOLE);
    post("/predict", JSON + "Accept: text/html\r\n", WHOLE);
    post("/predict", JSON + "Content-Encoding: gzip\r\n", WHOLE);
    post("/predict", JSON + "Expect: 200-ok\r\n", WHOLE);
    ask("GET", publicPort, "/predict", "", "");
    ask("OPTIONS", publicPort, "/predict", "", "");
    ask("DELETE", publicPort, "/predict", "", "");
    // As many applicants as it takes to meet both sides of the challenge.
    for (int i = 0; i < 12; i++) {
      post("/predict", JSON, WHOLE.replace("a1", "share-" + i));
    }
  }

  private void batches() throws IOException {
    String lines = WHOLE + "\n" + SPARSE + "\n\n" + FAULTY + "\n{\n" + WHOLE;
    String array = "[" + WHOLE + "," + SPARSE + ",{}," + FAULTY + "]";
    for (String query :
        new String[] {"", "?version=all", "?version=linear_2025_03_31", "?version=nothing"}) {
      post("/predict/batch" + query, LINES, lines);
      post("/predict/batch" + query, JSON, array);
    }
    for (String body : new String[] {"", "[]", "{}", "[1,2]", "[{},", "[]]"}) {
      post("/predict/batch", JSON, body);
      post("/predict/batch", LINES, body);
    }
    post("/predict/batch", "Content-Type: text/csv\r\n", "id");
    ask("OPTIONS", publicPort, "/predict/batch", "", "");
  }

  private void documents() throws IOException {
    for (String path :
        new String[] {
          "/health/ready",
          "/health/live",
          "/models",
          "/models/champion",
          "/models/linear_2025_03_31",
          "/models/removed_2025_06_30",
          "/models/nothing",
          "/models/champion/schema",
          "/models/recent_2025_06_30/schema",
          "/models/nothing/schema",
          "/problems/overloaded",
          "/problems/nothing",
          "/problems/invalid-applicant",
          "/",
          "/nothing",
          "/models/",
          "/history",
          "/aliases",
          "/models?x=1",
          "/models/%2e%2e",
          "/models/a%00b"
        }) {
      ask("GET", publicPort, path, "", "");
    }
    for (String path :
        new String[] {"/health/ready", "/models", "/models/champion", "/openapi.json"}) {
      ask("HEAD", publicPort, path, "", "");
      ask("OPTIONS", publicPort, path, "", "");
      ask("POST", publicPort, path, "", "");
    }
    ask("GET", publicPort, "/metrics", "", "");
  }

  private void malformed() throws IOException {
    for (String head :
        new String[] {
          "GET /models HTTP/1.1\r\n\r\n",
          "GET /models HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET /models HTTP/1.1\r\nHost: a b\r\n\r\n",
          "GET /models HTTP/2.0\r\nHost: a\r\n\r\n",
          "GET /models\r\nHost: a\r\n\r\n",
          "GET /models HTTP/1.0\r\n\r\n",
          "get /models HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET  /models HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /models HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
          "GET /models HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
          "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "POST /predict HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
          "POST /predict HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n",
          "\u0016\u0003\u0001 TLS\r\n\r\n"
        }) {
      for (int port : new int[] {publicPort, adminPort}) {
        add(
            port,
            head.replace("\r\n", "|"),
            head.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      }
    }
  }

  private void admin() throws IOException {
    for (String path :
        new String[] {
          "/aliases",
          "/aliases/champion",
          "/aliases/challenger",
          "/aliases/shadow",
          "/aliases/nothing",
          "/history",
          "/history?limit=3",
          "/history?before=5&limit=2",
          "/history?limit=0",
          "/training-sets",
          "/training-sets/training_set_2025_06_30",
          "/training-sets/nothing",
          "/training-runs",
          "/training-runs/20261127-054526218-b02d68",
          "/training-runs/20261127-054811402-c81d91",
          "/training-runs/nothing",
          "/models/training_set_2025_06_30/report",
          "/models/nothing/report",
          "/models",
          "/health/ready",
          "/predict",
          "/nothing"
        }) {
      ask("GET", adminPort, path, "", "");
    }
    ask("OPTIONS", adminPort, "/aliases/champion", "", "");
    ask("PUT", adminPort, "/aliases/champion", JSON, "{\"version\":\"linear_2025_03_31\"}");
    String promotion =
        "{\"version\":\"training_set_2025_09_30\",\"reason\":\"tried\",\"override\":true}";
    ask("PUT", adminPort, "/aliases/champion", JSON, promotion);
    ask("PUT", adminPort, "/aliases/champion", JSON + "If-Match: \"1\"\r\n", promotion);
    ask("PUT", adminPort, "/aliases/champion", JSON + "If-Match: \"14\"\r\n", "{\"x\":1}");
    ask(
        "PUT",
        adminPort,
        "/aliases/champion",
        JSON + "If-Match: \"14\"\r\n",
        promotion.replace(",\"override\":true", ""));
    ask("PUT", adminPort, "/aliases/champion", JSON + "If-Match: \"14\"\r\n", promotion);
    ask("GET", adminPort, "/aliases/champion", "", "");
    String reason = "{\"reason\":\"tried\"}";
    ask("POST", adminPort, "/aliases/champion/rollback", JSON + "If-Match: \"16\"\r\n", reason);
    ask("POST", adminPort, "/models/retired_2025_03_31/retire", JSON, reason);
    ask("POST", adminPort, "/models/retired_2025_03_31/retire", JSON, reason);
    ask("POST", adminPort, "/models/retired_2025_03_31/reinstate", JSON, "{}");
    ask("POST", adminPort, "/models/retired_2025_03_31/reinstate", JSON, reason);
    ask("POST", adminPort, "/models/training_set_2025_06_30/retire", JSON, reason);
    ask("POST", adminPort, "/training-runs", JSON, "{\"sets\":1,\"combination\":\"none\"}");
    ask("DELETE", adminPort, "/training-runs/20261127-054526218-b02d68", "", "");
    ask("PUT", adminPort, "/training-sets/nothing", JSON, "x");
    ask("GET", adminPort, "/history?limit=6", "", "");
    ask("GET", adminPort, "/metrics", "", "");
  }

  private void post(String target, String fields, String body) throws IOException {
    ask("POST", publicPort, target, fields, body);
  }

  private void ask(String method, int port, String target, String fields, String body)
      throws IOException {
    boolean sized = !body.isEmpty() || method.equals("POST") || method.equals("PUT");
    String length = sized ? "Content-Length: " + body.getBytes(UTF_8).length + "\r\n" : "";
    String request =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + fields
            + length
            + "Connection: close\r\n\r\n"
            + body;
    String title =
        method + " " + target + " " + fields.replace("\r\n", "; ") + body.replace("\n", "|");
    add(port, title, request);
  }

  private void add(int port, String title, String request) throws IOException {
    String side = port == adminPort ? "admin" : "public";
    recording.add(side + ": " + title, exchange(port, request));
  }

  /// The responses of a port until it closes the connection, with the chunks of a body joined.
  private static String exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int body = answer.indexOf("\r\n\r\n") + 4;
      return answer.contains("transfer-encoding: chunked")
          ? answer.substring(0, body) + joined(answer.substring(body))
          : answer;
    }
  }

  /// The content of chunks.
  private static String joined(String chunks) {
    StringBuilder content = new StringBuilder();
    byte[] bytes = chunks.getBytes(UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int end = at;
      while (bytes[end] != '\r') {
        end++;
      }
      int length = Integer.parseInt(new String(bytes, at, end - at, UTF_8), 16);
      content.append(new String(bytes, end + 2, length, UTF_8));
      at = end + 2 + length + 2;
    }
    return content.toString();
  }
}
