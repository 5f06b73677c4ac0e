package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.logging.DamageLog;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.registry.ModelRegistry;
import credence.run.ProcessIdentity;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Runs the waiting training runs of a home, oldest first, a limited number at a time. The waiting
/// runs are those stored in the home, so the queue survives a restart of the server. Not
/// thread-safe.
final class TrainingRunQueue {
  private static final long TERM_SECONDS = 10;
  private static final long STOP_MILLIS = 3_000;
  private static final String STORAGE_FAILED =
      "its process could not write to the home; it is restarted once that is possible";

  private final TrainingRuns folder;
  private final ModelRegistry registry;
  private final ChildCommand children;
  private final RetrainingSettings settings;
  private final EventLog log;
  private final InstantSource clock;
  private final DamageLog damages;
  private final Runnable onChange;
  private final Map<String, Child> running = new HashMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Map<String, TrainingRunOutcome> unwritten = new LinkedHashMap<>();
  private final Backoff backoff;
  private final TrainingRunCounts counts = new TrainingRunCounts();
  private int orphans;

  /// @param onChange called by any thread when a child has ended
  TrainingRunQueue(
      TrainingRuns folder,
      ModelRegistry registry,
      ChildCommand children,
      RetrainingSettings settings,
      EventLog log,
      InstantSource clock,
      DamageLog damages,
      Runnable onChange) {
    this.folder = folder;
    this.registry = registry;
    this.children = children;
    this.settings = settings;
    backoff = new Backoff(settings.trainingRetrySecondsMax());
    this.log = log;
    this.clock = clock;
    this.damages = damages;
    this.onChange = onChange;
  }

  /// The outcome of cancelling a run.
  enum Cancellation {
    /// The run was waiting and has been cancelled.
    CANCELLED,
    /// The run is running and has been requested to stop.
    CANCELLING,
    /// The run had already ended.
    ALREADY_ENDED,
    /// There is no run with this id.
    UNKNOWN
  }

  /// Rereads the stored runs: those that wait, and those that a server left when it ended.
  void refresh() throws IOException {
    TrainingRuns.Listing listing = folder.listing();
    listing.damaged().forEach(damages::log);
    List<TrainingRunEntry> runs = listing.runs();
    for (TrainingRunEntry run : runs) {
      if (!running.containsKey(run.id())) {
        endIfInterrupted(run);
      }
    }
    waiting.clear();
    orphans = 0;
    for (TrainingRunEntry run : runs) {
      if (running.containsKey(run.id()) || unwritten.containsKey(run.id())) {
        continue;
      }
      if (run.state() == TrainingRunState.QUEUED) {
        waiting.add(run.id());
      } else if (run.state() == TrainingRunState.RUNNING) {
        orphans++;
      }
    }
  }

  private void endIfInterrupted(TrainingRunEntry run) {
    if (run.outcome() == null
        && run.state() == TrainingRunState.INTERRUPTED
        && !unwritten.containsKey(run.id())) {
      end(run, folder.outcomeOfInterrupted(run.id(), registry.history()));
    }
  }

  /// The runs that have ended.
  TrainingRunCounts counts() {
    return counts;
  }

  /// Whether a run is running that another server started; it stops soon, because its server has
  /// ended.
  boolean hasOrphans() {
    return orphans > 0;
  }

  /// Records the outcomes of runs that have ended, and starts waiting runs up to the limit. A run
  /// that cannot be started because of the disk remains queued and is retried after a delay.
  ///
  /// @return false if waiting runs were not started because of an earlier failure
  /// @throws IOException if writing fails
  boolean advance() throws IOException {
    for (String id : running.keySet().toArray(String[]::new)) {
      settle(id);
    }
    if (!backoff.isOver()) {
      return false;
    }
    writeUnwritten();
    while (!waiting.isEmpty() && running.size() + orphans < concurrentMax()) {
      try {
        start(waiting.element());
        waiting.remove();
      } catch (IOException e) {
        backoff.failed();
        throw e;
      }
    }
    backoff.succeeded();
    return true;
  }

  /// Writes the outcomes that could not be written before.
  private void writeUnwritten() throws IOException {
    for (String id : unwritten.keySet().toArray(String[]::new)) {
      try {
        folder.keep(id, Objects.requireNonNull(unwritten.get(id)));
        unwritten.remove(id);
      } catch (IOException e) {
        backoff.failed();
        throw e;
      }
    }
  }

  /// The maximum number of concurrent runs. It is one until there is a version, because the first
  /// version becomes champion and must be that of the first request.
  private int concurrentMax() {
    return registry.state().publications().isEmpty() ? 1 : settings.trainingRunsAtOnce();
  }

