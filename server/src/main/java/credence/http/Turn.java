package credence.http;

import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One turn of an event loop: the answers to all requests that were readable at once, of all
/// connections, leave together at its end. So whatever has to happen before an answer leaves can be
/// done once for all of them. Only the loop's thread touches it.
///
/// What is readable at once is the loop's queue. A long one may be a burst, or what waited for the
/// machine; one that stays long, turn after turn, means that more comes than can be answered. Then
/// a turn answers so many and refuses the rest at once, so that nobody waits for long.
final class Turn {
  /// How long each turn has to bring too much before any of it is refused; a pause as long as this
  /// begins anew.
  private static final long OVERLOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// How many connections may wait for the end; when there are more, those that do wait no longer.
  private static final int WAITING_MAX = 64;

  private final SingleThreadEventLoop loop;
  private final int requestsMax;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(WAITING_MAX);
  private final Runnable end = this::end;
  private int requests;
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean begun;
  private boolean wasFull;
  private long begunNanos;
  private long fullSinceNanos;
  private long fullLastNanos;
  private boolean overloaded;

  /// The turns of a loop, one after the other.
  ///
  /// @param requestsMax how many requests a turn answers under overload
  Turn(SingleThreadEventLoop loop, int requestsMax) {
    this.loop = loop;
    this.requestsMax = requestsMax;
  }

  /// Counts a request, and says whether it may be answered.
  boolean admits() {
    begin();
    return ++requests <= requestsMax || !overloaded;
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
      begunNanos = System.nanoTime();
      if (begunNanos - fullLastNanos >= OVERLOAD_NANOS) {
        wasFull = false;
        overloaded = false;
      }
      loop.executeAfterEventLoopIteration(end);
    }
  }

  private void end() {
    if (requests > 0) {
      boolean isFull = requests > requestsMax;
      overloaded = isFull && isFullForLong(System.nanoTime());
      wasFull = isFull;
    }
    requests = 0;
    try {
      depart();
    } finally {
      begun = false; // Requests that waited for room meanwhile count for the next turn.
    }
    afterwards.forEach(Runnable::run);
    afterwards.clear();
  }

  /// The pause before a full turn ends where the turn begins: its own work is none.
  private boolean isFullForLong(long now) {
    if (!wasFull) {
      fullSinceNanos = begunNanos;
    }
    fullLastNanos = now;
    return now - fullSinceNanos >= OVERLOAD_NANOS;
  }

  /// Has all leave, those as well who come to wait meanwhile.
  private void depart() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
