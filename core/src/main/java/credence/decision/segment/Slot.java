package credence.decision.segment;

import credence.decision.DecisionLog;
import credence.decision.DecisionRecords;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A place in a writer's queue, used for one append after the other. Its state includes the
/// position in the queue, so that a thread cannot change that of another append.
final class Slot {
  private static final int QUEUED = 0;
  private static final int TAKEN = 1;
  private static final int ENCODED = 2;
  private static final int ENDED = 3;
  private static final int STATES = 4;

  private final AtomicLong state = new AtomicLong(-1);
  private @Nullable DecisionRecords records;
  private DecisionLog.@Nullable Completion completion;
  private volatile long queuedNanos;
  private int segment;
  private long bytes;

  /// Fills it, before the queue's end is moved behind it.
  void fill(
      long position,
      DecisionRecords of,
      DecisionLog.Completion whenEnded,
      int into,
      long size,
      long nowNanos) {
    records = of;
    completion = whenEnded;
    segment = into;
    bytes = size;
    queuedNanos = nowNanos;
    state.set(position * STATES + QUEUED);
  }

  /// The records, for the thread that took it.
  DecisionRecords records() {
    return Objects.requireNonNull(records);
  }

  /// The segment into which they belong.
  int segment() {
    return segment;
  }

  /// Their approximate size in memory, in bytes.
  long bytes() {
    return bytes;
  }

  /// Takes the records to write them, unless they have expired.
  boolean take(long position) {
    return move(position, QUEUED, TAKEN);
  }

  /// Notes that the records are no longer needed.
  void encoded(long position) {
    move(position, TAKEN, ENCODED);
  }

  /// Reports the outcome, unless the append has expired.
  void end(long position, boolean logged) {
    if (move(position, ENCODED, ENDED)) {
      DecisionLog.Completion whenEnded = Objects.requireNonNull(completion);
      if (logged) {
        whenEnded.logged();
      } else {
        whenEnded.failed();
      }
    }
  }

  /// Reports a failure if the append was queued before a time and has not ended.
  ///
  /// @param first run before the failure is reported
  /// @return the number of records whose answers are refused
  int expire(long position, long beforeNanos, Runnable first) {
    if (queuedNanos - beforeNanos >= 0) {
      return 0;
    }
    DecisionLog.Completion whenEnded = completion;
    DecisionRecords of = records;
    int count = of == null ? 0 : of.size();
    if (whenEnded != null && (move(position, QUEUED, ENDED) || move(position, ENCODED, ENDED))) {
      first.run();
      whenEnded.failed();
      return count;
    }
    return 0;
  }

  private boolean move(long position, int from, int to) {
    return state.compareAndSet(position * STATES + from, position * STATES + to);
  }
}
