package credence.http.departure;

import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The turns of an event loop. The answers to all requests that were readable at the same time, on
/// all connections, are sent together at the end of a turn, so that work that must precede an
/// answer can be done once for all of them. Confined to the loop's thread.
///
/// A turn has a time limit. Each connection has a slice of it; requests beyond the slice, and the
/// rest of a batch, wait in a queue. The queue is processed in the same turn and the next ones, one
/// slice of each connection in order, for up to a tenth of a turn in total. So a client that sends
/// one request at a time gets its answer before the requests that other clients have accumulated.
///
/// A turn is late if it lasted too long or answered requests that had waited for five turns. A
/// single late turn may be due to a burst or a pause of the machine; a series of late turns is
/// overload: more requests arrive than can be answered. Under overload, a turn answers requests
/// only up to its time limit, and none that have waited for five turns; it rejects the rest
/// immediately. The limit is a time because the cost of answers differs: an answer by a hundred
/// versions costs as much as many answers by one.
public final class Turn {
  /// How long turns must be late before requests are rejected; a pause of this length resets the
  /// measurement.
  private static final long OVERLOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// How long requests may be waiting continuously until this is considered overload and not a
  /// single burst.
  private static final long BUSY_NANOS_MAX = 10 * OVERLOAD_NANOS;

  /// How long turns must be on time until earlier ones no longer count, while requests are waiting.
  private static final long RECOVERY_NANOS = OVERLOAD_NANOS / 2;

  /// The shares of the queue and of a connection's slice in a turn. Both have a minimum because
  /// each turn has a fixed cost.
  private static final int QUEUES_PER_TURN = 10;

  private static final long QUEUE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int SLICES_PER_TURN = 100;
  private static final long SLICE_NANOS_MIN = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int LATE_TURNS = 5;

  private final SingleThreadEventLoop loop;
  private final long turnNanosMax;
  private final long queueNanosMax;
  private final long sliceNanosMax;
  private final LongSupplier clock;
  private final ArrayDeque<Runnable> departures = new ArrayDeque<>(64);
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private final Runnable end = this::end;
  private final Runnable work = this::work;
  private final List<Runnable> afterwards = new ArrayList<>();
  private Runnable beforeDeparture = () -> {};
  private boolean begun;
  private boolean requestSeen;
  private long begunNanos;
  private long lastRequestNanos;
  private boolean workScheduled;
  private boolean working;
  private long workedFromNanos;
  private boolean holdsLate;
  private boolean answersLate;
  private boolean moreInput;
  private boolean isBusy;
  private boolean busyLate;
  private long busySinceNanos;
  private boolean wasLate;
  private long lateSinceNanos;
  private long lateNanos;
  private long endedNanos;
  private boolean overloaded;

  /// Creates the turns of a loop.
  ///
  /// @param turnMicrosMax how long a turn answers requests under overload, in microseconds
  /// @param clock the time in nanoseconds, like [System#nanoTime()]
  public Turn(SingleThreadEventLoop loop, int turnMicrosMax, LongSupplier clock) {
    this.loop = loop;
    this.turnNanosMax = TimeUnit.MICROSECONDS.toNanos(turnMicrosMax);
    this.queueNanosMax = Math.max(QUEUE_NANOS_MIN, turnNanosMax / QUEUES_PER_TURN);
    this.sliceNanosMax = Math.max(SLICE_NANOS_MIN, turnNanosMax / SLICES_PER_TURN);
    this.clock = clock;
    endedNanos = clock.getAsLong();
  }

  /// Whether a request may be answered now.
  boolean admits() {
    return admits(clock.getAsLong());
  }

  /// Whether a request may be answered at the given time.
  public boolean admits(long nowNanos) {
    begin();
    requestSeen = true;
    lastRequestNanos = nowNanos;
    answersLate |= holdsLate;
    return !overloaded || (!holdsLate && nowNanos - begunNanos < turnNanosMax);
  }

  /// Whether the turn's time is over, so that input must wait for the next turn; as of the last
  /// request.
  public boolean isSpent() {
    return requestSeen && lastRequestNanos - begunNanos >= turnNanosMax;
  }

  /// Whether the turn's time is over now, whether it was used for prediction requests or for other
  /// work.
  public boolean isSpentNow() {
    begin();
    return clock.getAsLong() - begunNanos >= turnNanosMax;
  }

  /// Records that a connection has more input than was read in this turn.
  public void noteMoreInput() {
    moreInput = true;
  }

  /// The end of a slice that begins now.
  public long slice() {
    return slice(clock.getAsLong());
  }

  /// The end of a slice that began at the given time.
  public long slice(long fromNanos) {
    begin();
    return fromNanos + sliceNanosMax;
  }

