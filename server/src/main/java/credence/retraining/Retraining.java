package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.files.FileStamp;
import credence.home.Home;
import credence.logging.DamageLog;
import credence.logging.EventLog;
import credence.model.LocatedError;
import credence.registry.ModelRegistry;
import credence.registry.RegistryException;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The training sets and training runs of a server's home. One server of a home checks and runs;
/// the others tell what there is, until that one ends.
public final class Retraining implements AutoCloseable {
  private static final long POLL_MILLIS = 500;

  private final RetrainingSettings settings;
  private final EventLog log;
  private final DamageLog damages;
  private final boolean canStart;
  private final TrainingSets sets;
  private final TrainingRuns runs;
  private final QueueLock lock;
  private final TrainingRunQueue queue;
  private final ArrivalWatch watch;
  private final Semaphore changed = new Semaphore(0);
  private final Thread queueThread;
  private final Thread watchThread;
  private volatile boolean closed;
  private final Attempts queueAttempts;
  private final Attempts watchAttempts;
  private final Arrivals arrivals;
  private @Nullable FileStamp runsSeen;
  private boolean looksAgain;
  private long lookedNanos;

  private Retraining(
      Home home,
      ModelRegistry registry,
      List<String> launcher,
      RetrainingSettings settings,
      EventLog log,
      InstantSource clock) {
    this.settings = settings;
    this.log = log;
    damages = new DamageLog(log);
    canStart = !launcher.isEmpty();
    sets = home.trainingSets();
    runs = home.trainingRuns(clock);
    lock = new QueueLock(runs);
    ChildCommand children = new ChildCommand(launcher, home.directory(), settings);
    queue =
        new TrainingRunQueue(
            runs, registry, children, settings, log, clock, damages, changed::release);
    arrivals = new Arrivals(registry, settings, log, clock);
    watch = new ArrivalWatch(sets, children, settings, log, arrivals::add);
    queueAttempts = new Attempts(log);
    watchAttempts = new Attempts(log);
    queueThread = Thread.ofPlatform().daemon().name("credence-runs").unstarted(this::runQueue);
    watchThread = Thread.ofPlatform().daemon().name("credence-sets").unstarted(this::watchSets);
  }

  /// Begins to watch and to run, until [#close()].
  ///
  /// @param launcher the command that starts Credence, without arguments; empty if it is not known,
  ///   so that this server checks and runs nothing
  /// @throws IllegalArgumentException if [RetrainingSettings#errors()] is not empty
  public static Retraining start(
      Home home,
      ModelRegistry registry,
      List<String> launcher,
      RetrainingSettings settings,
      EventLog log,
      InstantSource clock) {
    if (!settings.errors().isEmpty()) {
      throw new IllegalArgumentException(settings.errors().getFirst().message());
    }
    Retraining retraining = new Retraining(home, registry, launcher, settings, log, clock);
    if (retraining.canStart) {
      retraining.queueThread.start();
      retraining.watchThread.start();
    }
    return retraining;
  }

  /// What can be set about it.
  public RetrainingSettings settings() {
    return settings;
  }

  /// Whether this server is the one of its home that checks and runs.
  public boolean ownsQueue() {
    return lock.isHeld();
  }

  /// The training sets.
  public TrainingSets.Listing sets() throws IOException {
    TrainingSets.Listing listing = sets.list();
    listing.damaged().forEach(damages::log);
    return listing;
  }

  /// One training set; empty if nothing is known of it.
  public Optional<TrainingSetEntry> set(TrainingSetName name) throws IOException {
    TrainingSetEntry set = sets.look(name);
    return set.stamp() == null && set.profile() == null && set.damage() == null
        ? Optional.empty()
        : Optional.of(set);
  }

  /// Begins to take a training set.
  public TrainingSetUpload upload(TrainingSetName name) throws IOException {
    return TrainingSetUpload.begin(sets, name);
  }

  /// The training runs, in the order of their requests, and the files that are damaged.
  public TrainingRuns.Listing runListing() throws IOException {
    TrainingRuns.Listing listing = runs.listing();
    listing.damaged().forEach(damages::log);
    List<TrainingRunEntry> all = new ArrayList<>();
    for (TrainingRunEntry run : listing.runs()) {
      all.add(settled(run));
    }
    return new TrainingRuns.Listing(all, listing.damaged());
  }

  /// The training runs, in the order of their requests.
  public List<TrainingRunEntry> runs() throws IOException {
    return runListing().runs();
  }

  /// What is damaged of one training run.
  public List<LocatedError> damaged(String id) {
    return runs.damaged(id);
  }

  /// One training run; empty if there is none of that id.
  public Optional<TrainingRunEntry> run(String id) throws IOException {
    return runs.look(id).map(this::settled);
  }

