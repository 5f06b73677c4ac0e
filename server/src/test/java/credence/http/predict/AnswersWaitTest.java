package credence.http.predict;

import static credence.http.predict.DepartureGateTest.TRACED;
import static credence.http.predict.DepartureGateTest.answer;
import static credence.http.predict.DepartureGateTest.applicant;
import static credence.http.predict.DepartureGateTest.assertNothingCame;
import static credence.http.predict.DepartureGateTest.awaitDecisions;
import static credence.http.predict.DepartureGateTest.goOn;
import static credence.http.predict.DepartureGateTest.predict;
import static credence.http.predict.DepartureGateTest.read;
import static credence.http.predict.DepartureGateTest.readToEnd;
import static credence.http.predict.DepartureGateTest.settled;
import static credence.http.predict.DepartureGateTest.writeQuietly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.LoneLoop;
import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestLog;
import credence.http.settings.LimitSettings;
import credence.http.settings.ServerSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("While answers wait for the decision log,")
class AnswersWaitTest {
  /// The estimated size of a record without its content, and of an answer's body, which may be held
  /// with it.
  private static final double RECORD_BYTES = 96 + 32;

  @TempDir Path home;

  /// @param fields fields after which Vert.x handles the connection, or an empty string
  @ParameterizedTest
  @ValueSource(strings = {"", TRACED})
  @DisplayName("a client that has closed its side gets its answer, unless that takes too long")
  void halfClosed(String fields) throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log)) {
      try (Socket socket = server.socket()) {
        RunningServer.write(socket, predict(1, fields));
        socket.shutdownOutput();
        awaitDecisions(log, 1);
        log.completeAll();
        assertThat(RunningServer.readAll(socket)).endsWith(answer(1));
      }
      log.mode(TestLog.Mode.WAITING);
      try (Socket socket = server.socket()) {
        RunningServer.write(socket, predict(2, fields));
        socket.shutdownOutput();
        assertThat(RunningServer.readAll(socket)).isEmpty();
        assertThat(log.decisions()).hasSize(2);
      }
    }
  }

  /// @param fields fields after which Vert.x handles the connection, or an empty string
  @ParameterizedTest
  @ValueSource(strings = {"", TRACED})
  @DisplayName("nothing is buffered for a disconnected client, and its decision is logged")
  void gone(String fields) throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log)) {
      try (Socket socket = server.socket()) {
        RunningServer.write(socket, predict(1, fields));
        awaitDecisions(log, 1);
        assertThat(held(server)).isPositive();
        socket.setSoLinger(true, 0); // It resets the connection.
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(held(server))
                      .isLessThanOrEqualTo(applicant(1).length() + RECORD_BYTES));
      assertThat(log.waiting()).hasSize(1);
      log.completeAll();
      await().until(() -> held(server) == 0);
      assertThat(server.predict("", applicant(2)).statusCode()).isEqualTo(200);
    }
  }

  private static double held(RunningServer server) {
    return server.metric("credence_held_bytes{kind=\"answers\"}");
  }

  @Test
  @DisplayName("a connection whose answers wait is read up to a limit, and continues afterwards")
  void bound() throws IOException {
    int count = 1_000;
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    LimitSettings limits = TestLimits.with(Map.of("unreadBytesMax", 1 << 14));
    try (RunningServer server =
            RunningServer.withLog(home, RunningServer.with(RunningServer.testing(), limits), log);
        Socket socket = server.socket()) {
      String requests =
          IntStream.range(0, count).mapToObj(i -> predict(i, "")).collect(Collectors.joining());
      Thread writer = Thread.ofVirtual().start(() -> writeQuietly(socket, requests));
      await().until(() -> settled(log) > 0);
      int first = log.decisions().size();
      assertThat(first).isLessThan(count / 5);
      assertNothingCame(server, socket);
      goOn(log);
      log.completeAll();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < count; i++) {
        assertThat(RawRequests.response(in)).endsWith(answer(i));
      }
      assertThat(writer).isNotNull();
      assertThat(log.decisions()).hasSize(count);
      await().until(() -> held(server) == 0);
    }
  }

  @Test
  @DisplayName(
      "waiting for the log counts as neither an idle nor a silent nor an unread connection")
  void sweep() throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    try (RunningServer server = RunningServer.withLog(home, RunningServer.testing(), log);
        LoneLoop loop = LoneLoop.of(server);
        Socket plain = loop.socket();
        Socket other = loop.socket()) {
      RunningServer.write(plain, predict(1, ""));
      RunningServer.write(other, predict(2, TRACED));
      awaitDecisions(log, 2);
      long room =
          loop.call(
              state -> {
                long most = state.held().room() - 1;
                state.held().overhead(most);
                return most;
              });
      loop.sweep(3_600);
      loop.sweep(7_200);
      loop.call(
          state -> {
            state.held().overhead(-room);
            return room;
          });
      log.completeAll();
      assertThat(read(plain)).endsWith(answer(1));
      assertThat(read(other)).endsWith(answer(2));
    }
  }

  @Test
  @DisplayName("a server that stops waits for the log for a limited time")
  void drain() throws IOException {
    TestLog log = new TestLog(TestLog.Mode.WAITING);
    List<Socket> sockets = new ArrayList<>();
    ServerSettings settings =
        RunningServer.with(
            RunningServer.testing(), TestLimits.timeouts(Map.of("finishMillis", 1_500)));
    try (RunningServer server = RunningServer.withLog(home, settings, log)) {
      for (int i = 0; i < 4; i++) {
        sockets.add(server.socket());
        RunningServer.write(sockets.get(i), predict(i, i % 2 == 0 ? "" : TRACED));
        awaitDecisions(log, i + 1);
      }
      Thread stop = Thread.ofPlatform().start(server.server::close);
      await().until(() -> server.logged().contains("server-stopping"));
      log.complete(0, true);
      log.complete(0, true);
      assertThat(RunningServer.readAll(sockets.get(0))).endsWith(answer(0));
      assertThat(RunningServer.readAll(sockets.get(1))).endsWith(answer(1));
      await().until(() -> !stop.isAlive());
      for (Socket never : sockets.subList(2, 4)) {
        assertThat(readToEnd(never)).isEmpty();
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
