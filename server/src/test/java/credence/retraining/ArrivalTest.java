package credence.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import credence.home.Home;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunEntry;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetEntry.State;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A new training set in a home")
class ArrivalTest {
  private static final String OLDER = "training_set_2024_01_31";
  private static final String NEWER = "training_set_2025_01_31";

  @TempDir Path home;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final List<String> accepted = new ArrayList<>();
  private TrainingSetFolder folder;
  private EventLog log;

  @BeforeEach
  void open() throws IOException {
    folder = new TrainingSetFolder(home);
    Files.createDirectories(folder.path());
    log =
        new EventLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            LogFormat.JSON,
            InstantSource.system());
  }

  @AfterEach
  void close() {
    log.close();
  }

  private static RetrainingSettings settings(int quietSeconds, boolean trainOnArrival) {
    RetrainingSettings s = StandIn.settings();
    return new RetrainingSettings(
        quietSeconds,
        s.trainingSetBytesMax(),
        trainOnArrival,
        s.trainingRunsAtOnce(),
        s.trainingRunsQueuedMax(),
        s.trainingHeapMebibytes(),
        s.trainingEngineMebibytes(),
        s.trainingNice(),
        s.trainingSetCheckSecondsMax(),
        s.trainingRetrySecondsMax(),
        s.trainingFreeMebibytesMin());
  }

  @Test
  void isIgnoredWithOneLineInTheLogIfItsNameHasNoDateOrTwo() throws IOException {
    for (String file :
        List.of("accounts.parquet", "a_2025-01-01_2025-03-31.parquet", ".hidden", "x.part")) {
      Files.writeString(folder.path().resolve(file), "x");
    }
    ArrivalWatch watch = watch(3600);
    watch.scan();
    watch.scan();
    log.close();
    String lines = logged.toString(StandardCharsets.UTF_8);
    assertThat(lines.lines().filter(line -> line.contains("training-set-ignored"))).hasSize(2);
    assertThat(lines)
        .contains(
            "accounts.parquet",
            "expected a name with one date, as in accounts_2025-03-31.parquet, .csv or .csv.gz",
            "this one has 2025-01-01 and 2025-03-31")
        .doesNotContain(".hidden", "x.part");
  }

  private ArrivalWatch watch(int quietSeconds) {
    RetrainingSettings settings = settings(quietSeconds, false);
    return new ArrivalWatch(
        folder,
        new ChildCommand(StandIn.command(), home, settings),
        settings,
        log,
        set -> accepted.add(set.name().text()));
  }

  private Path put(String name, String content) throws IOException {
    return Files.writeString(folder.path().resolve(name), content);
  }

  private TrainingSetEntry set(String name) throws IOException {
    return folder.look(TrainingSetName.of(name).orElseThrow());
  }

  @Nested
  @DisplayName("is checked")
  class Checked {
    @Test
    @DisplayName("in the order of dates, and a rejected one does not stop the others")
    void inOrder() throws IOException {
      put(NEWER + ".parquet", "good");
      put("training_set_2024_06_30.parquet", "bad");
      put(OLDER + ".parquet", "good");
      watch(0).scan();
      assertThat(accepted).containsExactly(OLDER, NEWER);
      assertThat(set("training_set_2024_06_30").state()).isEqualTo(State.REFUSED);
      try (Stream<Path> profiles = Files.list(folder.path().resolve(".profiles"))) {
        assertThat(profiles).hasSize(3).allMatch(file -> file.toString().endsWith(".json"));
      }
    }

    @Test
    @DisplayName("although an older one cannot be read")
    void afterAnUnreadable() throws IOException {
      put(OLDER + ".parquet", "unreadable");
      put(NEWER + ".parquet", "good");
      ArrivalWatch watch = watch(0);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                Throwable failure = catchThrowable(watch::scan);
                return failure != null && set(NEWER).state() == State.ACCEPTED;
              });
      assertThat(set(OLDER).state()).isEqualTo(State.UNCHECKED);
    }

    @Test
    @DisplayName("although two others cannot be read, once it can")
    void afterSeveralUnreadable() throws IOException {
      put(OLDER + ".parquet", "unreadable");
      put(NEWER + ".parquet", "unreadable");
      ArrivalWatch watch = watch(0);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                Throwable failure = catchThrowable(watch::scan);
                return failure != null && failure.toString().contains(NEWER);
              });
      put(NEWER + ".parquet", "good");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                var _ = catchThrowable(watch::scan);
                return set(NEWER).state() == State.ACCEPTED;
              });
    }

    @Test
    @DisplayName("only after it has been unchanged for long enough")
    void quiet() throws IOException {
      put(NEWER + ".parquet", "good");
      ArrivalWatch watch = watch(3_600);
      watch.scan();
      watch.scan();
      assertThat(set(NEWER).state()).isEqualTo(State.UNCHECKED);
      assertThat(accepted).isEmpty();
    }

    @Test
    @DisplayName("once, and again after a rejected one was replaced")
    void replaced() throws IOException {
      Path file = put(NEWER + ".parquet", "bad");
      ArrivalWatch watch = watch(0);
      watch.scan();
      assertThat(set(NEWER).state()).isEqualTo(State.REFUSED);
      put(NEWER + ".parquet", "good now");
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
      watch.scan();
      watch.scan();
      assertThat(set(NEWER).state()).isEqualTo(State.ACCEPTED);
      assertThat(accepted).containsExactly(NEWER);
    }

    @Test
    @DisplayName("not if it is hidden, partial, or has another name")
    void ignored() throws IOException {
      put("." + NEWER + ".parquet", "good");
      put(NEWER + ".parquet.part", "good");
      put("customers.parquet", "good");
      put("training_set_2025_02_30.parquet", "good");
      watch(0).scan();
      assertThat(accepted).isEmpty();
      assertThat(folder.path().resolve(".profiles")).doesNotExist();
    }
  }

  @Test
  @DisplayName("whose check crashes is logged with the path of the output, and checked only once")
  void crashed() throws IOException {
    put(NEWER + ".parquet", "crash");
    put(OLDER + ".parquet", "good");
    ArrivalWatch watch = watch(0);
    watch.scan();
    Path checkLog = folder.path().resolve(".profiles").resolve(NEWER + ".log");
    assertThat(checkLog).content().contains("the check crashed");
    Files.delete(checkLog);
    watch.scan();
    assertThat(checkLog).doesNotExist();
    assertThat(set(NEWER).state()).isEqualTo(State.UNCHECKED);
    assertThat(accepted).containsExactly(OLDER);
    log.close();
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("training-set-not-checked");
  }

  @Test
  @DisplayName("that changes after it was listed is logged and ignored")
  void changed() throws IOException {
    Path file = put(NEWER + ".parquet", "good");
    ArrivalWatch watch = watch(0);
    watch.scan();
    put(NEWER + ".parquet", "good but other");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    watch.scan();
    assertThat(set(NEWER).state()).isEqualTo(State.CHANGED);
    assertThat(accepted).containsExactly(NEWER);
    log.close();
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("training-set-changed");
  }

  @Test
  @DisplayName("and was checked in a home that was copied is neither checked again nor reported")
  void copied() throws IOException {
    Path file = put(NEWER + ".parquet", "good");
    watch(0).scan();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    watch(0).scan();
    assertThat(set(NEWER).state()).isEqualTo(State.ACCEPTED);
    assertThat(accepted).containsExactly(NEWER);
    log.close();
    assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("training-set-changed");
  }

  @Test
  @DisplayName("starts a training run if configured to, the oldest first")
  void trained() throws IOException {
    put(NEWER + ".parquet", "good");
    put(OLDER + ".parquet", "good");
    try (Retraining retraining =
        Retraining.start(
            new Home(home),
            new DirectoryRegistry(home),
            StandIn.command(),
            settings(0, true),
            log,
            InstantSource.system())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> retraining.runs().size() == 2);
      assertThat(retraining.runs())
          .extracting(TrainingRunEntry::request)
          .extracting(request -> String.valueOf(request.version()))
          .containsExactly(OLDER, NEWER);
      assertThat(retraining.runs().getFirst().request().reason()).contains(OLDER);
    }
  }

  @Test
  @DisplayName("is only checked by default")
  void profileOnly() throws IOException {
    put(NEWER + ".parquet", "good");
    try (Retraining retraining =
        Retraining.start(
            new Home(home),
            new DirectoryRegistry(home),
            StandIn.command(),
            settings(0, false),
            log,
            InstantSource.system())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> set(NEWER).state() == State.ACCEPTED);
      assertThat(retraining.runs()).isEmpty();
    }
  }
}
