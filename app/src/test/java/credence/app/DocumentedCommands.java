package credence.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The code blocks of a page in `docs`, and a shell that runs them as a reader would.
final class DocumentedCommands {
  /// Printed after each block that has ended.
  static final String END_OF_BLOCK = "== the end of a block ==";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\n(.*?)^```$");

  private DocumentedCommands() {}

  /// A page.
  static String page(String name) throws IOException {
    return Files.readString(Launched.ROOT.resolve("docs").resolve(name));
  }

  /// The blocks of a kind, in order.
  static List<String> blocks(String document, String kind) {
    return BLOCK
        .matcher(document)
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(block -> block.group(2))
        .toList();
  }

  /// Puts the launcher into a directory.
  static Path launcher(Path directory) throws IOException {
    Path launcher =
        Files.writeString(
            directory.resolve("credence"), "#!/bin/sh\nexec '" + Launched.LAUNCHER + "' \"$@\"\n");
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException(launcher + " cannot be made executable");
    }
    return launcher;
  }

  /// Runs blocks in one shell, which ends at the first command that fails.
  ///
  /// @param environment more variables
  /// @return the output of all
  static String run(List<String> blocks, Path directory, Map<String, String> environment)
      throws IOException {
    List<String> script = new ArrayList<>(List.of("set -eu"));
    for (String block : blocks) {
      script.add(block);
      script.add("echo; echo '" + END_OF_BLOCK + "'");
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", String.join("\n", script))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CREDENCE_"));
    builder.environment().put("CREDENCE_START_CACHE", "off");
    builder.environment().putAll(environment);
    Process shell = builder.start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
