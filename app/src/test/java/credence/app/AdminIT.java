package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The admin port of a server in a separate process")
class AdminIT {
  @TempDir private Path home;

  @Test
  void needsATokenFromElsewhereWhichACommandMakesAndRevokes() {
    Ended created = Homes.run(home, "tokens", "create", "ada");
    assertThat(created.code()).as(created.err()).isZero();
    String token = created.out().strip();
    try (Launched server = Launched.serve(home, "--admin-host", "0.0.0.0")) {
      AdminPort admin = AdminPort.of(server);
      assertThat(admin.get("/history").statusCode()).isEqualTo(401);
      HttpRequest.Builder known =
          admin.request("/history").header("Authorization", "Bearer " + token);
      assertThat(Launched.send(known).statusCode()).isEqualTo(200);
      assertThat(Homes.run(home, "tokens").out()).contains("ada");
      assertThat(Homes.run(home, "tokens", "revoke", "ada").code()).isZero();
      assertThat(Launched.send(known).statusCode()).isEqualTo(401);
      assertThat(server.err()).doesNotContain(token);
    }
  }

  @Test
  void leavesNothingOfAnUploadDuringWhichTheServerIsKilled() throws IOException {
    String set = "/training-sets/training_set_2025_06_30";
    try (Launched server = Launched.serve(home);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), AdminPort.of(server).port())) {
      String head = "PUT " + set + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n";
      socket.getOutputStream().write((head + "part").getBytes(StandardCharsets.US_ASCII));
      await().until(() -> uploads().size() == 1 && Files.size(uploads().getFirst()) == 4);
      server.kill();
    }
    assertThat(uploads()).hasSize(1);
    try (Launched server = Launched.serve(home)) {
      AdminPort admin = AdminPort.of(server);
      assertThat(admin.get(set).statusCode()).isEqualTo(404);
      assertThat(admin.document("/training-sets").get("training_sets")).isEmpty();
      await().until(() -> uploads().isEmpty());
    }
  }

  private List<Path> uploads() throws IOException {
    Path folder = home.resolve("training-sets");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
