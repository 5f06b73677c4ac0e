package credence.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import credence.run.ProcessIdentity;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Training runs that have ended")
class TrainingRunCountsTest {
  private static final Instant START = Instant.parse("2026-11-30T20:00:00Z");

  private static TrainingRunEntry ended(
      TrainingRunState state, @Nullable Instant start, long millis) {
    return new TrainingRunEntry(
        "20261130-200000000-000001",
        new TrainingRunRequest(null, List.of(), false, null, "ada", "a test", START, null),
        start == null
            ? null
            : new TrainingRunProgress(
                TrainingRunState.RUNNING,
                null,
                0,
                0,
                List.of(),
                null,
                null,
                ProcessIdentity.current(),
                start,
                start),
        TrainingRunOutcome.without(state, List.of(), START.plusMillis(millis)),
        false,
        null);
  }

  @Test
  @DisplayName("are counted by state, with the time from the start of their process")
  void counted() {
    TrainingRunCounts counts = new TrainingRunCounts();
    counts.count(ended(TrainingRunState.FAILED, START, 90_500));
    counts.count(ended(TrainingRunState.FAILED, START, 500));
    counts.count(ended(TrainingRunState.CANCELLED, null, 10_000)); // Before it was started.
    counts.count(ended(TrainingRunState.INTERRUPTED, START, -60_000)); // The clock was set back.
    assertThat(TrainingRunCounts.STATES).map(counts::runs).containsExactly(0L, 2L, 1L, 1L);
    assertThat(TrainingRunCounts.STATES).map(counts::seconds).containsExactly(0.0, 91.0, 0.0, 0.0);
  }
}
