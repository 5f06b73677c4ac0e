package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\n(.*?)^```$");
  private static final String END_OF_BLOCK = "== the end of a block ==";
  private static final Pattern HISTORY =
      Pattern.compile("(?m)^\\d+ +\\S+ +(published|promoted|rolled-back) ");

  @TempDir private Path directory;

  /// The blocks of a kind, in order.
  private static List<String> blocks(String document, String kind) {
    return BLOCK
        .matcher(document)
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(block -> block.group(2))
        .toList();
  }

  /// Runs the commands in one shell, which ends at the first that fails; the output of all.
  private String run(List<String> commands) throws IOException {
    List<String> script = new ArrayList<>(List.of("set -eu"));
    for (String block : commands) {
      script.add(block);
      script.add("echo; echo '" + END_OF_BLOCK + "'");
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", String.join("\n", script))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CREDENCE_"));
    builder.environment().put("CREDENCE_START_CACHE", "off");
    Process shell = builder.start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void hasCommandsThatRunOnTheDemoAndPrintWhatItShows() throws IOException {
    Path launcher =
        Files.writeString(
            directory.resolve("credence"), "#!/bin/sh\nexec '" + Launched.LAUNCHER + "' \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    String document = Files.readString(Launched.ROOT.resolve("docs/retraining.md"));
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
      output = run(blocks(ports, "sh"));
    }
    assertThat(output.lines().filter(END_OF_BLOCK::equals))
        .as(output)
        .hasSize(blocks(document, "sh").size());
    List<String> shown = blocks(document, "text").stream().flatMap(String::lines).toList();
    assertThat(shown).isNotEmpty();
    assertThat(output.lines()).containsAll(shown);
    assertThat(HISTORY.matcher(output).results().map((MatchResult line) -> line.group(1)))
        .containsExactly(
            "published", "published", "published", "published", "promoted", "rolled-back");
    assertThat(directory.resolve("training_set_2025_12_31-report.html")).isNotEmptyFile();
  }
}
