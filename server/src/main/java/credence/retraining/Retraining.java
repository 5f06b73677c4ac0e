package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.files.FileStamp;
import credence.files.TableFormat;
import credence.home.Home;
import credence.logging.DamageLog;
import credence.logging.EventLog;
import credence.logging.LogEvent;
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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The training sets and training runs of a server's home. Only one server of a home checks sets
/// and runs training; the others only list both, until that server ends.
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
  private @Nullable FileStamp lastStamp;
  private boolean refreshNeeded;
  private boolean elsewhereLogged;
  private long refreshedNanos;

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

  /// Starts watching training sets and running training runs, until [#close()].
  ///
  /// @param launcher the command that starts Credence, without arguments; empty if it is unknown,
  ///   in which case this server neither checks sets nor runs training
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

  /// The settings.
  public RetrainingSettings settings() {
    return settings;
  }

  /// Whether this server checks the sets and runs the training runs of its home.
  public boolean ownsQueue() {
    return lock.isHeld();
  }

  /// The training runs that this server has seen end.
  public TrainingRunCounts counts() {
    return queue.counts();
  }

  /// Lists the training sets and the damaged files.
  public TrainingSets.Listing sets() throws IOException {
    TrainingSets.Listing listing = sets.list();
    listing.damaged().forEach(damages::log);
    return listing;
  }

  /// Finds a training set; empty if it is unknown.
  public Optional<TrainingSetEntry> set(TrainingSetName name) throws IOException {
    TrainingSetEntry set = sets.look(name);
    return set.stamp() == null && set.profile() == null && set.damage() == null
        ? Optional.empty()
        : Optional.of(set);
  }

  /// Starts the upload of a training set.
  ///
  /// @param format the format of its file
  public TrainingSetUpload upload(TrainingSetName name, TableFormat format) throws IOException {
    return TrainingSetUpload.start(sets, name, format);
  }

  /// Lists the training runs, in the order of their requests, and the damaged files.
  public TrainingRuns.Listing runListing() throws IOException {
    TrainingRuns.Listing listing = runs.listing();
    listing.damaged().forEach(damages::log);
    List<TrainingRunEntry> all = new ArrayList<>();
    for (TrainingRunEntry run : listing.runs()) {
      all.add(settled(run));
    }
    return new TrainingRuns.Listing(all, listing.damaged());
  }

  /// Lists the training runs in the order of their requests.
  public List<TrainingRunEntry> runs() throws IOException {
    return runListing().runs();
  }

  /// Lists the damaged files of a training run.
  public List<LocatedError> damaged(String id) {
    return runs.damaged(id);
  }

  /// Finds a training run; empty if there is none with this id.
  public Optional<TrainingRunEntry> run(String id) throws IOException {
    return runs.look(id).map(this::settled);
  }

  /// Returns a run with its outcome. If its process has just ended without writing one, the queue
  /// determines it, because the run may have published its version.
  private TrainingRunEntry settled(TrainingRunEntry run) {
    if (!ownsQueue() || run.outcome() != null) {
      return run;
    }
    synchronized (queue) {
      return queue.settled(run);
    }
  }

  /// Requests a training run.
  public synchronized Submission.OfNew submit(TrainingRunRequest request) throws IOException {
    Optional<String> unavailable = unavailableReason();
    if (unavailable.isPresent()) {
      return new Submission.Unavailable(unavailable.get());
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

  /// Restarts an interrupted run.
  ///
  /// @param author the author of the request
  public synchronized Submission.OfInterrupted restart(String id, String author)
      throws IOException {
    Optional<String> unavailable = unavailableReason();
    if (unavailable.isPresent()) {
      return new Submission.Unavailable(unavailable.get());
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
      queue.discardOutcome(id);
    }
    return queued(id, author);
  }

  private static int waiting(List<TrainingRunEntry> all) {
    return (int) all.stream().filter(run -> run.state() == TrainingRunState.QUEUED).count();
  }

  private Submission.Accepted queued(String id, String author) {
    log.log(LogEvent.TRAINING_RUN_QUEUED, field("run", id), field("author", author));
    changed.release();
    return new Submission.Accepted(id);
  }

  /// Cancels a run.
  public CancelOutcome cancel(String id) throws IOException {
    Optional<String> unavailable = unavailableReason();
    if (unavailable.isPresent()) {
      return new CancelOutcome.Unavailable(unavailable.get());
    }
    TrainingRunQueue.Cancellation cancellation;
    synchronized (queue) {
      cancellation = queue.cancel(id);
    }
    changed.release();
    return switch (cancellation) {
      case CANCELLED, CANCELLING -> new CancelOutcome.Cancelled();
      case ALREADY_ENDED -> new CancelOutcome.AlreadyEnded();
      case UNKNOWN -> new CancelOutcome.Unknown();
    };
  }

  private Optional<String> unavailableReason() {
    if (!canStart) {
      return Optional.of(
          "this server was not started by ./credence, so it cannot start training runs");
    }
    return lock.unavailableReason();
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
            if (lock.tryAcquire()) {
              return advanceQueue(!owned);
            }
            if (!elsewhereLogged) {
              log.log(LogEvent.TRAINING_QUEUE_ELSEWHERE);
              elsewhereLogged = true;
            }
            return true;
          });
      awaitChange();
    }
  }

  private boolean advanceQueue(boolean first) throws IOException {
    if (first) {
      sets.removeUploads();
      log.log(LogEvent.TRAINING_QUEUE_OWNED);
      sets();
    }
    synchronized (queue) {
      refreshNeeded |= first || changed.drainPermits() > 0 || queue.hasOrphans();
      FileStamp now = runs.stamp();
      long sinceNanos = System.nanoTime() - refreshedNanos;
      if (refreshNeeded
          || !now.equals(lastStamp)
          || sinceNanos > TimeUnit.SECONDS.toNanos(settings.trainingRetrySecondsMax())) {
        queue.refresh();
        refreshNeeded = false;
        refreshedNanos = System.nanoTime();
        lastStamp = now;
      }
      return queue.advance();
    }
  }

  private void watchSets() {
    while (!closed) {
      if (ownsQueue()) {
        watchAttempts.attempt(
            () -> {
              boolean scanned = watch.scan();
              arrivals.submit(this::submit);
              return scanned;
            });
      }
      // Until the next scan; close() ends the wait.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
  }

  private void awaitChange() {
    try {
      if (changed.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        changed.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops the threads and the children; their runs count as interrupted.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watchThread);
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
      log.log(LogEvent.RETRAINING_NOT_STOPPED, field("message", FileFailure.words(e)));
    } catch (RegistryException e) {
      log.log(LogEvent.RETRAINING_NOT_STOPPED, field("message", e.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
