package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The folder for temporary files, by commands in separate processes")
class TemporaryFilesIT {
  @TempDir private Path folder;
  private Path home;
  private Path temporary;

  @BeforeEach
  void writeSets() throws IOException, SQLException {
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("temporary"));
    Homes.writeSpec(home);
    Homes.writeSet(home, "2025_03_31", 0, 3000, 400);
  }

  private Launched start(Path temporaryFiles, String command) {
    return Launched.start(
        folder,
        Map.of("TMPDIR", temporaryFiles.toString()),
        Launched.LAUNCHER,
        command,
        "--home",
        home.toString());
  }

  private Ended run(Path temporaryFiles, String command) {
    try (Launched launched = start(temporaryFiles, command)) {
      return launched.end();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void receivesNeitherTheEnginesLibraryNorKeepsAnythingAndMayBeNoexec()
      throws IOException, InterruptedException {
    boolean mounted =
        mount("mount", "-t", "tmpfs", "-o", "size=1m,noexec", "tmpfs", temporary.toString());
    try {
      Ended checked = run(temporary, "training-sets");
      assertThat(checked.code()).as(checked.err()).isZero();
      assertThat(checked.out()).contains("accepted");
      assertThat(files(temporary)).isEmpty();
    } finally {
      if (mounted) {
        assertThat(mount("umount", temporary.toString())).isTrue();
      }
    }
    assumeTrue(mounted, "a small file system without execution can be mounted here");
  }

  @Test
  void isCleanedOfWhatAKilledProcessLeft() throws IOException, SQLException {
    Homes.writeSet(home, "2025_06_30", 0, 400_000, 400);
    for (int i = 0; i < 3; i++) {
      try (Launched killed = start(temporary, "training-sets")) {
        await().atMost(Duration.ofSeconds(60)).until(() -> folders() == 1 || !killed.isAlive());
        killed.kill();
      }
      assertThat(folders()).isLessThanOrEqualTo(1);
    }
    Ended checked = run(temporary, "training-sets");
    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(files(temporary)).isEmpty();
  }

  private long folders() throws IOException {
    return files(temporary).stream()
        .filter(file -> file.getFileName().toString().matches("credence-\\d+-\\d+-\\d+"))
        .count();
  }

  @Test
  void isNamedInOneSentenceWhereItIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    for (Path none : List.of(file, folder.resolve("missing"))) {
      Ended failed = run(none, "training-sets");
      assertThat(failed.code()).isEqualTo(1);
      assertThat(sentences(failed))
          .singleElement()
          .asString()
          .startsWith("credence: cannot create a temporary folder in " + none + ": ")
          .contains("TMPDIR");
    }
  }

  @Test
  void doesNotHoldTheLibraryWhichIsNamedInOneSentenceWhereItCannotBeLoaded() throws IOException {
    Path library =
        Files.writeString(
            Files.createDirectory(folder.resolve("engine"))
                .resolve(System.mapLibraryName("duckdb_java")),
            "no library");
    try (Launched launched =
        Launched.start(
            folder,
            Map.of("CREDENCE_JAVA_OPTIONS", "-Djava.library.path=" + library.getParent()),
            Launched.LAUNCHER,
            "training-sets",
            "--home",
            home.toString())) {
      Ended failed = launched.end();
      assertThat(failed.code()).isEqualTo(1);
      assertThat(sentences(failed))
          .singleElement()
          .asString()
          .startsWith("credence: cannot load " + library + ": ");
    }
  }

  /// The output of a command without messages of the JVM; a stack trace would remain.
  private static List<String> sentences(Ended failed) {
    return failed
        .err()
        .lines()
        .filter(line -> !line.startsWith("WARNING: java.io.tmpdir"))
        .filter(line -> !line.contains("VM warning") && !line.contains("execstack"))
        .toList();
  }

  private static boolean mount(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
