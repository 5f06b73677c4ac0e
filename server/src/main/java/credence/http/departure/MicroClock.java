package credence.http.departure;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The system's clock in microseconds, read once a second and continued by [System#nanoTime()]
/// between, so that it allocates nothing for each reading. Not thread-safe.
public final class MicroClock {
  private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long readNanos;
  private long readMicros;

  public MicroClock() {
    read(System.nanoTime());
  }

  /// The time in microseconds since 1970.
  public long micros() {
    long now = System.nanoTime();
    if (now - readNanos >= READ_NANOS) {
      read(now);
    }
    return readMicros + (now - readNanos) / 1_000;
  }

  private void read(long nowNanos) {
    Instant now = Instant.now();
    readNanos = nowNanos;
    readMicros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
  }
}
