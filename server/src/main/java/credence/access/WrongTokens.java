package credence.access;

import static credence.logging.Field.field;

import credence.logging.EventLog;
import credence.logging.LogEvent;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Recent wrong tokens, by the address that sent them. Tokens cannot be guessed, so this is not an
/// access control: it keeps the log short and slows attempts down.
public final class WrongTokens {
  /// The maximum number of remembered addresses; the one whose minute began first is evicted.
  public static final int ADDRESSES_MAX = 1024;

  /// The maximum number of log lines per minute.
  public static final int LINES_PER_MINUTE_MAX = 20;

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final int perMinuteMax;
  private final EventLog log;
  private final LongSupplier nanos;
  private final LongAdder total = new LongAdder();

  /// The addresses, ordered by the start of their minutes.
  private final LinkedHashMap<String, Minute> minutes = new LinkedHashMap<>();

  private Minute lines;
  private long suppressed;

  private static final class Minute {
    final long sinceNanos;
    int count;

    Minute(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    boolean isOver(long nowNanos) {
      return nowNanos - sinceNanos >= MINUTE_NANOS;
    }
  }

  /// Creates an empty record of wrong tokens.
  ///
  /// @param perMinuteMax the maximum number of wrong tokens of an address per minute
  /// @param nanos the time in nanoseconds, like [System#nanoTime()]
  public WrongTokens(int perMinuteMax, EventLog log, LongSupplier nanos) {
    this.perMinuteMax = perMinuteMax;
    this.log = log;
    this.nanos = nanos;
    this.lines = new Minute(nanos.getAsLong());
  }

  /// Counts a wrong token.
  ///
  /// @param address the address that sent it
  /// @return the number of seconds after which the address may try again; 0 if immediately
  public synchronized int count(String address) {
    total.increment();
    long now = nanos.getAsLong();
    Minute minute = minutes.get(address);
    if (minute == null || minute.isOver(now)) {
      minutes.remove(address);
      evict(now);
      minute = new Minute(now);
      minutes.put(address, minute);
    }
    minute.count++;
    boolean tooMany = minute.count > perMinuteMax;
    if (minute.count == 1 || minute.count == perMinuteMax + 1) {
      log(now, address, tooMany);
    } else {
      suppressed++;
    }
    long left = MINUTE_NANOS - (now - minute.sinceNanos);
    return tooMany ? (int) Math.max(1, Math.ceilDiv(left, TimeUnit.SECONDS.toNanos(1))) : 0;
  }

  private void evict(long now) {
    while (!minutes.isEmpty() && minutes.firstEntry().getValue().isOver(now)) {
      minutes.pollFirstEntry();
    }
    if (minutes.size() >= ADDRESSES_MAX) {
      minutes.pollFirstEntry();
    }
  }

  private void log(long now, String address, boolean tooMany) {
    if (lines.isOver(now)) {
      lines = new Minute(now);
    }
    if (++lines.count > LINES_PER_MINUTE_MAX) {
      suppressed++;
      return;
    }
    log.log(
        LogEvent.ADMIN_TOKEN_WRONG,
        field("address", address),
        field("slowed", tooMany),
        field("others_not_logged", suppressed));
    suppressed = 0;
  }

  /// The number of remembered addresses.
  synchronized int addresses() {
    return minutes.size();
  }

  /// The total number of wrong tokens so far.
  public long total() {
    return total.sum();
  }
}
