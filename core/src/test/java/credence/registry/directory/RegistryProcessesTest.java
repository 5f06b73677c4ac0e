package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.registry.DocumentReading;
import credence.registry.HistoryRecord;
import credence.registry.MoveOutcome;
import credence.registry.Publication;
import credence.registry.RegistryException;
import credence.registry.RegistryLimits;
import credence.registry.RegistryState;
import credence.registry.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Several processes and one home")
class RegistryProcessesTest {
  private static final int CHANGES = 60;
  private static final RegistryLimits IMPATIENT =
      new RegistryLimits(1_000, 1, 1_000, 100_000, 100, 100, 1, 10, 10, 50);

  @TempDir Path temp;
  private RegistryHome home;

  @BeforeEach
  void makeHome() {
    home = new RegistryHome(temp.resolve("home"));
  }

  @Nested
  @DisplayName("that write at the same time")
  class Together {
    @Test
    void copyAnArtifactThatDoesNotFitIntoTheirMemory() throws IOException {
      try (RegistryProcess writer = RegistryProcess.publishingAHugeArtifact(home.home())) {
        assertThat(writer.remainingLines()).hasSize(2).last().isEqualTo("Optional.empty");
      }
    }

    @Test
    void leaveOneWholeHistoryWithEveryChangeOfEach() throws IOException {
      List<String> said = new ArrayList<>();
      try (RegistryProcess one = RegistryProcess.changing(home.home(), "one-", 1, CHANGES);
          RegistryProcess two = RegistryProcess.changing(home.home(), "two-", 2, CHANGES)) {
        DirectoryRegistry reader = home.registry();
        while (reader.state().position() < CHANGES / 2) {
          assertThat(reader.state().damage()).isEmpty();
          Thread.onSpinWait();
        }
        said.addAll(one.remainingLines());
        said.addAll(two.remainingLines());
        assertThat(one.exitValue()).isZero();
        assertThat(two.exitValue()).isZero();
      }
      RegistryState state = home.registry().state();
      assertThat(state.damage()).isEmpty();
      List<HistoryRecord> records = home.registry().history().records();
      assertThat(records.stream().map(RegistryProcess::acknowledgement))
          .containsExactlyInAnyOrderElementsOf(said);
      assertThat(records.stream().map(HistoryRecord::author)).contains("one-", "two-");
      for (Publication publication : state.publications()) {
        assertThat(home.registry().document(publication.name()))
            .isInstanceOf(DocumentReading.Whole.class);
      }
    }

    @Test
    void failWhenAnotherProcessWritesForTooLong() throws IOException {
      home.with("a", "b");
      DirectoryRegistry registry = home.registry(IMPATIENT);
      try (RegistryProcess holder = RegistryProcess.holdingTheLock(home.home())) {
        assertThat(holder.nextLine()).contains("held");
        assertThat(registry.promote(name("b"), CHANGE)).isEqualTo(new Rejection.Busy(50));
        assertThat(new Rejection.Busy(50).message())
            .isEqualTo("another process is still writing to the registry after 50 ms; try again");
        assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
      }
      assertThat(registry.promote(name("b"), CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
    }
  }

  @Nested
  @DisplayName("of which one has several threads")
  class Threads {
    @Test
    void failWhenAnotherThreadWritesForTooLong() throws IOException {
      home.with("a", "b");
      try (WriteLock _ = WriteLock.take(home.folder(), 50).orElseThrow();
          ExecutorService thread = Executors.newSingleThreadExecutor()) {
        assertThat(thread.submit(() -> home.registry(IMPATIENT).promote(name("b"), CHANGE)))
            .succeedsWithin(java.time.Duration.ofMinutes(1))
            .isEqualTo(new Rejection.Busy(50));
      }
    }
  }

  @Nested
  @DisplayName("whose disk is full")
  class Storage {
    @Test
    void getOneClearLineAndNothingHalfDoneWhenTheDiskIsFull() throws IOException {
      assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "limits file sizes with a POSIX shell");
      try (RegistryProcess writer = RegistryProcess.onAFullDisk(home.home(), 8)) {
        List<String> said = writer.remainingLines();
        RegistryState state = home.registry().state();
        assertThat(state.damage()).isEmpty();
        assertThat(state.position()).isEqualTo(said.size() - 3).isPositive();
        assertThat(said.subList(said.size() - 3, said.size()))
            .containsExactly(
                "nothing was changed, cannot write " + home.log() + ": File too large",
                "nothing was changed, cannot write " + home.document("long") + ": File too large",
                "nothing was changed, cannot write "
                    + home.artifact("long", RegistryProcess.zeros(20_000))
                    + ": File too large");
        assertThat(Files.readString(home.log())).endsWith("\n").hasLineCount(said.size() - 3);
      }
      home.with("next");
      assertThat(home.registry().document(name("next"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(home.modelFiles())
          .hasSize(2 * home.registry().state().publications().size())
          .noneMatch(file -> file.startsWith("."));
      assertThat(home.artifactFiles()).isEmpty();
    }

    @Test
    void getOneClearLineWhenTheHomeIsNoFolder() throws IOException {
      Files.writeString(home.home(), "not a folder");
      assertThatThrownBy(() -> home.registry().publish(name("a"), documentOf("a"), CHANGE))
          .isInstanceOf(RegistryException.class)
          .hasMessage("cannot create " + home.home() + ": A file of this name exists");
      assertThatThrownBy(() -> home.registry().state())
          .isInstanceOf(RegistryException.class)
          .hasMessage("cannot read " + home.head() + ": Not a directory");
    }

    @Test
    void leaveEveryFileToTheUserOfTheHomeWhenTheyAreRootsUnderAStrictUmask() throws IOException {
      home.with("a");
      assumeTrue(Files.getAttribute(home.log(), "unix:uid").equals(0), "root gives files away");
      List<Path> before = allFiles();
      for (Path file : before) {
        Files.setAttribute(file, "unix:uid", 65_534);
        Files.setAttribute(file, "unix:gid", 65_534);
      }

      try (RegistryProcess root = RegistryProcess.publishingUnderUmask(home.home(), "077")) {
        assertThat(root.remainingLines()).hasSize(1);
      }

      assertThat(allFiles()).hasSize(before.size() + 5);
      for (Path file : allFiles()) {
        assertThat(Files.getAttribute(file, "unix:uid")).as("%s", file).isEqualTo(65_534);
        assertThat(Files.getPosixFilePermissions(file))
            .as("%s", file)
            .containsAll(PosixFilePermissions.fromString("rw-r--r--"));
      }
    }

    private List<Path> allFiles() throws IOException {
      try (Stream<Path> files = Files.walk(home.home())) {
        return files.toList();
      }
    }

    @Test
    void skipWhatIsNoFileAmongTheDocuments() throws IOException {
      home.with("a");
      Files.createDirectories(home.document("b").resolve("below"));
      Files.createDirectories(home.models().resolve(".d.json.unfinished/below"));
      home.with("c");
      assertThat(home.registry().state().publications()).hasSize(2);
    }

    @Test
    void getOneClearLineWhenTheHomeMayNotBeWritten() throws IOException {
      Files.createDirectories(home.home());
      assumeTrue(home.home().toFile().setWritable(false), "the file system knows permissions");
      assumeTrue(
          !Files.isWritable(home.home()), "the user of this process cannot write everywhere");
      assertThatThrownBy(() -> home.registry().publish(name("a"), documentOf("a"), CHANGE))
          .isInstanceOf(RegistryException.class)
          .hasMessage("cannot create " + home.folder() + ": Permission denied");
    }
  }
}