  /// A run with what came of it. Where its process has just gone without a word that is for the
  /// queue to say, for it may have published its version.
  private TrainingRunEntry settled(TrainingRunEntry run) {
    if (!ownsQueue() || run.outcome() != null) {
      return run;
    }
    synchronized (queue) {
      return queue.settled(run);
    }
  }

  /// Asks for a training run.
  public synchronized Submission.OfNew submit(TrainingRunRequest request) throws IOException {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return new Submission.NotHere(obstacle.get());
    }
    List<TrainingRunEntry> all = runs.list();
    if (request.idempotencyKey() != null) {
      for (TrainingRunEntry run : all) {
        if (request.idempotencyKey().equals(run.request().idempotencyKey())) {
          return isSame(run.request(), request)
              ? new Submission.Repeated(run.id())
              : new Submission.KeyReused(run.id());
        }
      }
    }
    int waiting = waiting(all);
    if (waiting >= settings.trainingRunsQueuedMax()) {
      return new Submission.QueueFull(waiting);
    }
    return queued(runs.add(request), request.author());
  }

  /// Asks for a run again that was interrupted.
  ///
  /// @param author who asks
  public synchronized Submission.OfInterrupted restart(String id, String author)
      throws IOException {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return new Submission.NotHere(obstacle.get());
    }
    int waiting = waiting(runs.list());
    synchronized (queue) {
      TrainingRunEntry run = runs.look(id).map(queue::settled).orElse(null);
      if (run == null) {
        return new Submission.Unknown();
      }
      if (!run.state().canRestart()) {
        return new Submission.NotInterrupted(run.state());
      }
      if (waiting >= settings.trainingRunsQueuedMax()) {
        return new Submission.QueueFull(waiting);
      }
      runs.restart(id);
      queue.forget(id);
    }
    return queued(id, author);
  }

  private static int waiting(List<TrainingRunEntry> all) {
    return (int) all.stream().filter(run -> run.state() == TrainingRunState.QUEUED).count();
  }

  private Submission.Accepted queued(String id, String author) {
    log.info("training-run-queued", field("run", id), field("author", author));
    changed.release();
    return new Submission.Accepted(id);
  }

  /// Gives a run up.
  public CancelOutcome cancel(String id) throws IOException {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return new CancelOutcome.NotHere(obstacle.get());
    }
    TrainingRunQueue.Cancellation done;
    synchronized (queue) {
      done = queue.cancel(id);
    }
    changed.release();
    return switch (done) {
      case DONE, BEGUN -> new CancelOutcome.Cancelled();
      case TOO_LATE -> new CancelOutcome.TooLate();
      case UNKNOWN -> new CancelOutcome.Unknown();
    };
  }

  private Optional<String> obstacle() {
    if (!canStart) {
      return Optional.of(
          "this server was not started by ./credence, so it cannot start training runs");
    }
    return lock.obstacle();
  }

  private static boolean isSame(TrainingRunRequest a, TrainingRunRequest b) {
    return Objects.equals(a.version(), b.version())
        && a.sets().equals(b.sets())
        && a.only() == b.only()
        && Objects.equals(a.spec(), b.spec())
        && Objects.equals(a.reason(), b.reason())
        && a.author().equals(b.author());
  }

  private void runQueue() {
    while (!closed) {
      queueAttempts.attempt(
          () -> {
            boolean owned = lock.isHeld();
            if (lock.take()) {
              advanceQueue(!owned);
            }
          });
      await();
    }
  }

  private void advanceQueue(boolean first) throws IOException {
    if (first) {
      sets.removeUploads();
      log.info("training-queue-owned");
      sets();
    }
    synchronized (queue) {
      looksAgain |= first || changed.drainPermits() > 0 || queue.hasOrphans();
      FileStamp now = runs.stamp();
      long sinceNanos = System.nanoTime() - lookedNanos;
      if (looksAgain
          || !now.equals(runsSeen)
          || sinceNanos > TimeUnit.SECONDS.toNanos(settings.trainingRetrySecondsMax())) {
        queue.refresh();
        looksAgain = false;
        lookedNanos = System.nanoTime();
        runsSeen = now;
      }
      queue.advance();
    }
  }

  private void watchSets() {
    while (!closed) {
      if (ownsQueue()) {
        watchAttempts.attempt(
            () -> {
              watch.look();
              arrivals.submit(this::submit);
            });
      }
      pause();
    }
  }

  private void await() {
    try {
      if (changed.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        changed.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the threads and the children; what is being trained counts as interrupted.
  @Override
  public void close() {
    closed = true;
    watch.stop();
    changed.release();
    try {
      queueThread.join();
      watchThread.join();
      synchronized (queue) {
        queue.stop();
      }
      lock.close();
    } catch (IOException e) {
      log.warning("retraining-not-stopped", field("message", FileFailure.words(e)));
    } catch (RegistryException e) {
      log.warning("retraining-not-stopped", field("message", e.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
