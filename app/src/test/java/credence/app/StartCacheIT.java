package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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

  private static final Path OTHER_BUILD = FOLDER.resolve("full-1-1.aot");

  private static String options;
  private static Path serverCache;
  private static Path engineCache;

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
    Files.createDirectories(FOLDER);
    Files.writeString(OTHER_BUILD, "");
    try (Launched server = serve(home, "on")) {
      server.awaitErr("server-started");
      await().atMost(WAIT).until(() -> made(before).size() == 2);
    }
    List<Path> made = made(before);
    engineCache = made.getFirst();
    serverCache = made.getLast();
    assertThat(engineCache.getFileName().toString()).startsWith("full-");
    assertThat(serverCache.getFileName().toString()).startsWith("serve-");
  }

  private static List<Path> made(List<Path> before) throws IOException {
    return caches().stream().filter(cache -> !before.contains(cache)).sorted().toList();
  }

  @AfterAll
  static void remove() throws IOException {
    Files.deleteIfExists(engineCache);
    Files.deleteIfExists(serverCache);
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

  /// Lists the training sets of an empty home.
  private Launched listTrainingSets() {
    return start("training-sets", "--home", home.toString());
  }

  /// Starts a command with a heap of another size than the cache's.
  private Launched start(String... words) {
    return Launched.start(
        home, Map.of("CREDENCE_JAVA_OPTIONS", options + " -Xmx200m"), Launched.LAUNCHER, words);
  }

  private static void cutOff(Path cache, Runnable meanwhile) throws IOException {
    byte[] whole = Files.readAllBytes(cache);
    try {
      try (FileChannel file = FileChannel.open(cache, StandardOpenOption.WRITE)) {
        file.truncate(whole.length / 2);
      }
      meanwhile.run();
    } finally {
      Files.write(cache, whole);
    }
  }

  private static void assertLoadedFromCache(Launched launched, String type) {
    assertThat(folder.resolve(launched.pid() + ".log"))
        .content()
        .contains(type + " source: shared objects file");
  }

  @Test
  void replacesThoseOfOtherBuilds() {
    assertThat(OTHER_BUILD).doesNotExist();
  }

  @Test
  void isFoundBySeveralStartsSoThatItIsCreatedOnce() {
    try (Launched again =
        Launched.start(
            home, Map.of("CREDENCE_JAVA_OPTIONS", options), Launched.LAUNCHER, "start-cache")) {
      assertThat(again.end().out()).isEqualTo("credence: the start caches exist already\n");
    }
  }

  @Test
  void isDescribedWithoutBeingMade() {
    Ended help = Launched.run("start-cache", "--help");
    assertThat(help.out()).startsWith("Usage: credence start-cache").hasSizeLessThan(1_000);
    assertThat(help.code()).isZero();
  }

  @Test
  void isWhereALaterServerFindsItsClasses() {
    try (Launched server = serve(home, "off")) {
      server.awaitErr("server-started");
      assertLoadedFromCache(server, "credence.http.Dispatcher");
    }
  }

  @Test
  void isWhereTheCommandsThatTrainFindTheirClassesWhateverTheirHeap() {
    try (Launched command = listTrainingSets()) {
      assertThat(command.end().code()).as(command.err()).isZero();
      assertLoadedFromCache(command, "credence.profiling.TrainingSetRegister");
    }
  }

  @Test
  void isWhereInitFindsItsClassesToo() {
    try (Launched init = start("init", "missing.csv")) {
      assertThat(init.end().err()).contains("missing.csv");
      assertLoadedFromCache(init, "credence.app.InitCommand");
    }
  }

  @Test
  void isIgnoredWhenItIsTruncated() throws IOException {
    cutOff(
        serverCache,
        () -> {
          try (Launched server = serve(home, "off")) {
            server.awaitErr("server-started");
            assertThat(server.out()).isEmpty();
            assertThat(server.err().lines()).allMatch(line -> line.matches("\\d{4}-.* INFO .*"));
          }
        });
  }

  @Test
  void doesNotChangeTheOutputOfACommandWhenItIsTruncated() throws IOException {
    Ended whole = listTrainingSets().end();
    cutOff(engineCache, () -> assertThat(listTrainingSets().end()).isEqualTo(whole));
  }
}
