package credence.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.home.Home;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.memory.MemoryBudget;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import credence.run.ProcessIdentity;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server's training runs")
class RetrainingTest {
  @TempDir Path home;
  private EventLog log;
  private ByteArrayOutputStream logged;
  private Retraining retraining;

  @BeforeEach
  void start() {
    logged = new ByteArrayOutputStream();
    log =
        new EventLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            LogFormat.JSON,
            InstantSource.system());
    retraining = started();
    await().until(retraining::ownsQueue);
  }

  @AfterEach
  void stop() {
    retraining.close();
    log.close();
  }

  private Retraining started() {
    return started(StandIn.settings());
  }

  private Retraining started(RetrainingSettings settings) {
    return Retraining.start(
        new Home(home),
        new DirectoryRegistry(home),
        StandIn.command(),
        settings,
        log,
        InstantSource.system());
  }

  private static TrainingRunRequest request(String todo, @Nullable String key) {
    return new TrainingRunRequest(null, List.of(), false, null, "ada", todo, Instant.now(), key);
  }

  private String submit(String todo) throws IOException {
    return ((Submission.Accepted) retraining.submit(request(todo, null))).id();
  }

  private TrainingRunEntry run(String id) {
    try {
      return retraining.run(id).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private TrainingRunEntry awaited(String id, TrainingRunState state) {
    await().atMost(Duration.ofSeconds(60)).until(() -> run(id).state() == state);
    return run(id);
  }

  private static TrainingRunOutcome outcome(TrainingRunEntry run) {
    return Objects.requireNonNull(run.outcome());
  }

  private static ProcessIdentity process(TrainingRunEntry run) {
    return Objects.requireNonNull(run.progress()).process();
  }

  private void letGo(String id) throws IOException {
    Files.createFile(home.resolve("training-runs").resolve(id).resolve("go"));
  }

  private String output(String id) throws IOException {
    return Files.readString(new TrainingRunFolder(home).log(id));
  }

  @Nested
  @DisplayName("end")
  class Ends {
    @Test
    @DisplayName("with a version, and keep the output of their process")
    void succeeded() throws IOException {
      String id = submit("succeed");
      TrainingRunEntry run = awaited(id, TrainingRunState.SUCCEEDED);
      assertThat(outcome(run).version()).hasToString("training_set_2026_03_31");
      assertThat(output(id)).contains("run-training --home " + home.toAbsolutePath());
    }

    @Test
    @DisplayName("with the reason of their failure")
    void failed() throws IOException {
      TrainingRunEntry run = awaited(submit("fail"), TrainingRunState.FAILED);
      assertThat(outcome(run).messages()).containsExactly("too few defaulters");
    }

    @Test
    @DisplayName("as failed if their process ends before it starts, with the path of its output")
    void died() throws IOException {
      String id = submit("die");
      TrainingRunEntry run = awaited(id, TrainingRunState.FAILED);
      assertThat(outcome(run).messages().getFirst()).contains("code 3", "log.txt");
      assertThat(output(id)).contains("no memory");
    }

    @Test
    @DisplayName("as interrupted if their process is killed")
    void crashed() throws IOException {
      String id = submit("crash");
      TrainingRunEntry seen =
          await()
              .pollInterval(Duration.ofMillis(1))
              .atMost(Duration.ofSeconds(60))
              .until(() -> run(id), run -> run.state().ended());
      assertThat(seen.state()).isEqualTo(TrainingRunState.INTERRUPTED);
      assertThat(seen.outcome()).as("the outcome as soon as it has ended").isNotNull();
    }

    @Test
    @DisplayName("as interrupted if their server stops, together with their process")
    void stopped() throws IOException {
      String id = submit("wait");
      awaited(id, TrainingRunState.RUNNING);
      ProcessIdentity process = process(run(id));
      retraining.close();
      assertThat(process.running()).isEmpty();
      assertThat(run(id).state()).isEqualTo(TrainingRunState.INTERRUPTED);
    }

    @Test
    @DisplayName("as interrupted if their server was killed, when the next one starts")
    void found() throws IOException {
      retraining.close();
      TrainingRunFolder folder = new TrainingRunFolder(home);
      String id = folder.add(request("wait", null));
      Process gone = new ProcessBuilder(StandIn.command().getFirst(), "-version").start();
      ProcessIdentity process = ProcessIdentity.of(gone.toHandle());
      gone.onExit().join();
      folder.keep(
          id,
          new TrainingRunProgress(
              TrainingRunState.RUNNING,
              "reading",
              0,
              0,
              List.of(),
              null,
              null,
              process,
              Instant.now(),
              Instant.now()));
      retraining = started();
      awaited(id, TrainingRunState.INTERRUPTED);
      assertThat(run(id).outcome()).isNotNull();
    }
  }

  @Nested
  @DisplayName("run")
  class Works {
    @Test
    @DisplayName("one at a time, in the order of their requests")
    void oneAtATime() throws IOException {
      String first = submit("wait");
      String second = submit("wait");
      String third = submit("succeed");
      awaited(first, TrainingRunState.RUNNING);
      assertThat(run(second).state()).isEqualTo(TrainingRunState.QUEUED);
      letGo(first);
      awaited(second, TrainingRunState.RUNNING);
      assertThat(run(first).state()).isEqualTo(TrainingRunState.SUCCEEDED);
      assertThat(run(third).state()).isEqualTo(TrainingRunState.QUEUED);
      letGo(second);
      awaited(third, TrainingRunState.SUCCEEDED);
    }

    @Test
    @DisplayName("several at a time if configured, but one until there is a champion")
    void severalAtATime() throws IOException {
      retraining.close();
      retraining = started(StandIn.settings(2));
      await().until(retraining::ownsQueue);
      String first = submit("wait");
      String second = submit("wait");
      awaited(first, TrainingRunState.RUNNING);
      assertThat(run(second).state()).isEqualTo(TrainingRunState.QUEUED);
      new DirectoryRegistry(home)
          .publish(new VersionName("a"), new byte[] {'x'}, new Change("ada", "a first version"));
      awaited(second, TrainingRunState.RUNNING);
      assertThat(run(first).state()).isEqualTo(TrainingRunState.RUNNING);
    }

    @Test
    @DisplayName("at a low priority and with limited memory")
    void limited() throws IOException {
      String id = submit("succeed");
      awaited(id, TrainingRunState.SUCCEEDED);
      assertThat(output(id))
          .contains("-Xmx64m", "engine=64")
          .containsPattern("nice=(7|1\\d|unknown) policy=(0|unknown)");
    }

    @Test
    @DisplayName("with separate Java options, not their server's, whose ports are in use")
    void ownOptions() {
      Map<String, String> environment =
          new HashMap<>(Map.of("CREDENCE_JAVA_OPTIONS", "-agentlib:jdwp=address=5005"));
      ChildCommand.setJavaOptions(environment, 64);
      assertThat(environment).containsEntry("CREDENCE_JAVA_OPTIONS", "-Xmx64m");
      environment.put("CREDENCE_TRAINING_JAVA_OPTIONS", "-Xlog:gc");
      ChildCommand.setJavaOptions(environment, 64);
      assertThat(environment).containsEntry("CREDENCE_JAVA_OPTIONS", "-Xlog:gc -Xmx64m");
      ChildCommand.setJavaOptions(environment, 0);
      assertThat(environment).containsEntry("CREDENCE_JAVA_OPTIONS", "-Xlog:gc");
    }

    @Test
    @DisplayName("with equal shares of the memory that the server does not use")
    void share() {
      long server = MemoryBudget.ofThisProcess().processBytes() >> 20;
      assertThat(ChildCommand.shareMebibytes(server + 1_000, 1)).isEqualTo(1_000);
      assertThat(ChildCommand.shareMebibytes(server + 1_000, 4)).isEqualTo(250);
      assertThat(ChildCommand.shareMebibytes(server - 1, 4)).isEqualTo(1);
    }

    @Test
    @DisplayName("at the lowest priority with SCHED_IDLE")
    void idle() throws IOException {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/chrt")), "needs chrt");
      retraining.close();
      retraining = started(StandIn.settings(1, RetrainingSettings.NICE_MAX));
      await().until(retraining::ownsQueue);
      String id = submit("succeed");
      awaited(id, TrainingRunState.SUCCEEDED);
      assertThat(output(id)).containsPattern("nice=(19|unknown) policy=5");
    }

    @Test
    @DisplayName("in a queue that survives its server")
    void durable() throws IOException {
      String first = submit("wait");
      String second = submit("succeed");
      awaited(first, TrainingRunState.RUNNING);
      retraining.close();
      assertThat(run(second).state()).isEqualTo(TrainingRunState.QUEUED);
      retraining = started();
      awaited(second, TrainingRunState.SUCCEEDED);
    }

    @Test
    @DisplayName("on one server of a home at a time; the others only list them")
    void oneServer() throws IOException {
      try (Retraining other = started()) {
        assertThat(other.submit(request("succeed", null)))
            .isInstanceOf(Submission.Unavailable.class);
        String id = submit("succeed");
        awaited(id, TrainingRunState.SUCCEEDED);
        await().until(() -> retraining.counts().runs(TrainingRunState.SUCCEEDED) == 1);
        assertThat(other.counts().runs(TrainingRunState.SUCCEEDED)).isZero();
        assertThat(other.run(id)).isPresent();
        await()
            .until(
                () -> logged.toString(StandardCharsets.UTF_8).contains("training-queue-elsewhere"));
        assertThat(other.cancel(id)).isInstanceOf(CancelOutcome.Unavailable.class);
        retraining.close();
        await().until(other::ownsQueue);
        assertThat(other.submit(request("succeed", null))).isInstanceOf(Submission.Accepted.class);
      }
    }

    @Test
    @DisplayName("until the queue is full")
    void full() throws IOException {
      awaited(submit("wait"), TrainingRunState.RUNNING);
      for (int i = 0; i < StandIn.settings().trainingRunsQueuedMax(); i++) {
        assertThat(retraining.submit(request("wait", null)))
            .isInstanceOf(Submission.Accepted.class);
      }
      assertThat(retraining.submit(request("wait", null))).isInstanceOf(Submission.QueueFull.class);
    }
  }

  @Nested
  @DisplayName("are cancelled")
  class Cancelled {
    @Test
    @DisplayName("while they wait, and never start")
    void waiting() throws IOException {
      String first = submit("wait");
      String second = submit("succeed");
      awaited(first, TrainingRunState.RUNNING);
      assertThat(retraining.cancel(second)).isInstanceOf(CancelOutcome.Cancelled.class);
      assertThat(run(second).state()).isEqualTo(TrainingRunState.CANCELLED);
      letGo(first);
      awaited(first, TrainingRunState.SUCCEEDED);
      assertThat(run(second).progress()).isNull();
    }

    @Test
    @DisplayName("while they run, and their process ends")
    void running() throws IOException {
      String id = submit("wait");
      ProcessIdentity process = process(awaited(id, TrainingRunState.RUNNING));
      assertThat(retraining.cancel(id)).isInstanceOf(CancelOutcome.Cancelled.class);
      awaited(id, TrainingRunState.CANCELLED);
      assertThat(process.running()).isEmpty();
    }

    @Test
    @DisplayName("but not after they have ended, or if they do not exist")
    void tooLate() throws IOException {
      String id = submit("succeed");
      awaited(id, TrainingRunState.SUCCEEDED);
      assertThat(retraining.cancel(id)).isInstanceOf(CancelOutcome.AlreadyEnded.class);
      assertThat(retraining.cancel("20260331-101530000-000000"))
          .isInstanceOf(CancelOutcome.Unknown.class);
      assertThat(retraining.cancel("../../x")).isInstanceOf(CancelOutcome.Unknown.class);
    }
  }

  @Nested
  @DisplayName("are restarted")
  class Restarted {
    @Test
    @DisplayName("after they were interrupted, in order")
    void interrupted() throws IOException {
      String id = submit("crash once");
      awaited(id, TrainingRunState.INTERRUPTED);
      String before = submit("wait");
      awaited(before, TrainingRunState.RUNNING);
      assertThat(retraining.restart(id, "bob")).isEqualTo(new Submission.Accepted(id));
      assertThat(run(id).state()).isEqualTo(TrainingRunState.QUEUED);
      assertThat(retraining.restart(id, "bob"))
          .isEqualTo(new Submission.NotInterrupted(TrainingRunState.QUEUED));
      letGo(before);
      awaited(id, TrainingRunState.SUCCEEDED);
      await().until(() -> logged.toString(StandardCharsets.UTF_8).contains("\"author\":\"bob\""));
    }

    @Test
    @DisplayName("only if they were interrupted")
    void otherwise() throws IOException {
      String failed = submit("fail");
      awaited(failed, TrainingRunState.FAILED);
      assertThat(retraining.restart(failed, "bob"))
          .isEqualTo(new Submission.NotInterrupted(TrainingRunState.FAILED));
      assertThat(retraining.restart("20260331-101530000-000000", "bob"))
          .isEqualTo(new Submission.Unknown());
      assertThat(retraining.restart("../../x", "bob")).isEqualTo(new Submission.Unknown());
    }

    @Test
    @DisplayName("unless the queue is full or another server runs them")
    void notNow() throws IOException {
      String id = submit("crash");
      awaited(id, TrainingRunState.INTERRUPTED);
      try (Retraining other = started()) {
        assertThat(other.restart(id, "bob")).isInstanceOf(Submission.Unavailable.class);
      }
      awaited(submit("wait"), TrainingRunState.RUNNING);
      for (int i = 0; i < StandIn.settings().trainingRunsQueuedMax(); i++) {
        submit("wait");
      }
      assertThat(retraining.restart(id, "bob")).isInstanceOf(Submission.QueueFull.class);
      assertThat(run(id).state()).isEqualTo(TrainingRunState.INTERRUPTED);
    }
  }

  @Test
  @DisplayName("are created once for an idempotency key")
  void idempotent() throws IOException {
    TrainingRunRequest asked = request("succeed", "key-1");
    String id = ((Submission.Accepted) retraining.submit(asked)).id();
    assertThat(retraining.submit(request("succeed", "key-1")))
        .isEqualTo(new Submission.Repeated(id));
    assertThat(retraining.submit(request("fail", "key-1"))).isEqualTo(new Submission.KeyReused(id));
    assertThat(retraining.runs()).hasSize(1);
  }

  @Test
  @DisplayName("are rejected by a server that cannot start them")
  void withoutLauncher() throws IOException {
    retraining.close();
    retraining =
        Retraining.start(
            new Home(home),
            new DirectoryRegistry(home),
            List.of(),
            StandIn.settings(),
            log,
            InstantSource.system());
    assertThat(retraining.submit(request("succeed", null)))
        .isInstanceOfSatisfying(
            Submission.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains("./credence"));
  }
}
