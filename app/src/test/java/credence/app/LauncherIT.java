package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher")
class LauncherIT {
  @TempDir private Path folder;

  private static Ended run(Path directory, Path launcher, String... arguments) {
    try (Launched launched = Launched.start(directory, Map.of(), launcher, arguments)) {
      return launched.end();
    }
  }

  @Test
  void worksFromAnyDirectoryAndThroughSymbolicLinks() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("one"), Launched.LAUNCHER);
    Path relative = Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    Ended ended = run(folder, relative, "--version");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("credence ");
    assertThat(run(folder, link, "modles").code()).isEqualTo(2);
  }

  private Ended shell(Map<String, String> environment, String script) {
    try (Launched launched =
        Launched.start(
            folder, environment, Path.of("/bin/sh"), "-c", script, Launched.LAUNCHER.toString())) {
      return launched.end();
    }
  }

  @Test
  void takesNamesInUtf8WhateverTheLocaleAndRefusesOthersSayingSo() {
    Ended other = shell(Map.of(), "exec \"$0\" train --data \"$(printf 'caf\\351.parquet')\"");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .isEqualTo(
            "credence: expected arguments in UTF-8, but caf\uFFFD.parquet is not: rename a file"
                + " whose name has another encoding\n");
    Ended utf8 =
        shell(
            Map.of("LC_ALL", "xx_XX.UTF-8"),
            "printf x >\"$(printf 'caf\\303\\251\\357\\277\\275')\" && exec \"$0\" train"
                + " --version a --data \"$(printf 'caf\\303\\251\\357\\277\\275')\" -- -x");
    assertThat(utf8.err())
        .isEqualTo(
            """
            credence: caf\u00e9\uFFFD: expected a parquet file, but this file has another format (it \
            does not begin with PAR1); the name of a CSV file ends in .csv or .csv.gz
            credence: -x: expected a parquet file, but there is no file of this name
            """);
  }

  @Test
  void handsOnOptionsOfJavaLastSoThatTheyWin() {
    try (Launched launched =
        Launched.start(
            folder,
            Map.of("CREDENCE_JAVA_OPTIONS", "-Xmx64m -XX:+PrintFlagsFinal"),
            Launched.LAUNCHER,
            "--version")) {
      assertThat(launched.end().out()).containsPattern("MaxHeapSize\\s*=\\s*67108864");
    }
  }

  @Test
  void takesASmallerHeapForTraining() {
    try (Launched launched =
        Launched.start(
            folder,
            Map.of("CREDENCE_JAVA_OPTIONS", "-Xmx512m"),
            Launched.LAUNCHER,
            "train",
            "--help")) {
      Ended ended = launched.end();
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void hasTheSystemEndWhatAServerStartsBeforeTheServerWhenMemoryRunsOut() throws IOException {
    Path jdk = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99\"\n");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Path file =
          Files.writeString(bin.resolve(program), "#!/bin/sh\ncat /proc/$$/oom_score_adj\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
    for (String command : List.of("run-training", "profile-set")) {
      try (Launched launched =
          Launched.start(folder, environment, Launched.LAUNCHER, command, "--help")) {
        assertThat(launched.end().out()).isEqualTo("800\n");
      }
    }
    try (Launched launched =
        Launched.start(folder, environment, Launched.LAUNCHER, "serve", "--help")) {
      assertThat(launched.end().out()).isNotEqualTo("800\n");
    }
  }

  /// A copy of the launcher beside a builder that only pretends, so that building is counted and
  /// takes no time.
  @Nested
  class Building {
    private Path root;
    private Path launcher;

    @BeforeEach
    void copyLauncher() throws IOException {
      root = folder.resolve("copy");
      Files.createDirectories(root.resolve("scripts"));
      Files.createDirectories(root.resolve("app/target"));
      for (String module : List.of("core", "training", "server", "app")) {
        Files.createDirectories(root.resolve(module).resolve("src/main"));
        Files.writeString(root.resolve(module).resolve("pom.xml"), "");
      }
      Files.writeString(root.resolve("pom.xml"), "");
      for (String script : List.of("find-jdk.sh", "memory.sh")) {
        Path path = Path.of("scripts", script);
        Files.copy(Launched.ROOT.resolve(path), root.resolve(path));
      }
      launcher = Files.copy(Launched.LAUNCHER, root.resolve("credence"));
      builder("mkdir -p app/target/lib && cp -r " + libraries() + "/serve app/target/lib/serve");
    }

    private static Path libraries() {
      return Path.of("target", "lib").toAbsolutePath();
    }

    /// Makes a builder that runs some commands, once the build was noted.
    private void builder(String commands) throws IOException {
      Path builder = root.resolve("mvnw");
      Files.writeString(
          builder,
          "#!/bin/sh\necho built >> builds\n" + commands + " && touch app/target/lib/built\n");
      Files.setPosixFilePermissions(builder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long builds() throws IOException {
      try (var lines = Files.lines(root.resolve("builds"))) {
        return lines.count();
      }
    }

    @Test
    void happensOnceAndIsReportedInOneLine() throws IOException {
      Ended first = run(folder, launcher, "serve", "--help");
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(first.err()).startsWith("credence: building").hasLineCount(1);
      assertThat(run(folder, launcher, "serve", "--help").err()).isEmpty();
      assertThat(builds()).isEqualTo(1);
    }

    @Test
    void happensAgainWhenASourceIsNewer() throws IOException {
      run(folder, launcher, "serve", "--help");
      Path source = Files.writeString(root.resolve("core/src/main/New.java"), "");
      Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
      builder("true");
      assertThat(run(folder, launcher, "serve", "--help").err()).startsWith("credence: building");
      assertThat(builds()).isEqualTo(2);
    }

    @Test
    void happensOnceForTwoThatStartTogether() throws IOException {
      builder(
          "sleep 1; mkdir -p app/target/lib && cp -r "
              + libraries()
              + "/serve app/target/lib/serve");
      try (Launched one = Launched.start(folder, Map.of(), launcher, "serve", "--help");
          Launched two = Launched.start(folder, Map.of(), launcher, "serve", "--help")) {
        assertThat(one.end().code()).isZero();
        assertThat(two.end().code()).isZero();
      }
      assertThat(builds()).isEqualTo(1);
    }

    @Test
    void thatFailsShowsTheBuildersOutput() throws IOException {
      builder("echo 'no such plugin'; false");
      Ended ended = run(folder, launcher, "serve", "--help");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("no such plugin", "credence: the build failed");
    }
  }
}
