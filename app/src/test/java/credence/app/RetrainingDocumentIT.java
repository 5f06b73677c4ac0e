package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/retraining.md, run as they are written, except for the ports.
@DisplayName("docs/retraining.md")
class RetrainingDocumentIT {
  private static final Pattern HISTORY =
      Pattern.compile("(?m)^\\d+ +\\S+ +(published|promoted|rolled-back) ");

  @TempDir private Path directory;

  @Test
  void hasCommandsThatRunOnTheDemoAndPrintWhatItShows() throws IOException {
    Path launcher = DocumentedCommands.launcher(directory);
    String document = DocumentedCommands.page("retraining.md");
    String port = Integer.toString(DemoIT.freePort());
    String[] arguments = {
      "demo", "--port", port, "--admin-port", "0", "--training-set-quiet-seconds", "0"
    };
    String output;
    try (Launched demo = Launched.start(directory, Map.of(), launcher, arguments)) {
      demo.awaitOut("Ctrl-C stops the server.");
      String ports =
          document
              .replace("localhost:8081", "localhost:" + AdminPort.of(demo).port())
              .replace("localhost:8080", "localhost:" + demo.port());
      output = DocumentedCommands.run(DocumentedCommands.blocks(ports, "sh"), directory, Map.of());
    }
    assertThat(output.lines().filter(DocumentedCommands.END_OF_BLOCK::equals))
        .as(output)
        .hasSize(DocumentedCommands.blocks(document, "sh").size());
    List<String> shown =
        DocumentedCommands.blocks(document, "text").stream().flatMap(String::lines).toList();
    assertThat(shown).isNotEmpty();
    assertThat(output.lines()).containsAll(shown);
    assertThat(HISTORY.matcher(output).results().map((MatchResult line) -> line.group(1)))
        .containsExactly(
            "published", "published", "published", "published", "promoted", "rolled-back");
    assertThat(directory.resolve("training_set_2025_12_31-report.html")).isNotEmptyFile();
  }
}
