package credence.decision.segment;

import java.util.concurrent.atomic.LongAdder;

/// What a decision log has done since it was opened. Updated once for each append, not for each
/// record.
public final class LogCounts {
  private final LongAdder records = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder writeNanos = new LongAdder();
  private final LongAdder syncs = new LongAdder();
  private final LongAdder syncNanos = new LongAdder();

  LogCounts() {}

  void written(long count, long length, long nanos) {
    records.add(count);
    bytes.add(length);
    writes.increment();
    writeNanos.add(nanos);
  }

  void failed(long count) {
    failed.add(count);
  }

  void synced(long nanos) {
    syncs.increment();
    syncNanos.add(nanos);
  }

  /// Records that were appended, those of shadows included.
  public long records() {
    return records.sum();
  }

  /// The bytes that were appended.
  public long bytes() {
    return bytes.sum();
  }

  /// Records that could not be logged, so that their answers were refused.
  public long failed() {
    return failed.sum();
  }

  /// The number of writes to segments.
  public long writes() {
    return writes.sum();
  }

  /// The time that these took, in nanoseconds.
  public long writeNanos() {
    return writeNanos.sum();
  }

  /// How often segments were synced.
  public long syncs() {
    return syncs.sum();
  }

  /// The time that this took, in nanoseconds.
  public long syncNanos() {
    return syncNanos.sum();
  }
}