  /// Whether a slice must end, because others are waiting or the turn's time for slices is over.
  ///
  /// @param sliceEndNanos when it ends if others are waiting
  public boolean isOver(long sliceEndNanos, long nowNanos) {
    long from = working ? workedFromNanos : begunNanos;
    return nowNanos - from >= queueNanosMax || (nowNanos - sliceEndNanos >= 0 && !queue.isEmpty());
  }

  /// Whether a slice must end now.
  public boolean isOver(long sliceEndNanos) {
    return isOver(sliceEndNanos, clock.getAsLong());
  }

  /// The time of the turn's clock.
  public long nowNanos() {
    return clock.getAsLong();
  }

  /// Enqueues a slice of longer work after those that are already waiting, for this turn or a later
  /// one. Remaining work must be enqueued again.
  public void enqueue(Runnable slice) {
    queue.add(slice);
    if (!workScheduled) {
      workScheduled = true;
      loop.execute(work);
    }
  }

  /// Answers requests that have waited.
  ///
  /// @param readNanos when they were read
  /// @param answer answers them
  public void answerWaiting(long readNanos, Runnable answer) {
    holdsLate = clock.getAsLong() - readNanos >= LATE_TURNS * turnNanosMax;
    try {
      answer.run();
    } finally {
      holdsLate = false;
    }
  }

  /// Sends a connection's answers when the turn ends.
  ///
  /// @param departure sends them
  public void atEnd(Runnable departure) {
    begin();
    departures.add(departure);
  }

  /// Runs a step after this turn's answers have been sent.
  public void afterEnd(Runnable step) {
    begin();
    afterwards.add(step);
  }

  /// Sets a step to run at the end of each turn, before its answers are sent.
  void beforeDeparture(Runnable step) {
    beforeDeparture = step;
  }

  /// Begins a turn unless one has begun, so that its end is scheduled.
  void begin() {
    if (!begun) {
      begun = true;
      begunNanos = clock.getAsLong();
      if (!isBusy) {
        isBusy = true;
        busyLate = false;
        busySinceNanos = begunNanos;
      }
      if (begunNanos - endedNanos >= OVERLOAD_NANOS) {
        wasLate = false;
        overloaded = false;
      }
      loop.executeAfterEventLoopIteration(end);
    }
  }

  /// Processes the queue: at least one slice, and as many as fit into its share of the turn.
  private void work() {
    if (loop.isShuttingDown()) {
      queue.clear(); // Their connections are closed.
      return;
    }
    begin();
    working = true;
    workedFromNanos = clock.getAsLong();
    try {
      for (Runnable slice = queue.poll(); slice != null; slice = queue.poll()) {
        slice.run();
        if (clock.getAsLong() - workedFromNanos >= queueNanosMax) {
          break;
        }
      }
    } finally {
      working = false;
      workScheduled = !queue.isEmpty();
      if (workScheduled) {
        afterEnd(
            () -> loop.execute(work)); // In the next turn, after other connections have been read.
      }
    }
  }

  private void end() {
    if (requestSeen) {
      endedNanos = clock.getAsLong();
      updateOverload(endedNanos - begunNanos >= turnNanosMax || answersLate);
    }
    requestSeen = false;
    answersLate = false;
    moreInput = false;
    try {
      depart();
    } finally {
      begun = false; // Requests that start when there is room again belong to the next turn.
    }
    if (!afterwards.isEmpty()) {
      List<Runnable> steps = List.copyOf(afterwards);
      afterwards.clear();
      steps.forEach(Runnable::run);
    }
  }

  /// Updates the overload state from the turn that ends and the turns before it since the last time
  /// when no request was waiting.
  private void updateOverload(boolean isLate) {
    if (isLate) {
      lateNanos = endedNanos;
      busyLate = true;
    }
    if (!queue.isEmpty() || moreInput) {
      if (endedNanos - lateNanos >= RECOVERY_NANOS) {
        overloaded = false;
      } else if (busyLate && endedNanos - busySinceNanos >= BUSY_NANOS_MAX) {
        overloaded = true;
      }
      return;
    }
    if (busyLate && !wasLate) {
      lateSinceNanos = endedNanos; // A single late turn may be due to a pause of the machine.
    }
    wasLate = busyLate;
    overloaded = wasLate && endedNanos - lateSinceNanos >= OVERLOAD_NANOS;
    isBusy = false;
  }

  /// Sends all waiting answers, including those added in the meantime.
  private void depart() {
    beforeDeparture.run();
    for (Runnable next = departures.poll(); next != null; next = departures.poll()) {
      next.run();
    }
  }
}
