package credence.job;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.registry.DirectoryRegistry;
import credence.registry.ModelRegistry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
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
  private static final String SPEC =
      """
      id: id
      target: {column: y}
      features:
        score: {type: number, missing: 0}
      """;

  @TempDir private Path home;

  /// Progress that cancels nothing.
  private static final class Unstopped implements JobProgress {
    @Override
    public boolean proceed(String stage, double shareDone) {
      return true;
    }

    @Override
    public boolean isWanted() {
      return true;
    }
  }

  /// A registry before which something happens whenever it is about to publish.
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
  @DisplayName("publishes nothing if its parent dies when all but the record is there")
  void abandonedAtTheLastInstant() throws IOException, SQLException {
    Files.writeString(home.resolve("spec.yaml"), SPEC);
    Tables.write(
        Files.createDirectories(home.resolve("training-sets"))
            .resolve("training_set_2025_03_31.parquet"),
        """
        SELECT i AS id, hash(i, 2) % 100 AS score,
          hash(i, 1) % 1000 < 400 - 3 * (hash(i, 2) % 100) AS y
        FROM range(2000) t(i)""");
    TrainingRunFolder runs = new TrainingRunFolder(home);
    TrainingRunRequest request =
        new TrainingRunRequest(null, List.of(), false, null, "ann", null, Instant.now(), null);
    AtomicBoolean parentDead = new AtomicBoolean();
    String id = runs.begin(request);
    JobContext context =
        new JobContext(
            home,
            beforePublishing(() -> parentDead.set(true)),
            new EngineShare(256L << 20, 2, _ -> {}),
            "1.0-test");
    assertThat(
            new TrainingRunJob(context, runs, new Unstopped(), parentDead::get, null)
                .run(id, request))
        .isInstanceOf(TrainingResult.Cancelled.class);
    assertThat(parentDead).isTrue();
    assertThat(new DirectoryRegistry(home).history().records()).isEmpty();
    assertThat(runs.look(id).orElseThrow().outcome()).isNull();
    assertThat(runs.look(id).orElseThrow().state()).isEqualTo(TrainingRunState.RUNNING);
  }
}
