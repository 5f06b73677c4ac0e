package credence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.run.TrainingSetEntry;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Checking the training sets of a home")
class TrainingSetCheckJobTest {
  @TempDir private Path folder;
  private JobHome home;

  @BeforeEach
  void writeSets() throws IOException, SQLException {
    home = new JobHome(folder);
    home.writeSet("2025_03_31", 0);
    home.writeSet("2025_06_30", 2000);
  }

  /// Progress that records the stages.
  ///
  /// @param last the stage at which the job is cancelled; empty for none
  private record Stages(List<String> seen, String last) implements JobProgress {
    @Override
    public boolean proceed(JobState state) {
      seen.add(state.step());
      return !state.step().equals(last);
    }

    @Override
    public boolean isWanted() {
      return true;
    }
  }

  @Test
  void keepsAProfileOfEachOnce() throws IOException {
    TrainingSets.Listing listing =
        new TrainingSetCheckJob(home.context(), JobHome.UNSTOPPED).checkAll(JobHome.spec());
    assertThat(listing.sets())
        .extracting(TrainingSetEntry::state)
        .containsExactly(TrainingSetEntry.State.ACCEPTED, TrainingSetEntry.State.ACCEPTED);
    Stages again = new Stages(new ArrayList<>(), "");
    assertThat(new TrainingSetCheckJob(home.context(), again).checkAll(JobHome.spec()).sets())
        .isEqualTo(listing.sets());
    assertThat(again.seen()).isEmpty();
  }

  @Test
  void keepsTheProfilesThatWereDoneWhenItIsCancelled() throws IOException {
    Stages stages = new Stages(new ArrayList<>(), "checking training_set_2025_06_30");
    assertThatThrownBy(
            () -> new TrainingSetCheckJob(home.context(), stages).checkAll(JobHome.spec()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(new TrainingSetFolder(folder).list().sets())
        .extracting(TrainingSetEntry::state)
        .containsExactly(TrainingSetEntry.State.ACCEPTED, TrainingSetEntry.State.UNCHECKED);
  }
}
