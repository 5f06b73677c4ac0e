package credence.home;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An output of a command")
class OutputFileTest {
  @TempDir private Path folder;
  private Path home;
  private Path input;

  @BeforeEach
  void makeFiles() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    input = Files.writeString(folder.resolve("in.jsonl"), "{}");
  }

  private List<String> errors(Path out) throws IOException {
    return OutputFile.errors(out, List.of(input), new Home(home)).stream()
        .map(LocatedError::message)
        .toList();
  }

  private void assertIsInput(Path out) throws IOException {
    assertThat(errors(out))
        .containsExactly(
            out
                + ": expected an output other than the input "
                + input
                + ", which is the same file");
  }

  private void assertIsOfHome(Path out, Path file) throws IOException {
    assertThat(errors(out))
        .containsExactly(
            out
                + ": expected an output other than the home's own files, but it is "
                + file
                + ": choose a file outside the home");
  }

  @Test
  void isNoInputUnderAnyOfItsNames() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path soft = Files.createSymbolicLink(inner.resolve("soft"), input);
    assertIsInput(input);
    assertIsInput(soft);
    assertIsInput(Files.createSymbolicLink(folder.resolve("chain"), soft));
    assertIsInput(Files.createLink(folder.resolve("hard"), input));
    assertIsInput(inner.resolve("../in.jsonl"));
    assertIsInput(
        Files.createSymbolicLink(inner.resolve("up"), folder).resolve("inner/../in.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.yaml",
        "spec.yaml",
        "registry/history.log",
        "registry/models/v1.json",
        "registry/comparisons/b~a.json",
        "training-sets/training_set_2025_03_31.parquet",
        "training-sets/.profiles/training_set_2025_03_31.json",
        "training-runs/20250331-101530000-abcdef/log.txt",
        "access/tokens.json"
      })
  void isNoFileOfTheHomeUnderAnyOfItsNames(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    assertIsOfHome(file, file); // Nor does it become one.
    Files.writeString(file, "x");
    assertIsOfHome(file, file);
    assertIsOfHome(Files.createLink(folder.resolve("hard"), file), file);
    assertIsOfHome(Files.createSymbolicLink(folder.resolve("soft"), file), file);
    Path other = Files.createSymbolicLink(folder.resolve("other"), file.getParent());
    assertIsOfHome(other.resolve(file.getFileName()), file);
  }

  @Test
  void isNoFileThatTheHomeOnlyLinksTo() throws IOException {
    Path sets = Files.createDirectory(home.resolve("training-sets"));
    Path file = Files.writeString(folder.resolve("far.parquet"), "x");
    Path link = Files.createSymbolicLink(sets.resolve("training_set_2025_03_31.parquet"), file);
    assertIsOfHome(file, link);
    Path far = Files.createDirectory(folder.resolve("far"));
    Path linked = Files.createSymbolicLink(home.resolve("training-runs"), far);
    assertIsOfHome(Files.writeString(far.resolve("x"), "x"), linked.resolve("x"));
    assertIsOfHome(far.resolve("new"), linked.resolve("new"));
  }

  @Test
  void isAnyOtherFileBesideLinksThatLeadNowhereOrInCircles() throws IOException {
    Path registry = Files.createDirectory(home.resolve("registry"));
    Files.createSymbolicLink(registry.resolve("circle"), registry);
    Files.createSymbolicLink(registry.resolve("nowhere"), Path.of("missing"));
    assertThat(errors(folder.resolve("out.jsonl"))).isEmpty();
    assertThat(errors(Files.writeString(folder.resolve("old.jsonl"), "x"))).isEmpty();
    assertThat(errors(Files.writeString(home.resolve("scores.jsonl"), "x"))).isEmpty();
    assertThat(errors(folder.resolve("missing/out.jsonl"))).isEmpty();
    assertThat(errors(Path.of("out.jsonl"))).isEmpty();
  }
}
