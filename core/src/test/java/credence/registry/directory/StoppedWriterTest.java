package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.name;
import static credence.registry.RegistryExamples.names;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.ContentSink;
import credence.registry.DocumentReading;
import credence.registry.MoveOutcome;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stops real changes after each step that they take on the disk.
@DisplayName("A writer of artifacts that stops after any of its steps")
class StoppedWriterTest {
  @TempDir Path temp;
  private RegistryHome before;

  @BeforeEach
  void publishTwo() {
    before = new RegistryHome(temp.resolve("before"));
    for (String version : List.of("a", "b")) {
      before.withArtifacts(version, StepwiseChange.artifacts(version));
    }
  }

  @Test
  void ofAPublicationHasPublishedTheVersionWithAllOrNoneOfThem()
      throws IOException, ReflectiveOperationException {
    List<RegistryHome> homes = stopAfterEachStep("publish");
    boolean published = false;
    for (RegistryHome home : homes) {
      RegistryState state = assertWhole(home);
      boolean before = published;
      published = state.publication(name("c")).isPresent();
      assertThat(published).isIn(before, true);
      assertLeavesNothingBehind(home);
      StepwiseChange.publish(home.home());
      assertThat(home.artifactFiles()).hasSize(6);
      assertThat(names(assertWhole(home))).containsExactly("a", "b", "c");
    }
    assertThat(published).isTrue();
    // Two artifacts, document, sum, record and head are each at least written, synced and renamed.
    assertThat(homes).hasSizeGreaterThan(18);
  }

  @Test
  void ofARemovalHasRemovedTheVersionWithAllOrNoneOfThem()
      throws IOException, ReflectiveOperationException {
    List<RegistryHome> homes = stopAfterEachStep("remove");
    int removed = 0;
    for (RegistryHome home : homes) {
      RegistryState state = assertWhole(home);
      removed += state.publication(name("b")).isEmpty() ? 1 : 0;
      assertThat(state.publication(name("b")).isPresent()).isEqualTo(removed == 0);
      assertLeavesNothingBehind(home);
      StepwiseChange.remove(home.home());
      assertThat(home.artifactFiles()).hasSize(2);
      assertThat(home.modelFiles()).containsExactly("a.json", "a.json.sha256");
      assertThat(names(assertWhole(home))).containsExactly("a");
    }
    // After the record, two files of the document, two artifacts and their folder are deleted.
    assertThat(removed).isGreaterThan(6);
  }

  @Test
  void ofARepairHasRepairedEachOfThemOrLeftItToTheNextRepair()
      throws IOException, ReflectiveOperationException {
    Map<String, String> whole = files(before.folder());
    Files.write(before.artifact("b", StepwiseChange.artifacts("b")[0]), new byte[70_000]);
    Files.delete(before.artifact("b", StepwiseChange.artifacts("b")[1]));
    List<RegistryHome> homes = stopAfterEachStep("repair");
    for (RegistryHome home : homes) {
      assertThat(home.registry().document(name("b"))).isInstanceOf(DocumentReading.Whole.class);
      StepwiseChange.repair(home.home());
      assertThat(files(home.folder())).isEqualTo(whole);
    }
    assertThat(homes).hasSizeGreaterThan(12);
  }

  @Test
  void doesNotCostTheArtifactsOfAHistoryThatWasReplacedByAnOlderOne() throws IOException {
    RegistryHome newer = copy("newer");
    for (String version : List.of("c", "d")) {
      newer.withArtifacts(version, StepwiseChange.artifacts(version));
    }
    List<String> artifacts = newer.artifactFiles();
    Files.write(newer.log(), Files.readAllBytes(before.log()));
    Files.write(newer.head(), Files.readAllBytes(before.head()));
    newer.with("e");
    assertThat(names(newer.registry().state())).containsExactly("a", "b", "e");
    assertThat(newer.artifactFiles()).isEqualTo(artifacts).hasSize(8);
  }

  /// Makes a change in copies of the home, one step further in each, until it is complete.
  ///
  /// @param change the name of a method of [StepwiseChange]
  private List<RegistryHome> stopAfterEachStep(String change)
      throws IOException, ReflectiveOperationException {
    List<RegistryHome> homes = new ArrayList<>();
    boolean killed = true;
    while (killed) {
      RegistryHome home = copy(change + homes.size());
      killed = Steps.isKilledAfter(homes.size(), change, home.home());
      homes.add(home);
    }
    return homes;
  }

  /// Asserts that the next change, whichever it is, cleans up.
  private void assertLeavesNothingBehind(RegistryHome home) throws IOException {
    RegistryHome next = copy(home, home.home().getFileName() + "-next");
    RegistryState state = next.registry().state();
    assertThat(next.registry().promote(name("a"), CHANGE))
        .isEqualTo(new MoveOutcome.AlreadyThere(Alias.CHAMPION.text(), List.of(name("a"))));
    assertThat(names(next.registry().state())).isEqualTo(names(state));
    assertThat(next.modelFiles()).hasSize(2 * state.publications().size());
    assertThat(next.artifactFiles())
        .hasSize(2 * state.publications().size())
        .allSatisfy(file -> assertThat(names(state)).contains(file.substring(0, 1)));
  }

  private static RegistryState assertWhole(RegistryHome home) {
    DirectoryRegistry registry = home.registry();
    RegistryState state = registry.state();
    assertThat(state.damage()).isEmpty();
    for (Publication publication : state.publications()) {
      VersionName version = publication.name();
      assertThat(registry.document(version)).isInstanceOf(DocumentReading.Whole.class);
      for (Artifact artifact : StepwiseChange.artifacts(version.text())) {
        assertThat(registry.readArtifact(version, artifact.reference(), ContentSink.NONE))
            .isEmpty();
      }
    }
    return state;
  }

  private RegistryHome copy(String to) throws IOException {
    return copy(before, to);
  }

  private RegistryHome copy(RegistryHome from, String to) throws IOException {
    RegistryHome home = new RegistryHome(temp.resolve(to));
    try (Stream<Path> files = Files.walk(from.home())) {
      for (Path file : files.toList()) {
        Files.copy(file, home.home().resolve(from.home().relativize(file)));
      }
    }
    return home;
  }

  /// The files with their contents.
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return contents;
  }
}
