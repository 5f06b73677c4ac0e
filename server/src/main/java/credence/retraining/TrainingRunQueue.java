package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.logging.DamageLog;
import credence.logging.EventLog;
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

/// Runs the training runs that wait in a home, oldest first, a few at a time. What waits is what
/// stands in the folder, so a queue survives its server. Not safe for use by several threads.
final class TrainingRunQueue {
  private static final long TERM_SECONDS = 10;
  private static final long STOP_MILLIS = 3_000;
  private static final String STORAGE_FAILED =
      "its process could not write into the home; it is started again when that can be written";

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
  private int orphans;

  /// @param onChange called from any thread when a child has ended
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

  /// Whether a run works that another server started; it notices soon that its server is gone.
  boolean hasOrphans() {
    return orphans > 0;
  }

  /// Ends what has ended, and starts what there is room for. A run that the disk does not permit to
  /// begin goes on waiting, and is tried again after a pause.
  ///
  /// @throws IOException if the disk does not permit it
  void advance() throws IOException {
    for (String id : running.keySet().toArray(String[]::new)) {
      settle(id);
    }
    if (!backoff.isOver()) {
      return;
    }
    writeUnwritten();
    while (!waiting.isEmpty() && running.size() + orphans < most()) {
      try {
        start(waiting.element());
        waiting.remove();
      } catch (IOException e) {
        backoff.failed();
        throw e;
      }
    }
    backoff.succeeded();
  }

  /// Writes the outcomes that there was no room for.
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

  /// How many may run now: until there is a version one alone, since the first becomes champion and
  /// that is to be the one that was asked for first.
  private int most() {
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
      log.info("training-run-started", field("run", id), field("pid", child.process().pid()));
    } catch (IOException e) {
      end(
          run,
          without(
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
      tell(run);
      return;
    }
    boolean begun = run.state() != TrainingRunState.QUEUED;
    if (!begun && !child.isCancelled() && exitCode(child) == Child.STORAGE_FAILED) {
      running.remove(id);
      waiting.addFirst(id);
      backoff.failed();
      log.warning("training-run-waits", field("run", id), field("message", STORAGE_FAILED));
      return;
    }
    TrainingRunOutcome outcome = child.outcome().orElseGet(() -> outcomeOf(id, child, begun));
    running.remove(id);
    end(run, outcome);
  }

  /// What came of a run whose process is gone without a word.
  private TrainingRunOutcome outcomeOf(String id, Child child, boolean begun) {
    TrainingRunOutcome outcome = folder.outcomeOfInterrupted(id, registry.history());
    if (outcome.state() != TrainingRunState.INTERRUPTED) {
      return outcome;
    }
    if (child.isCancelled()) {
      return without(TrainingRunState.CANCELLED, "it was cancelled");
    }
    return begun
        ? outcome
        : without(
            TrainingRunState.FAILED,
            "its process ended with code "
                + exitCode(child)
                + " before it began; "
                + folder.log(id)
                + " has what it said");
  }

  private static int exitCode(Child child) {
    return child.process().exitValue();
  }

  /// A run as it stands when all that has ended is noted.
  TrainingRunEntry settled(TrainingRunEntry run) {
    Child child = running.get(run.id());
    if (child != null && run.state() == TrainingRunState.INTERRUPTED) {
      // Its process has ended for the system; the JVM notices a moment later.
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

  /// Forgets what came of a run that is begun anew.
  void forget(String id) {
    unwritten.remove(id);
  }

  /// Ends a run. What cannot be written now is known until it can.
  private void end(TrainingRunEntry run, TrainingRunOutcome outcome) {
    TrainingRunOutcome known = outcome;
    try {
      folder.keep(run.id(), outcome);
    } catch (IOException e) {
      String why = FileFailure.words(e);
      known = outcome.with("its outcome could not be written at once: " + why);
      unwritten.put(run.id(), known);
      backoff.failed();
      log.warning(
          "training-run-outcome-not-written", field("run", run.id()), field("message", why));
    }
    tell(run.with(known));
  }

  private TrainingRunOutcome without(TrainingRunState state, String message) {
    return TrainingRunOutcome.without(state, List.of(message), clock.instant());
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
  Cancellation cancel(String id) {
    TrainingRunEntry run = folder.look(id).orElse(null);
    if (run == null) {
      return Cancellation.UNKNOWN;
    }
    Child child = running.get(id);
    if (run.state().ended() || unwritten.containsKey(id)) {
      return Cancellation.TOO_LATE;
    }
    if (child != null) {
      child.cancel();
      return Cancellation.BEGUN;
    }
    if (run.progress() != null) {
      ProcessIdentity process = run.progress().process();
      process.running().ifPresent(ProcessHandle::destroy);
      return Cancellation.BEGUN;
    }
    waiting.remove(id);
    end(run, without(TrainingRunState.CANCELLED, "it was cancelled before it began"));
    return Cancellation.DONE;
  }

  /// Ends the children, by the end of their standard input at first; what they worked on counts as
  /// interrupted and can be started again.
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
