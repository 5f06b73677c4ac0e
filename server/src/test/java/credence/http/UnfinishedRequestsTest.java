package credence.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.admin.RunningAdmin;
import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.settings.TimeoutSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Requests that do not end")
class UnfinishedRequestsTest {
  private static final int HEAD_TIMEOUT_MILLIS = 700;
  private static final String HEAD = "GET /models HTTP/1.1\r\nHost: localhost\r\n";

  /// A head of close to 8 KiB.
  private static final String LONG_HEAD = HEAD + ("X: " + "x".repeat(95) + "\r\n").repeat(80);

  private static final int LEFT_BYTES = 40_000;

  @TempDir static Path home;
  private static RunningAdmin server;

  @BeforeAll
  static void start() {
    server =
        RunningAdmin.withChampion(
            home,
            RunningServer.with(
                RunningServer.testing(),
                new TimeoutSettings(
                    HEAD_TIMEOUT_MILLIS, 10_000, 75_000, 30_000, 30_000, 10_000, 0, 5_000)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Integer> ports() {
    return List.of(server.data.server.port(), server.admin.port());
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Test
  @DisplayName("are answered by 408 although more of the head keeps arriving")
  void trickling() throws IOException {
    for (int port : ports()) {
      try (Socket socket = connect(port)) {
        write(socket, HEAD);
        String answer = "";
        socket.setSoTimeout(50);
        while (answer.isEmpty()) {
          try {
            answer = RawRequests.response(socket.getInputStream());
          } catch (SocketTimeoutException nothingYet) {
            write(socket, "X: y\r\n");
          }
        }
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("/problems/request-timeout");
      }
    }
  }

  @Test
  @DisplayName("are answered by 408 in order, after earlier answers")
  void behindOthers() throws IOException {
    for (int port : ports()) {
      try (Socket socket = connect(port)) {
        write(socket, HEAD + "\r\n" + HEAD + "X");
        assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
        assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 408 ");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  @DisplayName("are answered by 503 if too much is buffered, all of which is released")
  void total() throws IOException {
    List<Socket> begun = new ArrayList<>();
    try (LoneLoop loop = LoneLoop.of(server.data)) {
      int all = loop.call(UnfinishedRequestsTest::fill);
      loop.call(state -> give(state, LEFT_BYTES));
      for (int i = 0; i <= LEFT_BYTES / LONG_HEAD.length(); i++) {
        Socket socket = loop.socket();
        begun.add(socket);
        write(socket, LONG_HEAD);
      }
      await().until(() -> answered(begun) != null);
      Socket refused = requireNonNull(answered(begun));
      String answer = RawRequests.response(refused.getInputStream());
      assertThat(answer)
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("retry-after: 1\r\n")
          .containsIgnoringCase("connection: close\r\n")
          .contains("/problems/overloaded");
      for (Socket socket : begun) {
        socket.close();
      }
      loop.call(state -> give(state, all - LEFT_BYTES));
      await()
          .until(
              () ->
                  loop.call(
                      state -> {
                        int free = fill(state);
                        give(state, free);
                        return free == all;
                      }));
    }
  }

  private static @Nullable Socket answered(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      if (socket.getInputStream().available() > 0) {
        return socket;
      }
    }
    return null;
  }

  /// Reserves all remaining memory of the loop.
  private static int fill(LoopState loop) {
    int filled = 0;
    for (int step = 1 << 24; step > 0; step /= 2) {
      while (loop.held().request(step)) {
        filled += step;
      }
    }
    return filled;
  }

  private static int give(LoopState loop, int bytes) {
    loop.held().request(-bytes);
    return bytes;
  }
}
