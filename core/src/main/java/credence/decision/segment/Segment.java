package credence.decision.segment;

import credence.files.AppendFile;
import java.io.IOException;

/// A segment that is being written. The log's thread appends to it; the sync thread syncs and
/// closes it.
final class Segment {
  private final int number;
  private final AppendFile file;
  private final long openedNanos;
  private volatile long synced;

  Segment(int number, AppendFile file, long openedNanos) {
    this.number = number;
    this.file = file;
    this.openedNanos = openedNanos;
  }

  int number() {
    return number;
  }

  AppendFile file() {
    return file;
  }

  /// Its age in nanoseconds.
  long ageNanos(long nowNanos) {
    return nowNanos - openedNanos;
  }

  /// How many of its bytes are on disk.
  long synced() {
    return synced;
  }

  /// Whether bytes may not be on disk yet.
  boolean isDirty() {
    return synced < file.length();
  }

  /// Puts everything that was appended before on disk.
  void sync() throws IOException {
    long length = file.length();
    file.sync();
    synced = Math.max(synced, length);
  }
}
