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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Records the progress of a training run in its folder, twice a second at most, and its steps in
/// its log. Thread-safe.
final class RunRecorder {
  private static final long INTERVAL_NANOS = 500_000_000L;

  private final TrainingRuns runs;
  private final String id;
  private final Instant startedAt = Instant.now();
  private final ProcessIdentity process = ProcessIdentity.current();
  private @Nullable String stage;
  private long writtenNanos;
  private @Nullable IOException notWritten;

  RunRecorder(TrainingRuns runs, String id) {
    this.runs = runs;
    this.id = id;
  }

  /// Records that this process works on the run. Nothing is done before that is on disk, so that no
  /// other process begins with the run.
  ///
  /// @throws IOException if it cannot be written
  synchronized void begin() throws IOException {
    record(
        TrainingSteps.CHECKING,
        0,
        new JobState(TrainingSteps.CHECKING, 0, null, null),
        Stream.of(TrainingStage.values()).map(TrainingStage::words).toList());
    if (notWritten != null) {
      throw notWritten;
    }
  }

  /// Adds a line to the run's log, as far as the disk permits.
  synchronized void log(String line) {
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

  /// Records a step of the run.
  ///
  /// @param newStage as text
  /// @param state the state of the whole run
  synchronized void record(
      String newStage, double stageShareDone, JobState state, List<String> stagesLeft) {
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
    try {
      runs.keep(
          id,
          new TrainingRunProgress(
              TrainingRunState.RUNNING,
              newStage,
              stageShareDone,
              state.shareDone(),
              stagesLeft,
              rounded(state.secondsLeft()),
              rounded(state.rowsPerSecond()),
              process,
              startedAt,
              Instant.now().truncatedTo(ChronoUnit.MILLIS)));
      notWritten = null;
    } catch (IOException e) {
      notWritten = e; // The progress may be outdated; only the outcome matters.
    }
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : (Double) (double) Math.round(value);
  }
}
