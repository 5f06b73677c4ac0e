package credence.logging;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// The server's log: one line for each event.
///
/// Logging never blocks: a separate thread writes the lines. When [#LINES_MAX] lines are waiting
/// because the log's reader does not read, further lines are dropped; their number is logged as
/// soon as there is room.
public final class EventLog implements AutoCloseable {
  /// The maximum number of lines that wait to be written.
  public static final int LINES_MAX = 8192;

  private static final long CLOSE_WAIT_MILLIS = 2000;
  private static final String END = "";

  private final LogFormat format;
  private final InstantSource clock;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_MAX);
  private final AtomicLong dropped = new AtomicLong();
  private final Repetitions repetitions = new Repetitions();
  private final Map<Level, LongAdder> events = new EnumMap<>(Level.class);
  private final Thread writer;

  /// Creates a log that writes to a stream until it is closed; the stream itself is not closed.
  public EventLog(PrintStream stream, LogFormat format, InstantSource clock) {
    this.format = format;
    this.clock = clock;
    for (Level level : Level.values()) {
      events.put(level, new LongAdder());
    }
    writer = Thread.ofPlatform().daemon().name("credence-log").start(() -> write(stream));
  }

  /// Logs an event. One that is not normal operation also has the field `action`, which says what
  /// an operator can do.
  public void log(LogEvent event, Field... fields) {
    long missed = dropped.get();
    if (missed > 0 && lines.remainingCapacity() > 1) {
      dropped.addAndGet(-missed);
      offer(LogEvent.LOG_LINES_DROPPED, Field.field("lines", missed));
    }
    offer(event, fields);
  }

  /// Logs an unexpected exception: its class and its origin, without its message, which may contain
  /// a customer's data. The same exception is logged at most [Repetitions#LINES_MAX] times per
  /// minute.
  public void unexpected(LogEvent event, Throwable thrown, Field... fields) {
    Field[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = Field.field("thrown", thrown.getClass().getName());
    String stack = Stacks.of(thrown);
    all[fields.length + 1] = Field.field("stack", stack);
    int frameEnd = stack.indexOf(' ');
    String origin = frameEnd < 0 ? stack : stack.substring(0, frameEnd);
    logLimited(event.code() + thrown.getClass().getName() + origin, event, all);
  }

  /// Logs an event that may recur frequently, with a limit per minute ([Repetitions]). The next
  /// line after suppressed ones contains their number.
  ///
  /// @param key identifies lines that repeat each other
  void logLimited(String key, LogEvent event, Field... fields) {
    long suppressed = repetitions.admit(key, clock.instant());
    if (suppressed > 0) {
      Field[] all = Arrays.copyOf(fields, fields.length + 1);
      all[fields.length] = Field.field("suppressed", suppressed);
      log(event, all);
    } else if (suppressed == 0) {
      log(event, fields);
    }
  }

  /// The number of events of a level so far, whether their lines could be written or not.
  public long events(Level level) {
    LongAdder count = events.get(level);
    return count == null ? 0 : count.sum();
  }

  private void offer(LogEvent event, Field... fields) {
    Objects.requireNonNull(events.get(event.level())).increment();
    String line = EventLine.of(format, clock.instant(), event, fields);
    if (!lines.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  private void write(PrintStream stream) {
    try {
      for (String line = lines.take(); !line.equals(END); line = lines.take()) {
        stream.println(line);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes the waiting lines, for at most a few seconds.
  @Override
  public void close() {
    try {
      if (lines.offer(END, CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        writer.join(CLOSE_WAIT_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
