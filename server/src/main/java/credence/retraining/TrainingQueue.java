package credence.retraining;

import static credence.logging.Field.field;

import credence.logging.EventLog;
import credence.registry.ModelRegistry;
import credence.run.ProcessIdentity;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// Runs the training runs that wait in a home, oldest first, a few at a time. What waits is what
/// stands in the folder, so a queue survives its server. Not safe for use by several threads.
final class TrainingQueue {
  private static final long TERM_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long STOP_MILLIS = 3_000;

  private final TrainingRunFolder folder;
  private final ModelRegistry registry;
  private final ChildCommand children;
  private final int atOnce;
  private final EventLog log;
  private final InstantSource clock;
  private final Runnable onChange;
  private final Map<String, Child> running = new HashMap<>();
  private final Queue<String> waiting = new ArrayDeque<>();
  private int orphans;

  /// @param onChange called from any thread when a child has ended
  TrainingQueue(
      TrainingRunFolder folder,
      ModelRegistry registry,
      ChildCommand children,
      int atOnce,
      EventLog log,
      InstantSource clock,
      Runnable onChange) {
    this.folder = folder;
    this.registry = registry;
    this.children = children;
    this.atOnce = atOnce;
    this.log = log;
    this.clock = clock;
    this.onChange = onChange;
  }

  private static final class Child {
    final Process process;
    boolean cancelled;
    long termNanos;

    Child(Process process) {
      this.process = process;
    }
  }

  /// What came of giving a run up.
  enum Cancellation {
    /// It waited, and will not be run.
    DONE,
    /// It runs, and has been told to stop.
    BEGUN,
    /// It had ended.
    TOO_LATE,
    /// There is none of that id.
    UNKNOWN
  }

  /// Looks at the folder anew: which runs wait, and which were left by a server that is gone.
  void refresh() throws IOException {
    for (TrainingRunEntry ended : folder.endInterrupted(registry.state())) {
      if (!running.containsKey(ended.id())) {
        tell(ended);
      }
    }
    waiting.clear();
    orphans = 0;
    for (TrainingRunEntry run : folder.list()) {
      if (running.containsKey(run.id())) {
        continue;
      }
      if (run.state() == TrainingRunState.QUEUED) {
        waiting.add(run.id());
      } else if (run.state() == TrainingRunState.RUNNING) {
        orphans++;
      }
    }
  }

  /// Whether a run works that another server started; it notices soon that its server is gone.
  boolean hasOrphans() {
    return orphans > 0;
  }

  /// Ends what has ended, and starts what there is room for.
  void advance() throws IOException {
    for (String id : running.keySet().toArray(String[]::new)) {
      settle(id);
    }
    while (!waiting.isEmpty() && running.size() + orphans < most()) {
      start(waiting.remove());
    }
  }

  /// How many may run now: until there is a version one alone, since the first becomes champion and
  /// that is to be the one that was asked for first.
  private int most() {
    return registry.state().publications().isEmpty() ? 1 : atOnce;
  }

  private void start(String id) throws IOException {
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null || run.state() != TrainingRunState.QUEUED) {
      return;
    }
    try {
      Process process = children.start(folder.log(id), "run-training", "--run", id);
      running.put(id, new Child(process));
      var _ = process.onExit().thenRun(onChange);
      log.info("training-run-started", field("run", id), field("pid", process.pid()));
    } catch (IOException e) {
      end(id, TrainingRunState.FAILED, "its process could not be started: " + e.getMessage());
    }
  }

  private void settle(String id) throws IOException {
    Child child = running.get(id);
    if (child == null) {
      return;
    }
    if (child.process.isAlive()) {
      if (child.cancelled && System.nanoTime() - child.termNanos > TERM_NANOS) {
        child.process.destroyForcibly();
      }
      return;
    }
    running.remove(id);
    folder.endInterrupted(registry.state());
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null) {
      return;
    }
    TrainingRunState state = run.state();
    if (child.cancelled && (state == TrainingRunState.INTERRUPTED || !state.ended())) {
      end(id, TrainingRunState.CANCELLED, "it was cancelled");
    } else if (!state.ended()) {
      end(
          id,
          TrainingRunState.FAILED,
          "its process ended with code "
              + child.process.exitValue()
              + " before it began; "
              + folder.log(id)
              + " has what it said");
    } else {
      tell(run);
    }
  }

  /// A run as it stands when all that has ended is noted; empty if there is none of that id.
  Optional<TrainingRunEntry> settled(String id) throws IOException {
    settle(id);
    folder.endInterrupted(registry.state());
    return folder.look(id);
  }

  private void end(String id, TrainingRunState state, String message) throws IOException {
    folder.keep(id, TrainingRunOutcome.without(state, List.of(message), clock.instant()));
    folder.look(id).ifPresent(this::tell);
  }

  private void tell(TrainingRunEntry run) {
    TrainingRunOutcome outcome = run.outcome();
    log.info(
        "training-run-ended",
        field("run", run.id()),
        field("state", run.state().name().toLowerCase(Locale.ROOT)),
        field("version", outcome == null ? null : outcome.version()),
        field("messages", outcome == null ? null : String.join("; ", outcome.messages())));
  }

  /// Gives a run up.
  Cancellation cancel(String id) throws IOException {
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null) {
      return Cancellation.UNKNOWN;
    }
    Child child = running.get(id);
    if (run.state().ended()) {
      return Cancellation.TOO_LATE;
    }
    if (child != null) {
      child.cancelled = true;
      child.termNanos = System.nanoTime();
      child.process.destroy();
      return Cancellation.BEGUN;
    }
    if (run.progress() != null) {
      ProcessIdentity process = run.progress().process();
      process.running().ifPresent(ProcessHandle::destroy);
      return Cancellation.BEGUN;
    }
    waiting.remove(id);
    end(id, TrainingRunState.CANCELLED, "it was cancelled before it began");
    return Cancellation.DONE;
  }

  /// Ends the children, by the end of their standard input at first; what they worked on counts as
  /// interrupted and can be started again.
  void stop() throws IOException {
    for (Child child : running.values()) {
      try {
        child.process.getOutputStream().close();
      } catch (IOException alreadyClosed) {
        child.process.destroy();
      }
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    for (Child child : running.values()) {
      await(child.process, end);
    }
    for (String id : running.keySet().toArray(String[]::new)) {
      settle(id);
    }
  }

  private static void await(Process process, long endNanos) {
    try {
      if (!process.waitFor(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly().waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
