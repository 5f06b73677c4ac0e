package credence.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.files.FileFailure;
import credence.run.ProcessIdentity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  private static final ProcessIdentity GONE =
      new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH.plusSeconds(1));

  @TempDir private Path parent;

  private static Path left(Path folder) throws IOException {
    Path copy = Files.createDirectory(folder);
    Files.writeString(copy.resolve("lock"), "");
    Files.createDirectory(copy.resolve("spill"));
    Files.writeString(copy.resolve("spill/x"), "x");
    return copy;
  }

  private String name(ProcessIdentity process) {
    return "credence-" + process.pid() + "-" + process.startedAt().toEpochMilli() + "-";
  }

  @Test
  void goesWithAllThatIsInIt() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.createIn(parent, ProcessIdentity.current())) {
      Files.writeString(folder.path().resolve("x"), "x");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void removesWhatADeadProcessLeftAndNothingElse() throws IOException {
    Path dead = left(parent.resolve(name(GONE) + "17"));
    Path living = left(parent.resolve(name(ProcessIdentity.current()) + "17"));
    Path ofEarlierBuild = left(parent.resolve("credence-1234567890"));
    Path withoutLock = Files.createDirectory(parent.resolve(name(GONE) + "18"));
    Path linked = Files.createDirectory(parent.resolve("linked"));
    Path link = Files.createSymbolicLink(parent.resolve(name(GONE) + "19"), linked);
    left(linked.resolve("inner"));

    TemporaryFolder.createIn(parent, ProcessIdentity.current()).close();

    assertThat(dead).doesNotExist();
    assertThat(living).exists();
    assertThat(ofEarlierBuild).exists();
    assertThat(withoutLock).exists();
    assertThat(link).exists();
    assertThat(linked.resolve("inner/spill/x")).exists();
  }

  @Test
  void leavesAFolderWhoseLockIsHeldAlthoughItsProcessIsNotSeenHere() throws Exception {
    Path folder = left(parent.resolve(name(GONE) + "17"));
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder.resolve("lock").toString())
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('h');
      TemporaryFolder.createIn(parent, ProcessIdentity.current()).close();
      assertThat(folder).exists();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    TemporaryFolder.createIn(parent, ProcessIdentity.current()).close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void saysWhereItCannotBeMadeAndWhatToDo() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");
    assertThatThrownBy(() -> TemporaryFolder.createIn(file, GONE))
        .isInstanceOf(FileFailure.class)
        .hasCauseInstanceOf(FileSystemException.class)
        .hasMessageStartingWith("cannot create a temporary folder in " + file + ": ")
        .hasMessageContaining("TMPDIR");
    Path missing = parent.resolve("missing");
    assertThatThrownBy(() -> TemporaryFolder.createIn(missing, GONE))
        .hasMessageStartingWith(
            "cannot create a temporary folder in " + missing + ": No such file or directory");
  }
}
