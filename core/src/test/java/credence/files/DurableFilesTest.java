package credence.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The files of a home")
final class DurableFilesTest {
  private static final int OTHER_USER = 65_534;

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void give(Path file, int user, String mode) throws IOException {
    Files.setAttribute(file, "unix:uid", user);
    Files.setAttribute(file, "unix:gid", user);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static int owner(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }

  private static void assumeRoot(Path file) throws IOException {
    assumeTrue(owner(file) == 0, "only root may give files away");
  }

  private static void makeFifo(Path file) throws IOException, InterruptedException {
    assumeTrue(
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0, "mkfifo works");
  }

  @Test
  @DisplayName("take another's name, and its mode, once they are written")
  void published() throws IOException {
    Path file = Files.writeString(folder.resolve("scored"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path part = Files.writeString(folder.resolve(".part"), "new");
    DurableFiles.publish(part, file);
    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(part).doesNotExist();
  }

  @Test
  @DisplayName("that are new keep the mode they were written with, whatever the folder's owner")
  void publishedNew() throws IOException {
    assumeRoot(folder);
    give(folder, OTHER_USER, "rwxrwxrwx");
    Path part = Files.writeString(folder.resolve(".part"), "new");
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve("scored");
    DurableFiles.publish(part, file);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(owner(file)).isZero();
  }

  @Test
  @DisplayName("cannot replace a folder, and report it")
  void publishedOverFolder() throws IOException {
    Path taken = folder.resolve("scored");
    Files.createDirectories(taken.resolve("in"));
    Path part = Files.writeString(folder.resolve(".part"), "new");
    assertThatThrownBy(() -> DurableFiles.publish(part, taken))
        .isInstanceOf(FileFailure.class)
        .hasMessageContaining("scored");
    assertThat(part).exists();
  }

  @Test
  @DisplayName("keep their mode when they are replaced")
  void mode() throws IOException {
    Path file = Files.writeString(folder.resolve("head"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw---x"));

    DurableFiles.replace(file, bytes("new"));

    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo("rw-rw---x");
  }

  @Test
  @DisplayName("are complete although threads replace them at the same time")
  void byThreads() throws Exception {
    Path file = folder.resolve("profile.json");
    List<String> texts =
        IntStream.range(0, 8).mapToObj(i -> Integer.toString(i).repeat(10_000 + i)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(texts.size())) {
      List<Callable<Path>> replacing =
          texts.stream()
              .map(
                  text ->
                      (Callable<Path>)
                          () -> {
                            for (int i = 0; i < 20; i++) {
                              DurableFiles.replaceShared(file, bytes(text));
                              assertThat(Files.readString(file)).isIn(texts);
                            }
                            return file;
                          })
              .toList();
      for (Future<Path> ended : threads.invokeAll(replacing)) {
        assertThat(ended.get()).isEqualTo(file);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @DisplayName("keep their owner when root replaces them")
  void owner() throws IOException {
    Path file = Files.writeString(folder.resolve("head"), "old");
    assumeRoot(file);
    give(file, OTHER_USER, "rw-r-----");

    DurableFiles.replaceShared(file, bytes("new"));

    assertThat(owner(file)).isEqualTo(OTHER_USER);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(OTHER_USER);
    assertThat(mode(file)).isEqualTo("rw-r-----");
  }

  @Test
  @DisplayName("belong to the owner of the folder when root creates them")
  void inherited() throws IOException {
    assumeRoot(folder);
    Path home = Files.createDirectory(folder.resolve("home"));
    give(home, OTHER_USER, "rwxr-x---");

    DurableFiles.createFolder(home.resolve("registry/models"));
    DurableFiles.replace(home.resolve("registry/models/a.json"), bytes("{}"));
    try (FileChannel lock = DurableFiles.openLock(home.resolve("registry/lock"))) {
      assertThat(lock.isOpen()).isTrue();
    }

    for (String made : List.of("registry", "registry/models")) {
      assertThat(owner(home.resolve(made))).isEqualTo(OTHER_USER);
      assertThat(mode(home.resolve(made))).isEqualTo("rwxr-x---");
    }
    for (String made : List.of("registry/models/a.json", "registry/lock")) {
      assertThat(owner(home.resolve(made))).isEqualTo(OTHER_USER);
      assertThat(mode(home.resolve(made))).isEqualTo("rw-r-----");
    }
  }

  @Test
  @DisplayName("leave no temporary file when they cannot be replaced, and report path and reason")
  void notReplaced() throws IOException {
    Path file = Files.createDirectory(folder.resolve("head"));

    assertThatThrownBy(() -> DurableFiles.replace(file, bytes("new")))
        .isInstanceOf(FileFailure.class)
        .hasMessage("cannot replace " + file + ": Is a directory");
    assertThatThrownBy(() -> DurableFiles.replace(folder.resolve("none/x"), bytes("new")))
        .isInstanceOf(FileFailure.class)
        .hasMessage("cannot write " + folder.resolve("none/x") + ": No such file or directory");
    assertThat(DurableFiles.list(folder)).containsExactly(file);
  }

  @Test
  @DisplayName("are read only if they are regular: nothing waits for a FIFO")
  void regular() throws IOException, InterruptedException {
    Path fifo = folder.resolve("fifo");
    makeFifo(fifo);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Path linked = folder.resolve("linked");
    Files.createSymbolicLink(linked, Files.writeString(folder.resolve("file"), "text"));

    for (Map.Entry<Path, String> rejected :
        Map.of(
                fifo,
                "Is not a regular file",
                folder,
                "Is a directory",
                dangling,
                "Is a symbolic link to a missing file",
                loop,
                "Too many levels of symbolic links",
                folder.resolve("file/below"),
                "Not a directory")
            .entrySet()) {
      assertThatThrownBy(() -> RegularFiles.read(rejected.getKey(), 10))
          .as("%s", rejected.getKey())
          .isInstanceOf(FileFailure.class)
          .hasMessageStartingWith("cannot read " + rejected.getKey() + ": " + rejected.getValue());
    }
    assertThatThrownBy(() -> DurableFiles.openLock(fifo))
        .hasMessage("cannot open " + fifo + ": Is not a regular file");
    assertThat(RegularFiles.text(linked, 10)).isEqualTo("text");
    assertThat(RegularFiles.read(folder.resolve("none"), 10)).isEmpty();
    assertThatThrownBy(() -> RegularFiles.text(linked, 3)).hasMessageContaining("3 bytes allowed");
  }

  @Test
  @DisplayName(
      "that fail are reported with their path and the system's reason, whatever Java throws")
  void words() {
    assertThat(FileFailure.words(new AccessDeniedException("/a")))
        .isEqualTo("cannot access /a: Permission denied");
    assertThat(FileFailure.words(new NoSuchFileException("/a")))
        .isEqualTo("cannot access /a: No such file or directory");
    assertThat(FileFailure.words(new FileSystemException("/a", null, "Read-only file system")))
        .isEqualTo("cannot access /a: Read-only file system");
    assertThat(FileFailure.words(new FileSystemException("/a")))
        .isEqualTo("cannot access /a: FileSystemException");
    assertThat(FileFailure.words(new FileNotFoundException("/a (b)/c (Is a directory)")))
        .isEqualTo("cannot open /a (b)/c: Is a directory");
    IOException full = new IOException("No space left on device");
    FileFailure failure = FileFailure.of("cannot write", Path.of("/a"), full);
    assertThat(FileFailure.words(failure)).isEqualTo("cannot write /a: No space left on device");
    assertThat(FileFailure.reason(failure)).isEqualTo("No space left on device");
    assertThat(FileFailure.of("cannot replace", Path.of("/b"), failure)).isSameAs(failure);
    assertThat(FileFailure.words(new IOException())).isEqualTo("IOException");
  }

  @Test
  void aFolderIsDeletedWhileOthersDeleteItToo() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path deleted = folder.resolve("deleted-" + round);
      for (int i = 0; i < 50; i++) {
        Path inner = Files.createDirectories(deleted.resolve("inner-" + i));
        Files.write(inner.resolve("file"), bytes("content"));
      }
      List<Callable<Boolean>> deletions =
          List.of(
              () -> DurableFiles.deleteAll(deleted),
              () -> DurableFiles.deleteAll(deleted),
              () -> DurableFiles.deleteAll(deleted));
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        for (Future<Boolean> deletion : threads.invokeAll(deletions)) {
          deletion.get();
        }
      }
      assertThat(DurableFiles.deleteAll(deleted)).isTrue();
      assertThat(deleted).doesNotExist();
    }
  }

  @Test
  void whatALinkInADeletedFolderNamesIsKept() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.write(kept.resolve("file"), bytes("content"));
    Path deleted = Files.createDirectory(folder.resolve("deleted"));
    Files.createSymbolicLink(deleted.resolve("link"), kept);
    assertThat(DurableFiles.deleteAll(deleted)).isTrue();
    assertThat(kept.resolve("file")).exists();
  }
}
