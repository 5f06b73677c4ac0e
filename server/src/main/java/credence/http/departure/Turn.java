package credence.http.departure;

import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// One turn of an event loop: the answers to all requests that were readable at once, of all
/// connections, leave together at its end. So whatever has to happen before an answer leaves can be
/// done once for all of them. Only the loop's thread touches it.
///
/// A turn ends after its time whatever is in it. Each connection has a slice of it; requests beyond
/// that, and the rest of a batch, wait in a queue. It is worked off in the same turn and the next
/// ones, a slice of each in order and all of them for a tenth of a turn. So a client that sends one
/// request at a time has its answer before the requests that others have piled up.
///
/// A turn is late if it has lasted too long or came to requests that had waited for five turns. A
/// late turn may be a burst, or the result of a pause of the machine; turns that stay late mean
/// that more comes than can be answered. Then a turn answers for so long, and nothing that has
/// waited for five turns, and refuses the rest at once. The limit is a time because answers cost
/// differently: one of a hundred versions as much as many of one.
public final class Turn {
  /// For how long turns have to be late before anything is refused; a pause as long as this begins
  /// anew.
  private static final long OVERLOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// For how long requests may wait without a break until it is clear that it is no single burst.
  private static final long BUSY_NANOS_MAX = 10 * OVERLOAD_NANOS;

  /// For how long turns have to be in time until those before count no more, while requests wait.
  private static final long RECOVERY_NANOS = OVERLOAD_NANOS / 2;

  /// What part of a turn the queue has, and a slice of one connection. Each has a least time, since
  /// a turn costs something by itself.
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
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(64);
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private final Runnable end = this::end;
  private final Runnable work = this::work;
  private final List<Runnable> afterwards = new ArrayList<>();
  private Runnable beforeDeparture = () -> {};
  private boolean begun;
  private boolean asked;
  private long begunNanos;
  private long askedNanos;
  private boolean workScheduled;
  private boolean working;
  private long workedFromNanos;
  private boolean holdsLate;
  private boolean answersLate;
  private boolean continues;
  private boolean isBusy;
  private boolean busyLate;
  private long busySinceNanos;
  private boolean wasLate;
  private long lateSinceNanos;
  private long lateNanos;
  private long endedNanos;
  private boolean overloaded;

  /// The turns of a loop, one after the other.
  ///
  /// @param turnMicrosMax for how long a turn answers requests under overload
  /// @param clock the time in nanoseconds, as [System#nanoTime()] has it
  public Turn(SingleThreadEventLoop loop, int turnMicrosMax, LongSupplier clock) {
    this.loop = loop;
    this.turnNanosMax = TimeUnit.MICROSECONDS.toNanos(turnMicrosMax);
    this.queueNanosMax = Math.max(QUEUE_NANOS_MIN, turnNanosMax / QUEUES_PER_TURN);
    this.sliceNanosMax = Math.max(SLICE_NANOS_MIN, turnNanosMax / SLICES_PER_TURN);
    this.clock = clock;
    endedNanos = clock.getAsLong();
  }

  /// Whether a request that is to be answered now may be.
  boolean admits() {
    return admits(clock.getAsLong());
  }

  /// Whether a request that is to be answered at this time may be.
  public boolean admits(long nowNanos) {
    begin();
    asked = true;
    askedNanos = nowNanos;
    answersLate |= holdsLate;
    return !overloaded || (!holdsLate && nowNanos - begunNanos < turnNanosMax);
  }

  /// Whether the time of the turn is over, so that what was read waits for the next; not exact.
  public boolean isSpent() {
    return asked && askedNanos - begunNanos >= turnNanosMax;
  }

  /// Whether the time of the turn is over now, whether requests for predictions took it or anything
  /// else.
  public boolean isSpentNow() {
    begin();
    return clock.getAsLong() - begunNanos >= turnNanosMax;
  }

  /// Notes that more has come on a connection than was read in this turn.
  public void continueNext() {
    continues = true;
  }

  /// When a slice ends that begins now.
  public long slice() {
    return slice(clock.getAsLong());
  }

  /// When a slice ends that began at a time.
  public long slice(long fromNanos) {
    begin();
    return fromNanos + sliceNanosMax;
  }

  /// Whether a slice has to end, since others wait or the turn has no more time for them.
  ///
  /// @param sliceEndNanos when it would end if others waited
  public boolean isOver(long sliceEndNanos, long nowNanos) {
    long from = working ? workedFromNanos : begunNanos;
    return nowNanos - from >= queueNanosMax || (nowNanos - sliceEndNanos >= 0 && !queue.isEmpty());
  }

  /// Whether a slice has to end now.
  public boolean isOver(long sliceEndNanos) {
    return isOver(sliceEndNanos, clock.getAsLong());
  }

  /// The time, as the turn reads it.
  public long nowNanos() {
    return clock.getAsLong();
  }

  /// Has a slice of something longer done after those that wait already, in this turn or a later
  /// one. What is left then has to be enqueued again.
  public void enqueue(Runnable slice) {
    queue.add(slice);
    if (!workScheduled) {
      workScheduled = true;
      loop.execute(work);
    }
  }

  /// Has requests answered that have waited.
  ///
  /// @param readNanos when they were read
  public void answerWaiting(long readNanos, Runnable answer) {
    holdsLate = clock.getAsLong() - readNanos >= LATE_TURNS * turnNanosMax;
    try {
      answer.run();
    } finally {
      holdsLate = false;
    }
  }

  /// Has a connection's answers leave when the turn ends.
  ///
  /// @param departure sends them
  public void atEnd(Runnable departure) {
    begin();
    waiting.add(departure);
  }

  /// Has something done when this turn's answers have left.
  public void afterEnd(Runnable step) {
    begin();
    afterwards.add(step);
  }

  /// Has something done at the end of each turn before its answers leave.
  void beforeDeparture(Runnable step) {
    beforeDeparture = step;
  }

  /// Makes sure that a turn has begun, so that it ends.
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

  /// Works off the queue, for as long as a turn has time for it and a slice at least.
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
        afterEnd(() -> loop.execute(work)); // In the next turn, when others have been read.
      }
    }
  }

  private void end() {
    if (asked) {
      endedNanos = clock.getAsLong();
      judge(endedNanos - begunNanos >= turnNanosMax || answersLate);
    }
    asked = false;
    answersLate = false;
    continues = false;
    try {
      depart();
    } finally {
      begun = false; // Requests that waited for room meanwhile count for the next turn.
    }
    if (!afterwards.isEmpty()) {
      List<Runnable> steps = List.copyOf(afterwards);
      afterwards.clear();
      steps.forEach(Runnable::run);
    }
  }

  /// Decides about overload by how the turn that ends was, together with those before it since
  /// nothing waited.
  private void judge(boolean isLate) {
    if (isLate) {
      lateNanos = endedNanos;
      busyLate = true;
    }
    if (!queue.isEmpty() || continues) {
      if (endedNanos - lateNanos >= RECOVERY_NANOS) {
        overloaded = false;
      } else if (busyLate && endedNanos - busySinceNanos >= BUSY_NANOS_MAX) {
        overloaded = true;
      }
      return;
    }
    if (busyLate && !wasLate) {
      lateSinceNanos = endedNanos; // Its own length may be a pause of the machine.
    }
    wasLate = busyLate;
    overloaded = wasLate && endedNanos - lateSinceNanos >= OVERLOAD_NANOS;
    isBusy = false;
  }

  /// Has all leave, those as well who come to wait meanwhile.
  private void depart() {
    beforeDeparture.run();
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
