package credence.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/operations.md, run as they are written, except for the ports, on a home of
/// an earlier build; and the backup that it describes, of a home that is being changed.
@DisplayName("docs/operations.md")
class OperationsDocumentIT {
  private static final int COPIES = 20;
  private static final int CHANGES = 60;

  @TempDir private Path directory;

  @Test
  @DisplayName("has commands that run on a home of an earlier build")
  void commands() throws IOException {
    DocumentedCommands.launcher(directory);
    Files.createSymbolicLink(directory.resolve("scripts"), Launched.ROOT.resolve("scripts"));
    Files.move(OldHome.unpack(directory), directory.resolve("credence-home"));
    String port = Integer.toString(DemoIT.freePort());
    String page =
        DocumentedCommands.page("operations.md").replace("localhost:8080", "localhost:" + port);
    List<String> blocks = new ArrayList<>(DocumentedCommands.blocks(page, "sh"));
    blocks.add("kill %1\nwait"); // The second start has the number of the first.
    String output =
        DocumentedCommands.run(
            blocks,
            directory,
            Map.of(
                "CREDENCE_PORT", port, "CREDENCE_ADMIN_PORT", "0", "CREDENCE_DRAIN_MILLIS", "0"));
    assertThat(output.lines().filter(DocumentedCommands.END_OF_BLOCK::equals))
        .as(output)
        .hasSize(blocks.size());
    assertThat(output)
        .contains("{\"status\":\"live\"}", "{\"status\":\"ready\"}", "credence_home_writable 1.0")
        .contains("copied credence-home to credence-backup")
        .containsPattern("WARNING training-run-failed .* action=\"read messages")
        .containsPattern("(?m)^training_set_2025_06_30 .* champion *$");
    assertThat(Files.readString(directory.resolve("credence.log")))
        .contains("server-stopped")
        .doesNotContain(" ERROR ", "null", "home-not-writable");
  }

  @Test
  @DisplayName("describes a backup that is whole while the home is being changed")
  void backup() throws IOException, InterruptedException {
    Path home = OldHome.unpack(directory);
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> change(home));
    for (int copy = 0; copy < COPIES || !writer.isDone(); copy++) {
      Path backup = directory.resolve("backup-" + copy);
      Process script =
          new ProcessBuilder(
                  Launched.ROOT.resolve("scripts/backup-home").toString(),
                  home.toString(),
                  backup.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(script.getInputStream().readAllBytes(), UTF_8);
      assertThat(script.waitFor()).as(output).isZero();
      assertThat(Homes.assertWhole(new DirectoryRegistry(backup)).publications()).hasSize(7);
    }
    writer.join();
    assertThat(new DirectoryRegistry(home).history().records()).hasSize(15 + CHANGES);
  }

  /// Retires a version and reinstates it, repeatedly.
  private static void change(Path home) {
    for (int change = 0; change < CHANGES; change++) {
      List<String> words = new ArrayList<>(List.of("retire", "retired_2025_03_31"));
      words.addAll(List.of("--reason", "a test"));
      if (change % 2 == 1) {
        words.add("--undo");
      }
      Launched.Ended ended = Homes.execute(home, words.toArray(String[]::new));
      assertThat(ended.code()).as(ended.err()).isZero();
    }
  }
}
