package credence.http.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.LoneLoop;
import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A connection with plain predictions")
class PlainConnectionsTest {
  private static final long SEED = 20160229;
  private static final int CONNECTIONS = 100;
  private static final int REQUESTS = 20;
  private static final int PIECES = 5;
  private static final int IDLE_SECONDS = 10;
  private static final String REQUEST = request("an-applicant");
  private static final String ANSWER = "{\"id\":\"an-applicant\",\"prediction\":0.1495}";
  private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir static Path home;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.withChampion(
            home,
            RunningServer.with(
                RunningServer.with(
                    RunningServer.testing(), TestLimits.with(Map.of("turnMicrosMax", 500_000))),
                TestLimits.timeouts(
                    Map.of(
                        "headTimeoutMillis",
                        60_000,
                        "requestTimeoutMillis",
                        60_000,
                        "idleTimeoutMillis",
                        1_000 * IDLE_SECONDS))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String request(String id) {
    String body = TestModels.APPLICANT.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + id + "\"");
    return "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  @DisplayName("gets all of its answers in order and no others, however its requests are split")
  void distinct() throws IOException {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    List<Socket> sockets = new ArrayList<>();
    List<List<String>> pieces = new ArrayList<>();
    try (LoneLoop loop = LoneLoop.of(server)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket = loop.socket();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        pieces.add(pieces(i, random));
      }
      for (int piece = 0; piece < PIECES; piece++) {
        for (int i = 0; i < CONNECTIONS; i++) {
          RunningServer.write(sockets.get(i), pieces.get(i).get(piece));
        }
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        for (int j = 0; j < REQUESTS; j++) {
          assertThat(RawRequests.response(sockets.get(i).getInputStream()))
              .startsWith("HTTP/1.1 200 ")
              .endsWith("{\"id\":\"" + id(i, j) + "\",\"prediction\":0.1495}");
        }
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String id(int connection, int request) {
    return "connection-" + connection + "-request-" + request;
  }

  /// A connection's requests, split anywhere.
  private static List<String> pieces(int connection, SplittableRandom random) {
    StringBuilder all = new StringBuilder();
    for (int j = 0; j < REQUESTS; j++) {
      all.append(request(id(connection, j)));
    }
    int[] cuts = random.ints(PIECES - 1, 0, all.length()).sorted().toArray();
    List<String> pieces = new ArrayList<>();
    for (int piece = 0; piece < PIECES; piece++) {
      int from = piece == 0 ? 0 : cuts[piece - 1];
      pieces.add(all.substring(from, piece == cuts.length ? all.length() : cuts[piece]));
    }
    return pieces;
  }

  @Test
  @DisplayName("keeps an incomplete request while others are served")
  void othersTurn() {
    try (LoneLoop loop = LoneLoop.of(server)) {
      EmbeddedChannel channel =
          loop.call(
              state -> {
                EmbeddedChannel made = EmbeddedConnection.of(state);
                for (int i = 0; i < 64; i++) {
                  state.turn().atEnd(() -> Arrays.fill(state.scratch(1), (byte) 'x'));
                }
                made.writeInbound(read(REQUEST + REQUEST.substring(0, 150)));
                made.writeInbound(read(REQUEST.substring(150)));
                return made;
              });
      List<String> answers =
          loop.call(
              _ -> {
                assertThat(channel.inboundMessages()).isEmpty();
                return channel.outboundMessages().stream()
                    .map(message -> ((ByteBuf) message).toString(UTF_8))
                    .toList();
              });
      assertThat(answers).hasSize(2).allMatch(answer -> answer.endsWith(ANSWER));
    }
  }

  @Test
  @DisplayName("remains plain if its answers exceed the write buffer")
  void manyAnswers() {
    int count = 1_000; // Some 190 KB of answers; a buffer takes 64 KiB.
    try (LoneLoop loop = LoneLoop.of(server)) {
      EmbeddedChannel channel =
          loop.call(
              state -> {
                EmbeddedChannel made = EmbeddedConnection.of(state);
                made.writeInbound(read(REQUEST.repeat(count)));
                return made;
              });
      await().until(() -> answers(loop, channel), answers -> answers == count);
    }
  }

  /// The number of answers of a channel so far, on its loop.
  private static int answers(LoneLoop loop, EmbeddedChannel channel) {
    return loop.call(
        _ -> {
          assertThat(channel.inboundMessages()).isEmpty();
          String answers =
              channel.outboundMessages().stream()
                  .map(message -> ((ByteBuf) message).toString(UTF_8))
                  .collect(Collectors.joining());
          return answers.split("HTTP/1.1 200 OK", -1).length - 1;
        });
  }

  /// Bytes as read from a socket: in a buffer with remaining capacity.
  private static ByteBuf read(String text) {
    return Unpooled.buffer(2_048).writeBytes(text.getBytes(UTF_8));
  }

  @Test
  @DisplayName("is not idle while a request is incomplete, and gets its answer later")
  void late() throws IOException {
    try (LoneLoop loop = LoneLoop.of(server);
        Socket socket = loop.socket()) {
      RunningServer.write(socket, REQUEST + REQUEST.substring(0, 150));
      String answer = RawRequests.response(socket.getInputStream());
      assertThat(answer).endsWith(ANSWER);
      loop.sweep(0);
      loop.sweep(2 * IDLE_SECONDS);
      loop.sweep(2 * IDLE_SECONDS);
      RunningServer.write(socket, REQUEST.substring(150, 160));
      RunningServer.write(socket, REQUEST.substring(160) + REQUEST);
      assertThat(RawRequests.response(socket.getInputStream())).isEqualTo(answer);
      assertThat(RawRequests.response(socket.getInputStream())).isEqualTo(answer);
    }
  }

  @Test
  @DisplayName("without requests is idle")
  void idle() throws IOException {
    try (LoneLoop loop = LoneLoop.of(server);
        Socket socket = loop.socket()) {
      RunningServer.write(socket, REQUEST);
      assertThat(RawRequests.response(socket.getInputStream())).endsWith(ANSWER);
      loop.sweep(2 * IDLE_SECONDS);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  @DisplayName("is answered with a server error if the server fails, and others are served")
  void failing() throws IOException {
    try (LoneLoop loop = LoneLoop.failing(server);
        Socket other = loop.socket()) {
      RunningServer.write(other, HEALTH);
      assertThat(RawRequests.response(other.getInputStream())).startsWith("HTTP/1.1 200 ");
      for (int i = 0; i < 3; i++) {
        try (Socket socket = loop.socket()) {
          RunningServer.write(socket, REQUEST);
          assertThat(RunningServer.readAll(socket))
              .startsWith("HTTP/1.1 500 ")
              .contains("connection: close", "/problems/internal-error")
              .doesNotContain("an-applicant", "Exception");
        }
      }
      RunningServer.write(other, HEALTH);
      assertThat(RawRequests.response(other.getInputStream())).startsWith("HTTP/1.1 200 ");
      await()
          .untilAsserted(
              () ->
                  assertThat(server.logged())
                      .contains("request-failed")
                      .doesNotContain("an-applicant"));
    }
  }
}
