package credence.job;

import credence.run.ProcessIdentity;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import credence.training.TrainingStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Records the progress of a training run in its folder, twice a second at most, and its steps in
/// its log. Used by one thread.
final class RunRecorder {
  /// The stage before those of the training.
  private static final String CHECKING = "checking training sets";

  private static final long INTERVAL_NANOS = 500_000_000L;
  private static final double CHECKING_WEIGHT = 0.2;
  private static final double SHARE_TO_ESTIMATE_BY = 0.05;

  private final TrainingRuns runs;
  private final String id;
  private final Instant startedAt = Instant.now();
  private final ProcessIdentity process = ProcessIdentity.current();
  private @Nullable String stage;
  private double shareDone;
  private double checkedShare;
  private long writtenNanos;
  private @Nullable IOException notWritten;

  RunRecorder(TrainingRuns runs, String id) {
    this.runs = runs;
    this.id = id;
  }

  /// Records the progress of the checks.
  void checking(double stageShareDone) {
    checkedShare = CHECKING_WEIGHT;
    shareDone = Math.max(shareDone, CHECKING_WEIGHT * stageShareDone);
    record(
        CHECKING,
        stageShareDone,
        Stream.of(TrainingStage.values()).map(RunRecorder::words).toList());
  }

  /// Records the progress of the training.
  void training(TrainingStage now, double stageShareDone, List<TrainingStage> left) {
    double ahead = left.stream().mapToDouble(RunRecorder::weight).sum();
    double behind =
        Stream.of(TrainingStage.values())
            .filter(before -> before.compareTo(now) < 0)
            .mapToDouble(RunRecorder::weight)
            .sum();
    double whole = behind + weight(now) + ahead;
    double share = (behind + weight(now) * stageShareDone) / whole;
    shareDone = Math.max(shareDone, checkedShare + (1 - checkedShare) * share);
    record(now.words(), stageShareDone, left.stream().map(RunRecorder::words).toList());
  }

  /// Records that this process works on the run. Nothing is done before that is on disk, so that no
  /// other process begins with the run.
  ///
  /// @throws IOException if it cannot be written
  void begin() throws IOException {
    record(CHECKING, 0, Stream.of(TrainingStage.values()).map(RunRecorder::words).toList());
    if (notWritten != null) {
      throw notWritten;
    }
  }

  /// Adds a line to the run's log, as far as the disk permits.
  void log(String line) {
    String text = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
    try {
      Files.writeString(
          runs.log(id),
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException full) {
      return; // The log is not essential; the run continues without it.
    }
  }

  private void record(String newStage, double stageShareDone, List<String> stagesLeft) {
    boolean begins = !newStage.equals(stage);
    long now = System.nanoTime();
    if (!begins && now - writtenNanos < INTERVAL_NANOS) {
      return;
    }
    if (begins) {
      log(newStage);
    }
    stage = newStage;
    writtenNanos = now;
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try {
      runs.keep(
          id,
          new TrainingRunProgress(
              TrainingRunState.RUNNING,
              newStage,
              stageShareDone,
              shareDone,
              stagesLeft,
              secondsLeft(at),
              process,
              startedAt,
              at));
      notWritten = null;
    } catch (IOException e) {
      notWritten = e; // The progress may be outdated; only the outcome matters.
    }
  }

  /// The time left at the speed so far; null while too little is done to estimate it.
  private @Nullable Double secondsLeft(Instant at) {
    if (shareDone < SHARE_TO_ESTIMATE_BY) {
      return null;
    }
    double seconds = Duration.between(startedAt, at).toMillis() / 1000.0;
    return (double) Math.round(seconds * (1 - shareDone) / shareDone);
  }

  private static String words(TrainingStage stage) {
    return stage.words();
  }

  /// How much of a run a stage usually takes, in parts of the whole.
  private static double weight(TrainingStage stage) {
    return switch (stage) {
      case READING -> 0.4;
      case PREPARING -> 0.05;
      case FITTING, EVALUATING, EXAMINING -> 0.15;
      case CROSS_VALIDATING -> 0.4;
    };
  }
}
