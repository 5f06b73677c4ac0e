package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The upload of a training set that no worker of the admin port can process")
class CrowdedUploadTest {
  private static final String VERSION = "training_set_2018_04_07";
  private static final String HEAD =
      "PUT /training-sets/training_set_2025_01_31 HTTP/1.1\r\nHost: localhost\r\n";
  private static final String BODY = "{\"version\":\"" + VERSION + "\",\"reason\":\"x\"}";
  private static final String PROMOTION =
      "PUT /aliases/champion HTTP/1.1\r\nHost: localhost\r\nIf-Match: *\r\n"
          + "Content-Type: application/json\r\nContent-Length: "
          + BODY.length()
          + "\r\n\r\n"
          + BODY;

  @TempDir Path home;
  private RunningAdmin server;
  private final CountDownLatch free = new CountDownLatch(1);
  private final AtomicInteger busy = new AtomicInteger();
  private final List<Socket> crowd = new ArrayList<>();

  @BeforeEach
  void start() {
    server = RunningAdmin.withChampion(home);
    server.data.publish(VERSION, -1);
    server.duringCheck =
        () -> {
          busy.incrementAndGet();
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
  }

  @AfterEach
  void stop() throws IOException {
    free.countDown();
    for (Socket socket : crowd) {
      socket.close();
    }
    server.close();
  }

  private Socket connection() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.admin.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Keeps every worker busy with a promotion and fills their queue, so that the last one is
  /// rejected.
  private void crowd() throws IOException {
    promote(AdminWorkers.THREADS);
    // Before the others wait: a worker that takes one of them later makes room for another.
    await().until(() -> busy.get() == AdminWorkers.THREADS);
    promote(AdminWorkers.WAITING_MAX + 1);
    await()
        .until(
            () -> {
              for (Socket socket : crowd) {
                if (socket.getInputStream().available() > 0) {
                  return true;
                }
              }
              return false;
            });
  }

  private void promote(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = connection();
      crowd.add(socket);
      RunningServer.write(socket, PROMOTION);
    }
  }

  private List<Path> uploads() {
    if (!Files.isDirectory(home.resolve("training-sets"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve("training-sets"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isWritten(String content) throws IOException {
    List<Path> uploads = uploads();
    return uploads.size() == 1 && Files.readString(uploads.getFirst()).equals(content);
  }

  @Test
  @DisplayName("in the middle leaves no file, and the client's next request is answered")
  void midBody() throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(socket, HEAD + "Content-Length: 1000000\r\n\r\ngood");
      await().until(() -> isWritten("good"));
      crowd();
      RunningServer.write(socket, "x");
      assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 503 ");
      await().until(() -> uploads().isEmpty());
      RunningServer.write(socket, "x".repeat(999_995));
      RunningServer.write(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  @DisplayName("at its end leaves no file")
  void end() throws IOException {
    try (Socket socket = connection()) {
      RunningServer.write(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\ngood\r\n");
      await().until(() -> isWritten("good"));
      crowd();
      RunningServer.write(socket, "0\r\n\r\n");
      assertThat(RawRequests.response(socket.getInputStream())).startsWith("HTTP/1.1 503 ");
      await().until(() -> uploads().isEmpty());
    }
  }
}
