package credence.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.plain.EmbeddedConnection;
import credence.http.problem.ProblemType;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("With clients that do not read or do not end, a server")
class BadClientsTest {
  private static final String WIDE = "a_wide_version";
  private static final int INPUTS = 100;
  private static final int CLIENTS = 6;
  private static final int UNFINISHED = 80;
  private static final int RECORDS = 600;
  private static final int UNREAD_MAX = 1 << 14;

  /// The bytes of unread responses that may exceed a connection's limit, written before it is
  /// checked.
  private static final int ADDED_MAX = 1 << 15;

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String GOOD = predict("", "", TestModels.APPLICANT);

  @TempDir Path home;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<Thread> senders = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void end() throws IOException, InterruptedException {
    over.set(true);
    for (Socket socket : sockets) {
      socket.close();
    }
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private RunningServer server(Map<String, Number> limits, Map<String, Number> timeouts) {
    Map<String, Number> all = new HashMap<>(limits);
    all.put("turnMicrosMax", 500_000); // A test's machine may be slow; nothing is refused for that.
    RunningServer server =
        RunningServer.withChampion(
            home,
            RunningServer.with(
                RunningServer.with(RunningServer.testing(), TestLimits.with(all)),
                TestLimits.timeouts(timeouts)));
    server.publishDemanding(WIDE, INPUTS);
    await().atMost(LONG).until(() -> server.get("/models/" + WIDE).statusCode() == 200);
    return server;
  }

  private static String predict(String query, String fields, String body) {
    return post("/predict" + query, "application/json", fields, body);
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

  /// A client with a small receive buffer.
  private Socket client(RunningServer server) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(1 << 12);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
    return socket;
  }

  /// Sends a text repeatedly until the connection is closed or the test has ended.
  private void flood(Socket socket, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    senders.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (!over.get()) {
                      socket.getOutputStream().write(bytes);
                    }
                  } catch (IOException closed) {
                    // The server cut it off.
                  }
                }));
  }

  private static long answersHeld(RunningServer server) {
    return server.server.context().metrics().stream()
        .mapToLong(metrics -> metrics.heldAnswerBytes().get())
        .sum();
  }

  private static long requestsHeld(RunningServer server) {
    return server.server.context().metrics().stream()
        .mapToLong(metrics -> metrics.heldRequestBytes().get())
        .sum();
  }

  private static long refused(RunningServer server) {
    return server.server.context().metrics().stream()
        .mapToLong(metrics -> metrics.problems(ProblemType.OVERLOADED).get())
        .sum();
  }

  private static long cutOff(RunningServer server, CutOff reason) {
    return server.server.context().metrics().stream()
        .mapToLong(metrics -> metrics.cutOff(reason).get())
        .sum();
  }

  /// A batch of records that lack every input.
  enum Batch {
    LINES("application/x-ndjson", "{}\n".repeat(RECORDS)),
    ARRAY("application/json", "[" + "{},".repeat(RECORDS - 1) + "{}]");

    private final String request;

    Batch(String type, String body) {
      request = post("/predict/batch?version=" + WIDE, type, "Connection: close\r\n", body);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "buffers few of the answers to a batch, and sends all of them to a client that reads late")
  void unreadBatches(Batch batch) throws IOException {
    try (RunningServer server =
        server(Map.of("unreadBytesMax", UNREAD_MAX, "recordFaultsMax", INPUTS), Map.of())) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = client(server);
        RunningServer.write(socket, batch.request);
        clients.add(socket);
      }
      await().atMost(LONG).until(() -> answersHeld(server) > (long) CLIENTS * UNREAD_MAX / 2);
      for (int i = 0; i < 50; i++) {
        assertThat(answersHeld(server)).isLessThan((long) CLIENTS * (UNREAD_MAX + ADDED_MAX));
        assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200);
      }
      for (Socket socket : clients) {
        assertInOrder(socket.getInputStream());
      }
      await().atMost(LONG).until(() -> answersHeld(server) == 0 && requestsHeld(server) == 0);
    }
  }

  /// Reads the answers to all records, which contain their indices.
  private static void assertInOrder(InputStream in) throws IOException {
    String answer = new String(in.readAllBytes(), UTF_8);
    int at = 0;
    for (int i = 0; i < RECORDS; i++) {
      at = answer.indexOf("{\"index\":" + i + ",", at);
      assertThat(at).as("record %s", i).isNotNegative();
    }
    assertThat(answer.indexOf("{\"index\":", at + 1)).isNegative();
    assertThat(answer).endsWith("0\r\n\r\n");
  }

  private static final String FAULTY = predict("?version=" + WIDE, "", "{\"id\":1}");

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with an id", "faulty", "all versions", "of another route"})
  @DisplayName("stops reading pipelined requests, and closes the connection while more arrive")
  void unreadPipelines(String kind) throws IOException {
    String request =
        switch (kind) {
          case "plain" -> GOOD;
          case "with an id" -> predict("", "X-Request-Id: an-id\r\n", TestModels.APPLICANT);
          case "faulty" -> FAULTY;
          case "all versions" -> predict("?version=all", "", TestModels.APPLICANT);
          default -> "GET /models HTTP/1.1\r\nHost: x\r\n\r\n";
        };
    try (RunningServer server =
        server(
            Map.of("unreadBytesMax", UNREAD_MAX),
            Map.of("unreadTimeoutMillis", 1_000, "streamIdleMillis", 600_000))) {
      for (int i = 0; i < CLIENTS; i++) {
        flood(client(server), request.repeat(20));
      }
      await()
          .atMost(LONG)
          .until(
              () -> {
                assertThat(answersHeld(server))
                    .isLessThan((long) CLIENTS * (UNREAD_MAX + ADDED_MAX));
                return cutOff(server, CutOff.UNREAD) == CLIENTS;
              });
      assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200);
      await().atMost(LONG).until(() -> answersHeld(server) == 0);
      assertThat(server.metric("credence_connections_cut_off_total{reason=\"unread\"}"))
          .isEqualTo(CLIENTS);
    }
  }

  @Test
  @DisplayName("answers a second connection before the pending requests of the first")
  void slices() {
    int pipelined = 20_000;
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing());
        LoneLoop loop = LoneLoop.of(server)) {
      List<EmbeddedChannel> channels =
          loop.call(
              state -> {
                List<EmbeddedChannel> both = new ArrayList<>();
                for (int requests : List.of(pipelined, 1)) {
                  EmbeddedChannel channel = EmbeddedConnection.of(state);
                  channel.writeInbound(
                      Unpooled.wrappedBuffer(GOOD.repeat(requests).getBytes(UTF_8)));
                  both.add(channel);
                }
                return both;
              });
      List<Integer> answered = List.of(0, 0);
      while (answered.getLast() == 0) {
        answered = loop.call(_ -> channels.stream().map(BadClientsTest::answers).toList());
      }
      assertThat(answered.getFirst()).isBetween(1, pipelined - 1);
      await().atMost(LONG).until(() -> loop.call(_ -> answers(channels.getFirst())) == pipelined);
    }
  }

  private static int answers(EmbeddedChannel channel) {
    return channel.outboundMessages().stream()
        .mapToInt(message -> ((ByteBuf) message).toString(UTF_8).split("HTTP/1.1 ", -1).length - 1)
        .sum();
  }

  @Test
  @DisplayName("lists some errors of a record and counts the others")
  void errors() {
    try (RunningServer server = server(Map.of("faultsMax", 30), Map.of())) {
      String line =
          server
              .post("/predict/batch?version=" + WIDE, "application/x-ndjson", "{\"id\":1}")
              .body();
      JsonNode record = RunningServer.json(line);
      assertThat(record.get("errors").size()).isEqualTo(10);
      assertThat(record.get("errors_omitted").asInt()).isEqualTo(INPUTS - 10);
      assertThat(record.get("detail").asString()).endsWith("input_9 and 90 more");
      JsonNode problem =
          RunningServer.json(server.predict("?version=" + WIDE, "{\"id\":1}").body());
      assertThat(problem.get("errors").size()).isEqualTo(30);
      assertThat(problem.get("errors_omitted").asInt()).isEqualTo(INPUTS - 30);
      JsonNode all =
          RunningServer.json(server.predict("?version=all", TestModels.APPLICANT).body());
      JsonNode wide =
          all.get("predictions")
              .valueStream()
              .filter(version -> version.get("model").asString().equals(WIDE))
              .findFirst()
              .orElseThrow();
      assertThat(wide.get("errors").size()).isEqualTo(30);
      assertThat(wide.get("errors_omitted").asInt()).isEqualTo(INPUTS - 30);
    }
  }

  @Test
  @DisplayName("disconnects clients that read nothing when memory is short, and answers the others")
  void memoryShort() throws IOException {
    int bytesMax = 1 << 18;
    int clients = 64;
    try (RunningServer server =
        server(
            Map.of("unreadBytesMax", UNREAD_MAX, "bufferedBytesMax", bytesMax),
            Map.of("unreadTimeoutMillis", 600_000))) {
      for (int i = 0; i < clients; i++) {
        flood(client(server), FAULTY.repeat(4));
      }
      await()
          .atMost(LONG)
          .until(
              () -> {
                assertThat(answersHeld(server)).isLessThan(bytesMax + (long) clients * ADDED_MAX);
                return cutOff(server, CutOff.MEMORY) + refused(server) >= clients / 2;
              });
      await()
          .atMost(LONG)
          .until(() -> server.predict("", TestModels.APPLICANT).statusCode() == 200);
    }
  }

  @Test
  @DisplayName(
      "counts lines and bodies that do not end, rejects those over the limit, and answers others")
  void unfinished() throws IOException {
    int bytesMax = 1 << 22;
    try (RunningServer server =
        server(
            Map.of("bufferedBytesMax", bytesMax),
            Map.of("requestTimeoutMillis", 600_000, "streamIdleMillis", 600_000))) {
      String line = "{\"id\":\"" + "x".repeat(60_000);
      for (int i = 0; i < UNFINISHED; i++) {
        boolean asLine = i % 2 == 0;
        RunningServer.write(
            client(server),
            "POST /predict"
                + (asLine ? "/batch" : "")
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/"
                + (asLine ? "x-ndjson" : "json")
                + "\r\nContent-Length: 65000\r\n\r\n"
                + line);
        assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200);
        assertThat(requestsHeld(server)).isLessThan(bytesMax);
      }
      await()
          .atMost(LONG)
          .until(
              () -> {
                assertThat(requestsHeld(server)).isLessThan(bytesMax);
                return refused(server) + cutOff(server, CutOff.MEMORY)
                    >= UNFINISHED - bytesMax / line.length();
              });
      assertThat(server.predict("", TestModels.APPLICANT).statusCode()).isEqualTo(200);
    }
  }
}
