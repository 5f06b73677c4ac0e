package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static credence.registry.RegistryExamples.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.files.DurableFiles;
import credence.registry.DocumentReading;
import credence.registry.Publication;
import credence.registry.PublishOutcome;
import credence.registry.RegistryException;
import credence.registry.RegistryState;
import credence.registry.RemoveOutcome;
import credence.registry.UnknownVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rebuilds, file by file, what each step of a writer leaves on disk, as a loss of power would.
@DisplayName("A writer that stops between two steps")
class InterruptedWriterTest {
  @TempDir Path temp;
  private RegistryHome before;
  private RegistryHome after;

  /// One thing that a writer does to the files.
  private interface Step {
    void doTo(RegistryHome home) throws IOException;
  }

  @BeforeEach
  void publishTwo() throws IOException {
    before = new RegistryHome(temp.resolve("before")).with("a", "b");
    after = copy(before, "after");
  }

  @Test
  void ofAPublicationHasPublishedCompletelyOrChangedNothing() throws IOException {
    after.with("c");
    byte[] line = lastLine(after);
    byte[] head = Files.readAllBytes(after.head());
    List<Step> steps =
        List.of(
            home -> Files.write(unfinished(home.document("c")), half(documentOf("c"))),
            home -> Files.write(unfinished(home.document("c")), documentOf("c")),
            home -> finish(home.document("c")),
            home -> Files.write(unfinished(home.sum("c")), half(line)),
            home -> Files.copy(after.sum("c"), unfinished(home.sum("c")), REPLACE),
            home -> finish(home.sum("c")),
            home -> Files.write(unfinished(home.head()), half(head)),
            home -> Files.write(unfinished(home.head()), head),
            home -> Files.write(home.log(), half(line), StandardOpenOption.APPEND),
            home -> Files.write(home.log(), rest(line), StandardOpenOption.APPEND),
            home -> finish(home.head()));
    int recorded = 10;
    for (int done = 0; done <= steps.size(); done++) {
      RegistryHome home = copy(before, "stopped" + done);
      for (Step step : steps.subList(0, done)) {
        step.doTo(home);
      }
      RegistryState state = home.registry().state();
      assertThat(state.damage()).as("after %d steps", done).isEmpty();
      assertThat(state.publication(name("c")).isPresent()).isEqualTo(done >= recorded);
      for (Publication publication : state.publications()) {
        assertThat(home.registry().document(publication.name()))
            .isInstanceOf(DocumentReading.Whole.class);
      }
      assertThat(home.registry().publish(name("c"), documentOf("c"), CHANGE))
          .isInstanceOf(
              done >= recorded ? PublishOutcome.Unchanged.class : PublishOutcome.Published.class);
      assertThat(files(home)).as("after %d steps", done).isEqualTo(files(after));
    }
  }

  @Test
  void ofARemovalHasRemovedCompletelyOrChangedNothing() throws IOException {
    after.registry().remove(name("b"), CHANGE);
    byte[] line = lastLine(after);
    byte[] head = Files.readAllBytes(after.head());
    List<Step> steps =
        List.of(
            home -> Files.write(unfinished(home.head()), head),
            home -> Files.write(home.log(), half(line), StandardOpenOption.APPEND),
            home -> Files.write(home.log(), rest(line), StandardOpenOption.APPEND),
            home -> finish(home.head()),
            home -> Files.delete(home.document("b")),
            home -> Files.delete(home.sum("b")));
    int recorded = 3;
    for (int done = 0; done <= steps.size(); done++) {
      RegistryHome home = copy(before, "stopped" + done);
      for (Step step : steps.subList(0, done)) {
        step.doTo(home);
      }
      boolean removed = done >= recorded;
      assertThat(names(home.registry().state()))
          .isEqualTo(removed ? List.of("a") : List.of("a", "b"));
      assertThat(home.registry().remove(name("b"), CHANGE))
          .isInstanceOf(removed ? UnknownVersion.class : RemoveOutcome.Removed.class);
      assertThat(files(home)).as("after %d steps", done).isEqualTo(files(after));
    }
  }

  @Test
  void doesNotCostTheDocumentsOfAHistoryThatWasReplacedByAnOlderOne() throws IOException {
    after.with("c", "d");
    Files.copy(before.log(), after.log(), REPLACE);
    Files.copy(before.head(), after.head(), REPLACE);
    after.with("e");
    assertThat(names(after.registry().state())).containsExactly("a", "b", "e");
    assertThat(after.document("c")).hasBinaryContent(documentOf("c"));
    assertThat(after.document("d")).hasBinaryContent(documentOf("d"));
  }

  @Test
  void saysSoWhenItIsInterruptedWhileItWaits() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> before.registry().promote(name("b"), CHANGE))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "cannot write to "
                + before.folder()
                + ": interrupted while waiting; nothing was changed");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(before.registry().history().records()).hasSize(2);
  }

  private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

  private RegistryHome copy(RegistryHome from, String to) throws IOException {
    RegistryHome home = new RegistryHome(temp.resolve(to));
    try (Stream<Path> files = Files.walk(from.home())) {
      for (Path file : files.toList()) {
        Files.copy(file, home.home().resolve(from.home().relativize(file)));
      }
    }
    return home;
  }

  /// The registry's files with their contents, without those irrelevant to its state.
  private static Map<String, String> files(RegistryHome home) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(home.folder().relativize(file).toString(), Files.readString(file, UTF_8));
      }
    }
    contents.keySet().removeAll(List.of("lock", "history.torn"));
    return contents;
  }

  private static byte[] lastLine(RegistryHome home) throws IOException {
    List<String> lines = Files.readAllLines(home.log(), UTF_8);
    return (lines.getLast() + "\n").getBytes(UTF_8);
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] rest(byte[] bytes) {
    return Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
  }

  private static Path unfinished(Path file) {
    return DurableFiles.unfinished(file);
  }

  private static void finish(Path file) throws IOException {
    Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
  }
}
