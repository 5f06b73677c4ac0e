package credence.logging;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The operators' log: each event is one line.
///
/// Whoever tells an event never waits: a thread of the log's own writes the lines. When it falls
/// [#LINES_MAX] lines behind, because whoever reads the log does not, further lines are dropped and
/// their number is told by the next line that finds room.
public final class EventLog implements AutoCloseable {
  /// How many lines wait to be written at most.
  public static final int LINES_MAX = 8192;

  private static final long CLOSE_WAIT_MILLIS = 2000;
  private static final String END = "";

  private final LogFormat format;
  private final InstantSource clock;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_MAX);
  private final AtomicLong dropped = new AtomicLong();
  private final Repetitions repetitions = new Repetitions();
  private final Thread writer;

  /// A log that writes to a stream until it is closed; the stream itself stays open.
  public EventLog(PrintStream stream, LogFormat format, InstantSource clock) {
    this.format = format;
    this.clock = clock;
    writer = Thread.ofPlatform().daemon().name("credence-log").start(() -> write(stream));
  }

  /// Tells that something happened as it should.
  public void info(String event, Field... fields) {
    tell(Level.INFO, event, fields);
  }

  /// Tells of something that does not work and is being lived with.
  public void warning(String event, Field... fields) {
    tell(Level.WARNING, event, fields);
  }

  /// Logs an exception that nobody expected: its class and where it came from. Its message stays
  /// out, since it may hold what a customer sent. The same one is logged a few times a minute at
  /// most.
  public void unexpected(String event, Throwable thrown, Field... fields) {
    Field[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = Field.field("thrown", thrown.getClass().getName());
    String stack = Stacks.of(thrown);
    all[fields.length + 1] = Field.field("stack", stack);
    int frameEnd = stack.indexOf(' ');
    String origin = frameEnd < 0 ? stack : stack.substring(0, frameEnd);
    repeatable(Level.ERROR, event + thrown.getClass().getName() + origin, event, all);
  }

  /// Logs what may happen again and again, a few times a minute at most ([Repetitions]). The next
  /// line of the same trouble has the number of those that were suppressed.
  ///
  /// @param trouble what is the same in lines that repeat each other
  void repeatable(Level level, String trouble, String event, Field... fields) {
    long suppressed = repetitions.admit(trouble, clock.instant());
    if (suppressed > 0) {
      Field[] all = Arrays.copyOf(fields, fields.length + 1);
      all[fields.length] = Field.field("suppressed", suppressed);
      tell(level, event, all);
    } else if (suppressed == 0) {
      tell(level, event, fields);
    }
  }

  private void tell(Level level, String event, Field... fields) {
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

  /// Writes what waits, for two seconds at most.
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
