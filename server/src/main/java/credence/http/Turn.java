package credence.http;

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
/// What is readable at once is the loop's queue, and a turn lasts as long as its answers take. A
/// long turn may be a burst, or what waited for the machine; turns that stay long mean that more
/// comes than can be answered. Then a turn answers for so long and refuses the rest at once, so
/// that nobody waits for more than about two such turns. The limit is a time because answers cost
/// differently: one of a hundred versions as much as many of one.
final class Turn {
  /// For how long turns have to be too long before anything is refused; a pause as long as this
  /// begins anew.
  private static final long OVERLOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// How many connections may wait for the end; when there are more, those that do wait no longer.
  private static final int WAITING_MAX = 64;

  private final SingleThreadEventLoop loop;
  private final long answeringNanosMax;
  private final LongSupplier clock;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(WAITING_MAX);
  private final Runnable end = this::end;
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean begun;
  private boolean asked;
  private long begunNanos;
  private boolean wasLong;
  private long longSinceNanos;
  private long endedNanos;
  private boolean overloaded;

  /// The turns of a loop, one after the other.
  ///
  /// @param answeringMicrosMax for how long a turn answers requests under overload
  /// @param clock the time in nanoseconds, as [System#nanoTime()] has it
  Turn(SingleThreadEventLoop loop, int answeringMicrosMax, LongSupplier clock) {
    this.loop = loop;
    this.answeringNanosMax = TimeUnit.MICROSECONDS.toNanos(answeringMicrosMax);
    this.clock = clock;
    endedNanos = clock.getAsLong();
  }

  /// Whether a request that is to be answered now may be.
  boolean admits() {
    begin();
    asked = true;
    return !overloaded || clock.getAsLong() - begunNanos < answeringNanosMax;
  }

  /// Has a connection's answers leave when the turn ends.
  ///
  /// @param departure sends them
  void atEnd(Runnable departure) {
    begin();
    if (waiting.size() >= WAITING_MAX) {
      depart();
    }
    waiting.add(departure);
  }

  /// Has something done when this turn's answers have left.
  void afterEnd(Runnable step) {
    begin();
    afterwards.add(step);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      begunNanos = clock.getAsLong();
      if (begunNanos - endedNanos >= OVERLOAD_NANOS) {
        wasLong = false;
        overloaded = false;
      }
      loop.executeAfterEventLoopIteration(end);
    }
  }

  private void end() {
    if (asked) {
      endedNanos = clock.getAsLong();
      boolean isLong = endedNanos - begunNanos >= answeringNanosMax;
      if (!wasLong) {
        longSinceNanos = endedNanos; // Its own length may be a pause of the machine.
      }
      overloaded = isLong && endedNanos - longSinceNanos >= OVERLOAD_NANOS;
      wasLong = isLong;
    }
    asked = false;
    try {
      depart();
    } finally {
      begun = false; // Requests that waited for room meanwhile count for the next turn.
    }
    afterwards.forEach(Runnable::run);
    afterwards.clear();
  }

  /// Has all leave, those as well who come to wait meanwhile.
  private void depart() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
