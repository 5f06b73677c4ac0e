package credence.job;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.PublishOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Training on files")
class TrainingJobTest {
  private static final Change CHANGE = new Change("ann", "first quarter");

  @TempDir private Path folder;
  private JobHome home;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException, SQLException {
    home = new JobHome(folder);
    file = home.writeSet("2025_03_31", 0);
  }

  private TrainingResult train(String name, JobProgress progress, Path... files)
      throws IOException {
    return new TrainingJob(home.context(), progress)
        .train(new VersionName(name), JobHome.spec(), List.of(files), CHANGE);
  }

  @Test
  void publishesTheFirstVersionAsChampionWithoutAComparison() throws IOException {
    assertThat(train("a", JobHome.UNSTOPPED, file))
        .isInstanceOfSatisfying(
            TrainingResult.Registered.class,
            registered -> {
              assertThat(registered.publishing()).isInstanceOf(PublishOutcome.Published.class);
              assertThat(registered.champion()).isTrue();
              assertThat(registered.comparison()).isNull();
            });
  }

  @Test
  void comparesALaterVersionWithTheChampion() throws IOException, SQLException {
    train("a", JobHome.UNSTOPPED, file);
    Path newer = home.writeSet("2025_06_30", 2000);
    assertThat(train("b", JobHome.UNSTOPPED, newer))
        .isInstanceOfSatisfying(
            TrainingResult.Registered.class,
            registered -> {
              assertThat(registered.champion()).isFalse();
              assertThat(registered.comparison()).isInstanceOf(ComparisonResult.Compared.class);
            });
    assertThat(folder.resolve("registry/comparisons/b~a.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reading", "fitting", "examining"})
  void publishesNothingWhenItIsCancelled(String last) throws IOException {
    JobProgress progress =
        new JobProgress() {
          @Override
          public boolean proceed(JobState state) {
            return !state.step().equals(last);
          }

          @Override
          public boolean isWanted() {
            return true;
          }
        };
    assertThat(train("a", progress, file)).isEqualTo(new TrainingResult.Cancelled());
    assertThat(home.registry().state().publications()).isEmpty();
  }

  @Test
  void publishesNothingThatIsNotWantedAnyMore() throws IOException {
    JobProgress progress =
        new JobProgress() {
          @Override
          public boolean proceed(JobState state) {
            return true;
          }

          @Override
          public boolean isWanted() {
            return false;
          }
        };
    assertThat(train("a", progress, file)).isEqualTo(new TrainingResult.Cancelled());
    assertThat(home.registry().state().publications()).isEmpty();
  }

  @Test
  void isRejectedWithEveryErrorOfTheFiles() throws IOException {
    Path absent = folder.resolve("absent.parquet");
    assertThat(train("a", JobHome.UNSTOPPED, absent, file, file))
        .isInstanceOfSatisfying(
            TrainingResult.Rejected.class,
            rejected ->
                assertThat(rejected.messages())
                    .satisfiesExactly(
                        message -> assertThat(message).contains("absent.parquet", "no file"),
                        message -> assertThat(message).contains("listed twice")));
  }
}
