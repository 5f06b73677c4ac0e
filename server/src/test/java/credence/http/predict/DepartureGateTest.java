package credence.http.predict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLog;
import credence.http.server.TestModels;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.tls.TestCertificate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A decision is in the log before its answer is sent:")
class DepartureGateTest {
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
  static final String TRACED = "X-Request-Id: a\r\n";
  private static final String BATCH = "/predict/batch";
  private static final String LINES = "application/x-ndjson";
  private static final String JSON = "application/json";
  private static final String UNLOGGED = "/problems/decision-not-logged";

  @TempDir Path home;

  static String applicant(int id) {
    return TestModels.APPLICANT.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":" + id);
  }

  private static String post(String target, String type, String fields, String body) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: "
        + type
        + "\r\n"
        + fields
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /// A request for a prediction.
  ///
  /// @param fields fields after which Vert.x handles the connection, or an empty string
  static String predict(int id, String fields) {
    return post("/predict", JSON, fields, applicant(id));
  }

  static String answer(int id) {
    return "{\"id\":" + id + ",\"prediction\":0.1495}";
  }

  static String read(Socket socket) throws IOException {
    return RawRequests.response(socket.getInputStream());
  }

  static void awaitDecisions(TestLog log, int count) {
    await().until(() -> log.decisions().size() == count);
  }

  /// Whether nothing has been sent on a connection although another one, opened later, is answered.
  static void assertNothingCame(RunningServer server, Socket socket) throws IOException {
    assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(socket.getInputStream().available()).isZero();
  }

  /// @param fields fields after which Vert.x handles the connection, or an empty string
  @ParameterizedTest
  @ValueSource(strings = {"", TRACED})
  @DisplayName("the answer and all after it wait for that, in order, while others are served")
  void waits(String fields) throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      RunningServer.write(socket, predict(1, fields));
      awaitDecisions(log, 1);
      RunningServer.write(socket, predict(2, fields) + LIVE);
      assertNothingCame(server, socket);
      assertThat(log.decisions().getFirst().content()).isEqualTo(applicant(1));
      assertThat(log.decisions().getFirst().predictions())
          .singleElement()
          .asString()
          .startsWith("training_set_2014_09_10 DEFAULT 0.149");
      log.completeAll();
      assertThat(read(socket)).startsWith("HTTP/1.1 200 ").endsWith(answer(1));
      assertThat(read(socket)).endsWith(answer(2));
      assertThat(read(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("prediction");
      assertThat(log.decisions()).extracting(TestLog.Decision::number).isSorted().hasSize(2);
    }
  }

  @Test
  @DisplayName("answers keep the order of their requests if the log completes in another order")
  void outOfOrder() throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      for (int i = 0; i < 4; i++) {
        RunningServer.write(socket, predict(i, ""));
        awaitDecisions(log, i + 1);
      }
      log.complete(2, true);
      log.complete(2, true);
      assertNothingCame(server, socket);
      log.complete(1, false);
      log.complete(0, true);
      assertThat(read(socket)).endsWith(answer(0));
      assertThat(read(socket)).startsWith("HTTP/1.1 503 ").contains(UNLOGGED);
      assertThat(read(socket)).endsWith(answer(2));
      assertThat(read(socket)).endsWith(answer(3));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_ONCE", "ELSEWHERE"})
  @DisplayName("the log may complete before it returns, or on another thread, many times over")
  void completes(TestLog.Mode mode) throws IOException {
    int count = 2_000;
    TestLog log = new TestLog(mode);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int from = 0; from < count; from += 100) {
        String fields = from < count / 2 ? "" : TRACED;
        RunningServer.write(
            socket,
            IntStream.range(from, from + 100)
                .mapToObj(i -> predict(i, fields))
                .collect(Collectors.joining()));
        for (int i = from; i < from + 100; i++) {
          assertThat(RawRequests.response(in)).endsWith(answer(i));
        }
      }
      assertThat(log.decisions()).hasSize(count);
      assertThat(log.decisions().getLast().content()).isEqualTo(applicant(count - 1));
    }
  }

  /// @param fields fields after which Vert.x handles the connection, or an empty string
  @ParameterizedTest
  @ValueSource(strings = {"", TRACED})
  @DisplayName("if it cannot be logged, the answer is a problem, and later requests are served")
  void fails(String fields) throws IOException {
    for (TestLog.Mode mode : List.of(TestLog.Mode.FAILING, TestLog.Mode.BROKEN)) {
      TestLog log = new TestLog(mode);
      try (RunningServer server =
              RunningServer.withLog(
                  home.resolve(mode.name()),
                  RunningServer.withAccessLog(RunningServer.testing()),
                  log);
          Socket socket = server.socket()) {
        RunningServer.write(socket, predict(1, fields) + predict(2, fields) + LIVE);
        for (int i = 0; i < 2; i++) {
          assertThat(read(socket))
              .startsWith("HTTP/1.1 503 ")
              .contains("retry-after: 1\r\n")
              .contains(UNLOGGED)
              .doesNotContain("0.14")
              .doesNotContain("Model-Version");
        }
        assertThat(read(socket)).startsWith("HTTP/1.1 200 ");
        log.completeAll();
        RunningServer.write(socket, predict(3, fields));
        assertThat(read(socket)).endsWith(answer(3));
        assertThat(server.metric("credence_http_requests_total{route=\"/predict\",status=\"503\"}"))
            .isEqualTo(2);
        assertThat(server.metric("credence_http_requests_total{route=\"/predict\",status=\"200\"}"))
            .isEqualTo(1);
        await().until(() -> server.logged().split("\"status\":503", -1).length == 3);
      }
    }
  }

  @Test
  @DisplayName("the problem has the same bytes on both paths")
  void sameProblem() throws IOException {
    TestLog log = new TestLog(TestLog.Mode.FAILING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket plain = server.socket();
        Socket other = server.socket()) {
      RunningServer.write(plain, predict(1, ""));
      RunningServer.write(other, LIVE + predict(1, ""));
      read(other);
      assertThat(read(other)).isEqualTo(read(plain));
    }
  }

  private static String array(int count) {
    return IntStream.range(0, count)
        .mapToObj(DepartureGateTest::applicant)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(DepartureGateTest::applicant)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /// A batch's request.
  private static String batch(String type, int count) {
    return post(BATCH, type, "", type.equals(LINES) ? lines(count) : array(count));
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, LINES})
  @DisplayName("a batch waits for it, and is read and scored up to a limit meanwhile")
  void batchWaits(String type) throws IOException {
    int count = 5_000;
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      String request = batch(type, count);
      Thread writer = Thread.ofVirtual().start(() -> writeQuietly(socket, request));
      await().until(() -> settled(log) > 0);
      int bound = log.decisions().size();
      assertThat(bound).isLessThan(count / 2);
      assertNothingCame(server, socket);
      goOn(log);
      log.completeAll();
      RunningServer.write(socket, "");
      StringBuilder answers = new StringBuilder();
      byte[] part = new byte[1 << 14];
      while (!answers.toString().endsWith("0\r\n\r\n")) {
        int length = socket.getInputStream().read(part);
        assertThat(length).isPositive();
        answers.append(new String(part, 0, length, UTF_8));
      }
      assertThat(writer).isNotNull();
      assertThat(answers.toString().replaceAll("\r\n[0-9a-f]+\r\n", ""))
          .startsWith("HTTP/1.1 200 OK")
          .contains(answer(0))
          .contains(answer(count - 1));
      assertThat(log.decisions())
          .extracting(TestLog.Decision::content)
          .containsExactlyElementsOf(
              IntStream.range(0, count).mapToObj(DepartureGateTest::applicant).toList());
    }
  }

  /// The number of decisions once it no longer changes; 0 before that.
  static int settled(TestLog log) {
    int before = log.decisions().size();
    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    return log.decisions().size() == before ? before : 0;
  }

  /// Completes appends until a connection at its limit continues.
  static void goOn(TestLog log) {
    int before = log.decisions().size();
    for (int left = log.waiting().size(); left > 0; left--) {
      log.complete(0, true);
    }
    await().until(() -> log.decisions().size() > before);
  }

  static void writeQuietly(Socket socket, String text) {
    try {
      RunningServer.write(socket, text);
    } catch (IOException _) {
      // The server has closed the connection.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, LINES})
  @DisplayName("a batch whose response has not started becomes a problem")
  void batchFails(String type) throws IOException {
    TestLog log = new TestLog(TestLog.Mode.FAILING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      RunningServer.write(socket, batch(type, 10));
      assertThat(read(socket)).startsWith("HTTP/1.1 503 ").contains(UNLOGGED);
      log.completeAll();
      RunningServer.write(socket, predict(1, ""));
      assertThat(read(socket)).endsWith(answer(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, LINES})
  @DisplayName(
      "a batch whose response has started is visibly incomplete: lines end with a problem, an array is"
          + " aborted")
  void batchCutOff(String type) throws IOException {
    int count = 5_000;
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      String request = batch(type, count);
      Thread writer = Thread.ofVirtual().start(() -> writeQuietly(socket, request));
      await().until(() -> settled(log) > 0);
      log.complete(0, true);
      await().until(() -> socket.getInputStream().available() > 0);
      log.mode(TestLog.Mode.FAILING);
      while (!log.waiting().isEmpty()) {
        log.complete(0, false);
      }
      String answers = readToEnd(socket);
      assertThat(answers).startsWith("HTTP/1.1 200 ");
      if (type.equals(LINES)) {
        assertThat(answers).endsWith("}\n\r\n0\r\n\r\n");
        assertThat(answers.substring(answers.lastIndexOf("\n{")))
            .startsWith("\n{\"type\":\"/problems/decision-not-logged\"");
      } else {
        assertThat(answers).doesNotEndWith("0\r\n\r\n");
      }
      assertThat(answers).doesNotContain("\"id\":" + (count - 1) + ",");
      assertThat(writer).isNotNull();
    }
  }

  static String readToEnd(Socket socket) {
    StringBuilder all = new StringBuilder();
    try {
      for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
        all.append((char) b);
      }
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return all.toString();
  }

  @Test
  @DisplayName(
      "a client that asks to close gets its answer, after those before it, and is disconnected")
  void connectionClose() throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      RunningServer.write(socket, predict(1, "") + predict(2, "Connection: close\r\n"));
      awaitDecisions(log, 2);
      assertNothingCame(server, socket);
      log.completeAll();
      assertThat(RunningServer.readAll(socket))
          .contains(answer(1))
          .contains("connection: close")
          .endsWith(answer(2));
    }
  }

  @Test
  @DisplayName("a rejection that closes the connection is sent after waiting answers")
  void rejectedBehind() throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        Socket socket = server.socket()) {
      RunningServer.write(socket, predict(1, "") + "nonsense\r\n\r\n");
      awaitDecisions(log, 1);
      await().pollDelay(Duration.ofMillis(1_200)).until(() -> true); // The guard lingers.
      assertNothingCame(server, socket);
      log.completeAll();
      assertThat(read(socket)).endsWith(answer(1));
      assertThat(RunningServer.readAll(socket)).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  @DisplayName("predictions of shadows follow in separate records, and delay or fail no answer")
  void shadows() {
    TestLog log = new TestLog(TestLog.Mode.AT_ONCE);
    Change change = new Change("tester", "a test");
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log)) {
      server.publish("b", -1);
      await().until(() -> server.get("/models/b").statusCode() == 200);
      server.registry.move(new AliasMove.AddShadow(new VersionName("b")), change);
      await().until(() -> server.listed("b").toString().contains("shadow"));
      server.predict("", applicant(1));
      await().until(() -> log.decisions().size() == 2);
      TestLog.Decision decision = log.decisions().getFirst();
      TestLog.Decision added = log.decisions().getLast();
      assertThat(added.isSupplement()).isTrue();
      assertThat(added.number()).isEqualTo(decision.number());
      assertThat(added.predictions()).singleElement().asString().startsWith("b SHADOW 0.");
      log.shadowMode(TestLog.Mode.FAILING);
      assertThat(server.predict("", applicant(2)).statusCode()).isEqualTo(200);
      log.shadowMode(TestLog.Mode.WAITING);
      for (int i = 0; i < 3_000; i += 500) {
        assertThat(server.post(BATCH, JSON, array(500)).body()).contains(answer(499));
      }
      await().until(() -> server.metric("credence_shadow_dropped_total") >= 0);
      assertThat(log.waiting()).as("one append at a time on each event loop").hasSizeBetween(1, 2);
      log.shadowMode(TestLog.Mode.AT_ONCE);
      long answered = log.decisions().stream().filter(d -> !d.isSupplement()).count();
      while (!log.waiting().isEmpty()) {
        log.complete(0, true);
      }
      await()
          .until(
              () ->
                  log.decisions().stream().filter(TestLog.Decision::isSupplement).count()
                          + server.metric("credence_shadow_dropped_total")
                      == answered);
    }
  }

  @Test
  @DisplayName("also with TLS")
  void tls(@TempDir Path folder) throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    TestCertificate certificate = TestCertificate.create(folder, "EC", -1, 90);
    ServerSettings settings =
        RunningServer.with(
            RunningServer.testing(),
            new ListenSettings("127.0.0.1", 0, 1, certificate.write(folder)));
    try (RunningServer server = RunningServer.withLog(home, settings, log);
        Socket socket =
            certificate
                .trust()
                .getSocketFactory()
                .createSocket("localhost", server.server.port())) {
      RunningServer.write(socket, predict(1, "") + predict(2, TRACED) + LIVE);
      await().until(() -> log.waiting().size() == 1 && log.decisions().size() == 2);
      log.mode(TestLog.Mode.FAILING);
      log.complete(0, true);
      assertThat(read(socket)).endsWith(answer(1));
      assertThat(read(socket)).endsWith(answer(2));
      assertThat(read(socket)).startsWith("HTTP/1.1 200 ");
      RunningServer.write(socket, predict(3, ""));
      assertThat(read(socket)).contains(UNLOGGED);
    }
  }
}
