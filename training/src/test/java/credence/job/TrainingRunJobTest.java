package credence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import credence.registry.ModelRegistry;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A training run on the sets of a home")
class TrainingRunJobTest {
  @TempDir private Path home;

  /// A registry with an action that runs before each publication.
  private ModelRegistry beforePublishing(Runnable event) {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    return (ModelRegistry)
        Proxy.newProxyInstance(
            ModelRegistry.class.getClassLoader(),
            new Class<?>[] {ModelRegistry.class},
            (_, method, arguments) -> {
              if (method.getName().startsWith("publish")) {
                event.run();
              }
              return method.invoke(registry, arguments);
            });
  }

  @Test
  @DisplayName("publishes nothing if its parent dies before the history record is written")
  void abandonedAtTheLastInstant() throws IOException, SQLException {
    JobHome jobs = new JobHome(home);
    jobs.writeSpec();
    jobs.writeSet("2025_03_31", 0);
    TrainingRunFolder runs = new TrainingRunFolder(home);
    TrainingRunRequest request =
        new TrainingRunRequest(null, List.of(), false, null, "ann", null, Instant.now(), null);
    AtomicBoolean parentDead = new AtomicBoolean();
    String id = runs.begin(request);
    JobContext context = jobs.context(beforePublishing(() -> parentDead.set(true)));
    assertThat(
            new TrainingRunJob(context, runs, JobHome.UNSTOPPED, parentDead::get, null)
                .run(id, request))
        .isInstanceOf(TrainingResult.Cancelled.class);
    assertThat(parentDead).isTrue();
    assertThat(new DirectoryRegistry(home).history().records()).isEmpty();
    assertThat(runs.look(id).orElseThrow().outcome()).isNull();
    assertThat(runs.look(id).orElseThrow().state()).isEqualTo(TrainingRunState.RUNNING);
  }

  @ParameterizedTest
  @MethodSource("unexpectedFailures")
  @DisplayName("has the outcome of its publication although the comparison fails unexpectedly")
  void comparisonFails(RuntimeException failure, String words) throws IOException, SQLException {
    JobHome jobs = new JobHome(home);
    jobs.writeSpec();
    jobs.writeSet("2025_03_31", 0);
    run(jobs, JobHome.UNSTOPPED);
    jobs.writeSet("2025_06_30", 500);
    JobProgress failing =
        new JobProgress() {
          @Override
          public boolean proceed(JobState state) {
            if (state.step().equals("comparing with the champion")) {
              throw failure;
            }
            return true;
          }

          @Override
          public boolean isWanted() {
            return true;
          }
        };

    TrainingRunOutcome outcome = run(jobs, failing);

    assertThat(outcome.state()).isEqualTo(TrainingRunState.SUCCEEDED);
    assertThat(String.valueOf(outcome.version())).isEqualTo("training_set_2025_06_30");
    assertThat(outcome.messages()).anyMatch(message -> message.contains(words));
  }

  static List<Arguments> unexpectedFailures() {
    return List.of(
        Arguments.of(new IllegalStateException("a bug"), "unexpected failure: "),
        Arguments.of(
            new UncheckedIOException(new IOException("Input/output error")), "Input/output error"));
  }

  /// The outcome of a run, which may also have thrown an exception.
  private TrainingRunOutcome run(JobHome jobs, JobProgress progress) throws IOException {
    TrainingRunFolder runs = new TrainingRunFolder(home);
    TrainingRunRequest request =
        new TrainingRunRequest(null, List.of(), false, null, "ann", null, Instant.now(), null);
    String id = runs.begin(request);
    Throwable thrown =
        catchThrowable(() -> new TrainingRunJob(jobs.context(), runs, progress).run(id, request));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("a bug");
    }
    return Objects.requireNonNull(runs.look(id).orElseThrow().outcome());
  }
}
