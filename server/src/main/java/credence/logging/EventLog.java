package credence.logging;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

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
  private final Thread writer;

  /// Creates a log that writes to a stream until it is closed; the stream itself is not closed.
  public EventLog(PrintStream stream, LogFormat format, InstantSource clock) {
    this.format = format;
    this.clock = clock;
    writer = Thread.ofPlatform().daemon().name("credence-log").start(() -> write(stream));
  }

  /// Logs normal operation.
  public void info(String event, Field... fields) {
    log(Level.INFO, event, fields);
  }

  /// Logs something that does not work while the server continues to operate.
  public void warning(String event, Field... fields) {
    log(Level.WARNING, event, fields);
  }

  /// Logs an unexpected exception: its class and its origin, without its message, which may contain
  /// a customer's data. The same exception is logged at most [Repetitions#LINES_MAX] times per
  /// minute.
  public void unexpected(String event, Throwable thrown, Field... fields) {
    Field[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = Field.field("thrown", thrown.getClass().getName());
    String stack = Stacks.of(thrown);
    all[fields.length + 1] = Field.field("stack", stack);
    int frameEnd = stack.indexOf(' ');
    String origin = frameEnd < 0 ? stack : stack.substring(0, frameEnd);
    logLimited(Level.ERROR, event + thrown.getClass().getName() + origin, event, all);
  }

  /// Logs an event that may recur frequently, with a limit per minute ([Repetitions]). The next
  /// line after suppressed ones contains their number.
  ///
  /// @param key identifies lines that repeat each other
  void logLimited(Level level, String key, String event, Field... fields) {
    long suppressed = repetitions.admit(key, clock.instant());
    if (suppressed > 0) {
      Field[] all = Arrays.copyOf(fields, fields.length + 1);
      all[fields.length] = Field.field("suppressed", suppressed);
      log(level, event, all);
    } else if (suppressed == 0) {
      log(level, event, fields);
    }
  }

  private void log(Level level, String event, Field... fields) {
    long missed = dropped.get();
    if (missed > 0 && lines.remainingCapacity() > 1) {
      dropped.addAndGet(-missed);
      offer(Level.WARNING, "log-lines-dropped", Field.field("lines", missed));
    }
    offer(level, event, fields);
  }

  private void offer(Level level, String event, Field... fields) {
    String line = EventLine.of(format, clock.instant(), level, event, List.of(fields));
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