  private void start(String id) throws IOException {
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null || run.state() != TrainingRunState.QUEUED) {
      return;
    }
    folder.requireRoom(id, (long) settings.trainingFreeMebibytesMin() << 20);
    try {
      Child child = children.start(folder.log(id), "run-training", "--run", id);
      running.put(id, child);
      var _ = child.process().onExit().thenRun(onChange);
      log.log(LogEvent.TRAINING_RUN_STARTED, field("run", id), field("pid", child.process().pid()));
    } catch (IOException e) {
      end(
          run,
          outcome(
              TrainingRunState.FAILED,
              "its process could not be started: " + FileFailure.words(e)));
    }
  }

  private void settle(String id) {
    Child child = running.get(id);
    if (child == null) {
      return;
    }
    if (child.process().isAlive()) {
      child.killIfStalled(TERM_SECONDS);
      return;
    }
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null) {
      running.remove(id);
      return;
    }
    if (run.outcome() != null || folder.hasOutcome(id)) {
      running.remove(id);
      logEnd(run);
      return;
    }
    boolean started = run.state() != TrainingRunState.QUEUED;
    if (!started && !child.isCancelled() && exitCode(child) == Child.STORAGE_FAILED) {
      running.remove(id);
      waiting.addFirst(id);
      backoff.failed();
      log.log(LogEvent.TRAINING_RUN_WAITS, field("run", id), field("message", STORAGE_FAILED));
      return;
    }
    TrainingRunOutcome outcome = child.outcome().orElseGet(() -> outcomeOf(id, child, started));
    running.remove(id);
    end(run, outcome);
  }

  /// Returns the outcome of a run whose process has ended without reporting one.
  private TrainingRunOutcome outcomeOf(String id, Child child, boolean started) {
    TrainingRunOutcome outcome = folder.outcomeOfInterrupted(id, registry.history());
    if (outcome.state() != TrainingRunState.INTERRUPTED) {
      return outcome;
    }
    if (child.isCancelled()) {
      return outcome(TrainingRunState.CANCELLED, "it was cancelled");
    }
    return started
        ? outcome
        : outcome(
            TrainingRunState.FAILED,
            "its process ended with code "
                + exitCode(child)
                + " before it started; see "
                + folder.log(id)
                + " for its output");
  }

  private static int exitCode(Child child) {
    return child.process().exitValue();
  }

  /// Returns the current state of a run, after recording its outcome if it has ended.
  TrainingRunEntry settled(TrainingRunEntry run) {
    Child child = running.get(run.id());
    if (child != null && run.state() == TrainingRunState.INTERRUPTED) {
      // The operating system reports the end of the process before the JVM does.
      child.process().onExit().completeOnTimeout(child.process(), 1, TimeUnit.SECONDS).join();
    }
    settle(run.id());
    TrainingRunEntry now = folder.look(run.id()).orElse(run);
    if (!running.containsKey(run.id())) {
      endIfInterrupted(now);
      now = folder.look(run.id()).orElse(run);
    }
    TrainingRunOutcome known = unwritten.get(run.id());
    return known == null ? now : now.with(known);
  }

  /// Discards the outcome of a run that is restarted.
  void discardOutcome(String id) {
    unwritten.remove(id);
  }

  /// Ends a run. An outcome that cannot be written is kept in memory until it can.
  private void end(TrainingRunEntry run, TrainingRunOutcome outcome) {
    TrainingRunOutcome known = outcome;
    try {
      folder.keep(run.id(), outcome);
    } catch (IOException e) {
      String reason = FileFailure.words(e);
      known = outcome.with("its outcome could not be written immediately: " + reason);
      unwritten.put(run.id(), known);
      backoff.failed();
      log.log(
          LogEvent.TRAINING_RUN_OUTCOME_NOT_WRITTEN,
          field("run", run.id()),
          field("message", reason));
    }
    logEnd(run.with(known));
  }

  private TrainingRunOutcome outcome(TrainingRunState state, String message) {
    return TrainingRunOutcome.without(state, List.of(message), clock.instant());
  }

  private void logEnd(TrainingRunEntry run) {
    counts.count(run);
    TrainingRunOutcome outcome = run.outcome();
    boolean failed =
        run.state() == TrainingRunState.FAILED || run.state() == TrainingRunState.INTERRUPTED;
    log.log(
        failed ? LogEvent.TRAINING_RUN_FAILED : LogEvent.TRAINING_RUN_ENDED,
        field("run", run.id()),
        field("state", run.state().name().toLowerCase(Locale.ROOT)),
        field("version", outcome == null ? null : outcome.version()),
        field("messages", outcome == null ? null : String.join("; ", outcome.messages())));
  }

  /// Cancels a run.
  Cancellation cancel(String id) {
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null) {
      return Cancellation.UNKNOWN;
    }
    Child child = running.get(id);
    if (run.state().ended() || unwritten.containsKey(id)) {
      return Cancellation.ALREADY_ENDED;
    }
    if (child != null) {
      child.cancel();
      return Cancellation.CANCELLING;
    }
    if (run.progress() != null) {
      ProcessIdentity process = run.progress().process();
      process.running().ifPresent(ProcessHandle::destroy);
      return Cancellation.CANCELLING;
    }
    waiting.remove(id);
    end(run, outcome(TrainingRunState.CANCELLED, "it was cancelled before it started"));
    return Cancellation.CANCELLED;
  }

  /// Stops the children, first by closing their standard input; their runs count as interrupted and
  /// can be restarted.
  void stop() {
    for (Child child : running.values()) {
      try {
        child.process().getOutputStream().close();
      } catch (IOException alreadyClosed) {
        child.process().destroy();
      }
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    for (Child child : running.values()) {
      await(child.process(), end);
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
