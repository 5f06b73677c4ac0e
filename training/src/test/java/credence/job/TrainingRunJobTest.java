package credence.job;

import static org.assertj.core.api.Assertions.assertThat;

import credence.registry.ModelRegistry;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
