package credence.homewatch;

import static credence.logging.Field.field;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.home.Home;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.retraining.Retraining;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunState;
import credence.run.TrainingSetEntry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Determines the condition of a home periodically on a separate thread, so that neither metrics
/// nor health wait for a disk. Logs when the home can no longer be written, with the reason, and
/// when it can be written again.
///
/// A home counts as writable if a file of [DurableFiles#PROBE_BYTES] can be written to it and its
/// folders have the permission to be written, and not while its file system does not respond.
public final class HomeWatch implements AutoCloseable {
  /// The maximum number of files whose size is counted.
  static final int FILES_MAX = 100_000;

  /// The reason why a home cannot be written whose file system does not respond.
  static final String STALLED = "its file system does not respond";

  private static final Times TIMES = new Times(10_000, 1_000, 60_000);

  /// The part of the time that checks take at most, unless the pauses would exceed
  /// [Times#stalledMillis].
  private static final int CHECKING_PART = 10;

  private final Home home;
  private final Retraining retraining;
  private final EventLog log;
  private final InstantSource clock;
  private final Times times;
  private final Thread thread;
  private volatile HomeCondition condition;
  private volatile long respondedNanos = System.nanoTime();
  private volatile boolean pausing;
  private volatile boolean closed;
  private @Nullable String loggedObstacle;

  /// When a home is checked, in milliseconds.
  ///
  /// @param periodMillis the pause after a check; longer if checks take long
  /// @param retryMillis the pause while the home cannot be written
  /// @param stalledMillis how long a file operation takes at least before the file system counts as
  ///   not responding
  record Times(long periodMillis, long retryMillis, long stalledMillis) {}

  private HomeWatch(
      Home home, Retraining retraining, EventLog log, InstantSource clock, Times times) {
    this.home = home;
    this.retraining = retraining;
    this.log = log;
    this.clock = clock;
    this.times = times;
    condition = new HomeCondition(clock.instant(), null, null, null, null, null, null, null);
    thread = Thread.ofPlatform().daemon().name("credence-home").unstarted(this::watch);
  }

  /// Watches a home until [#close()].
  ///
  /// @param retraining its training sets and training runs
  public static HomeWatch start(
      Home home, Retraining retraining, EventLog log, InstantSource clock) {
    return start(home, retraining, log, clock, TIMES);
  }

  /// Watches a home at given times.
  static HomeWatch start(
      Home home, Retraining retraining, EventLog log, InstantSource clock, Times times) {
    HomeWatch watch = new HomeWatch(home, retraining, log, clock, times);
    watch.thread.start();
    return watch;
  }

  /// The last determined condition, not writable if the file system does not respond; before the
  /// first, a writable home of which nothing else is known.
  public HomeCondition condition() {
    HomeCondition last = condition;
    long silentNanos = System.nanoTime() - respondedNanos;
    return !pausing && silentNanos > TimeUnit.MILLISECONDS.toNanos(times.stalledMillis())
        ? last.notWritable(STALLED)
        : last;
  }

  /// The training sets and training runs of the home.
  public Retraining retraining() {
    return retraining;
  }

  private void watch() {
    while (!closed) {
      long startNanos = System.nanoTime();
      responded();
      pausing = false;
      HomeCondition now = determine();
      pausing = true;
      condition = now;
      logChange(now.obstacle());
      LockSupport.parkNanos(pauseNanos(now, System.nanoTime() - startNanos));
    }
  }

  private long pauseNanos(HomeCondition now, long checkedNanos) {
    if (!now.isWritable()) {
      return TimeUnit.MILLISECONDS.toNanos(times.retryMillis());
    }
    return Math.clamp(
        checkedNanos * (CHECKING_PART - 1),
        TimeUnit.MILLISECONDS.toNanos(times.periodMillis()),
        TimeUnit.MILLISECONDS.toNanos(times.stalledMillis()));
  }

  /// Called after file operations.
  private void responded() {
    respondedNanos = System.nanoTime();
  }

  private void logChange(@Nullable String obstacle) {
    if (obstacle != null && !obstacle.equals(loggedObstacle)) {
      log.log(LogEvent.HOME_NOT_WRITABLE, field("message", obstacle));
    } else if (obstacle == null && loggedObstacle != null) {
      log.log(LogEvent.HOME_WRITABLE);
    }
    loggedObstacle = obstacle;
  }

  private HomeCondition determine() {
    String obstacle = null;
    String reason = null;
    try {
      requireWritable();
    } catch (IOException e) {
      obstacle = FileFailure.words(e);
      reason = FileFailure.reason(e);
    }
    responded();
    List<TrainingRunEntry> runs = read(retraining::runs);
    List<TrainingSetEntry> sets = read(() -> retraining.sets().sets());
    return new HomeCondition(
        clock.instant(),
        obstacle,
        reason,
        read(this::space),
        read(() -> sizeBytes(home.directory())),
        runs == null ? null : count(runs),
        sets == null
            ? null
            : sets.stream().collect(groupingBy(TrainingSetEntry::state, counting())),
        runs == null ? null : lastSuccess(runs));
  }

  private static Map<TrainingRunState, Long> count(List<TrainingRunEntry> runs) {
    return runs.stream().collect(groupingBy(TrainingRunEntry::state, counting()));
  }

  private static @Nullable Instant lastSuccess(List<TrainingRunEntry> runs) {
    return runs.stream()
        .filter(run -> run.state() == TrainingRunState.SUCCEEDED)
        .map(TrainingRunEntry::outcome)
        .filter(outcome -> outcome != null)
        .map(TrainingRunOutcome::at)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private void requireWritable() throws IOException {
    DurableFiles.probe(home.directory());
    for (Path folder : home.folders()) {
      if (Files.exists(folder) && !Files.isWritable(folder)) {
        throw FileFailure.because("cannot write", folder, "Permission denied or read-only");
      }
    }
  }

  private HomeCondition.Space space() throws IOException {
    FileStore store = Files.getFileStore(home.directory());
    return new HomeCondition.Space(store.getTotalSpace(), store.getUsableSpace());
  }

  /// The size of all files of a folder; null if there are more than [#FILES_MAX].
  private @Nullable Long sizeBytes(Path folder) throws IOException {
    SizeVisitor visitor = new SizeVisitor();
    Files.walkFileTree(folder.toRealPath(), visitor);
    return visitor.files > FILES_MAX ? null : visitor.bytes;
  }

  /// Adds the sizes of files, ignoring those that disappear meanwhile.
  private final class SizeVisitor extends SimpleFileVisitor<Path> {
    private int files;
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      responded();
      bytes += attributes.size();
      return ++files > FILES_MAX ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException disappeared) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException disappeared) {
      return FileVisitResult.CONTINUE;
    }
  }

  @FunctionalInterface
  private interface Reading<T extends @Nullable Object> {
    T read() throws IOException;
  }

  /// What a reading yields; null if it fails, which is logged where the same files are used.
  private <T extends @Nullable Object> @Nullable T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | RuntimeException unreadable) {
      return null;
    } finally {
      responded();
    }
  }

  /// Stops the thread. Does not wait for a disk.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
