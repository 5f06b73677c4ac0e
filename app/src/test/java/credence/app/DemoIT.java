package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.app.Launched.Ended;
import credence.http.settings.ListenSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("credence demo, in a separate process")
class DemoIT {
  @TempDir private Path home;

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress("0.0.0.0", 0));
      return probe.getLocalPort();
    }
  }

  private Launched demo(int port) {
    return Launched.start(
        "demo", "--home", home.toString(), "--port", Integer.toString(port), "--admin-port", "0");
  }

  private static String answerTo(Launched demo) throws IOException {
    demo.awaitOut("Ctrl-C stops the server.");
    String curl =
        demo.out().lines().filter(line -> line.startsWith("  curl ")).findFirst().orElseThrow();
    Process process = new ProcessBuilder(List.of("sh", "-c", curl)).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void trainsServesAndPrintsACurlLineThatWorksAndAgainFromWhatIsThere() throws IOException {
    int port = freePort();
    String answer;
    try (Launched demo = demo(port)) {
      answer = answerTo(demo);
      assertThat(answer).matches("\\{\"id\":\"8db4206f-[-0-9a-f]+\",\"prediction\":0\\.\\d+}");
      assertThat(demo.out())
          .contains("Writing sample training sets", "Trained training_set_2025")
          .contains("\nReady: predictions on http://localhost:" + port + "\n")
          .contains("training_set_2025_09_30: score_3 has shifted")
          .contains("  against training_set_2025_03_31: AUC difference ");
      demo.terminate();
      demo.end();
      assertThat(demo.err()).contains("server-stopped").doesNotContain("ended with exit code");
    }
    assertThat(DemoServer.listenError(new ListenSettings("0.0.0.0", port, 1, null))).isEmpty();
    try (Launched again = demo(port)) {
      assertThat(answerTo(again)).isEqualTo(answer);
      assertThat(again.out()).doesNotContain("Writing", "Trained");
      ProcessHandle.of(again.pid())
          .orElseThrow()
          .children()
          .forEach(ProcessHandle::destroyForcibly);
      assertThat(again.end().code()).isEqualTo(1);
      assertThat(again.err()).contains("credence: the server ended with exit code 137");
    }
    Ended list = Launched.run("models", "--home", home.toString());
    assertThat(list.out().lines()).hasSize(4);
  }
}
