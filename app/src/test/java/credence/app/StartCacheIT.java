package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The start cache")
class StartCacheIT {
  private static final Path FOLDER = Path.of("target", "lib", "start-cache");
  private static final Duration WAIT = Duration.ofMinutes(3);

  private static String options;
  private static Path cache;

  @TempDir private static Path folder;
  @TempDir private Path home;

  private static List<Path> caches() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return List.of();
    }
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  @BeforeAll
  static void isMadeBesideAServerThatFindsNone(@TempDir Path home) throws IOException {
    // Flags of its own, so that it is a cache of its own.
    options = "-Xlog:class+load=info:file=" + folder.resolve("%p.log");
    List<Path> before = caches();
    try (Launched server = serve(home, "on")) {
      server.awaitErr("server-started");
      await().atMost(WAIT).until(() -> !before.containsAll(caches()));
    }
    List<Path> made = new ArrayList<>(caches());
    made.removeAll(before);
    assertThat(made).hasSize(1);
    cache = made.getFirst();
  }

  @AfterAll
  static void remove() throws IOException {
    Files.deleteIfExists(cache);
  }

  private static Launched serve(Path home, String startCache) {
    return Launched.start(
        home,
        Map.of("CREDENCE_JAVA_OPTIONS", options, "CREDENCE_START_CACHE", startCache),
        Launched.LAUNCHER,
        "serve",
        "--home",
        home.toString(),
        "--port",
        "0",
        "--admin-port",
        "0");
  }

  @Test
  void isWhereALaterServerFindsItsClasses() throws IOException {
    try (Launched server = serve(home, "off")) {
      server.awaitErr("server-started");
      assertThat(folder.resolve(server.pid() + ".log"))
          .content()
          .containsPattern("credence\\.http\\.Dispatcher source: shared objects file");
    }
  }

  @Test
  void isPassedOverInSilenceWhenItIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(cache);
    try {
      try (FileChannel file = FileChannel.open(cache, StandardOpenOption.WRITE)) {
        file.truncate(whole.length / 2);
      }
      try (Launched server = serve(home, "off")) {
        server.awaitErr("server-started");
        assertThat(server.out()).isEmpty();
        assertThat(server.err().lines()).allMatch(line -> line.matches("\\d{4}-.* INFO .*"));
      }
    } finally {
      Files.write(cache, whole);
    }
  }
}
