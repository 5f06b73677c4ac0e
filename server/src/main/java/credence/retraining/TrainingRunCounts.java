package credence.retraining;

import credence.run.TrainingRunEntry;
import credence.run.TrainingRunState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The training runs that have ended since the server was started, by their state. Thread-safe.
public final class TrainingRunCounts {
  /// The states in which a run has ended.
  public static final List<TrainingRunState> STATES =
      List.of(
          TrainingRunState.SUCCEEDED,
          TrainingRunState.FAILED,
          TrainingRunState.CANCELLED,
          TrainingRunState.INTERRUPTED);

  private final Map<TrainingRunState, Ended> ended = new EnumMap<>(TrainingRunState.class);

  TrainingRunCounts() {
    STATES.forEach(state -> ended.put(state, new Ended()));
  }

  private static final class Ended {
    final AtomicLong runs = new AtomicLong();
    final AtomicLong millis = new AtomicLong();
  }

  /// Counts a run that has ended.
  void count(TrainingRunEntry run) {
    Ended counts = ended.get(run.state());
    if (counts != null) {
      counts.runs.incrementAndGet();
      if (run.progress() != null && run.outcome() != null) {
        Instant start = run.progress().startedAt();
        counts.millis.addAndGet(
            Math.max(0, Duration.between(start, run.outcome().at()).toMillis()));
      }
    }
  }

  /// The number of runs that ended in a state.
  public long runs(TrainingRunState state) {
    Ended counts = ended.get(state);
    return counts == null ? 0 : counts.runs.get();
  }

  /// The total time of the runs that ended in a state, from the start of their process, in seconds.
  public double seconds(TrainingRunState state) {
    Ended counts = ended.get(state);
    return counts == null ? 0 : counts.millis.get() / 1e3;
  }
}
