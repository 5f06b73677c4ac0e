package credence.app.terminal;

import credence.job.JobProgress;
import credence.job.JobState;
import java.io.PrintStream;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Reports the progress of long work on standard error: as one line on a terminal, which is
/// replaced and at the end removed, otherwise as a line from time to time.
///
/// The work is no longer wanted once the process has been asked to end; see [Interruption].
/// Thread-safe.
public final class Progress implements JobProgress, AutoCloseable {
  /// The system property that says whether standard error is a terminal, set by the launcher.
  private static final String TERMINAL_PROPERTY = "credence.terminal";

  /// The environment variable with the kind of terminal; this kind has no control sequences.
  private static final String TERMINAL_VARIABLE = "TERM";

  private static final String DUMB = "dumb";

  private static final long DRAW_NANOS = 500_000_000L;
  private static final long STEP_NANOS = 5_000_000_000L;
  private static final long SAME_STEP_NANOS = 30_000_000_000L;

  /// ECMA-48: moves the cursor up by one line; erases from the cursor to the end of the screen.
  private static final String UP = "\u001b[A";

  private static final String ERASE = "\u001b[J";

  private final PrintStream err;
  private final boolean terminal;
  private final IntSupplier columns;
  private final LongSupplier nanoTime;
  private final Interruption interruption = Interruption.ofProcess();
  private boolean closed;
  private long shownNanos;
  private String shownStep = "";
  private String drawn = "";

  /// Progress on a stream.
  ///
  /// @param terminal whether it is a terminal with control sequences
  /// @param columns the number of its columns
  /// @param nanoTime the clock, in nanoseconds
  Progress(PrintStream err, boolean terminal, IntSupplier columns, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.shownNanos = nanoTime.getAsLong();
    interruption.watch(this);
  }

  /// Progress on standard error.
  public static Progress onStandardError() {
    String kind = System.getenv(TERMINAL_VARIABLE);
    boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY) && kind != null && !kind.equals(DUMB);
    return new Progress(
        System.err, terminal, new TerminalColumns(System::nanoTime)::get, System::nanoTime);
  }

  @Override
  public synchronized boolean proceed(JobState state) {
    if (!isWanted()) {
      return false;
    }
    long now = nanoTime.getAsLong();
    boolean newStep = !state.step().equals(shownStep);
    long interval = terminal ? DRAW_NANOS : newStep ? STEP_NANOS : SAME_STEP_NANOS;
    if (!closed && now - shownNanos >= interval) {
      shownNanos = now;
      shownStep = state.step();
      if (terminal) {
        draw(state);
      } else {
        err.println("credence: " + ProgressLine.of(state, Integer.MAX_VALUE));
      }
    }
    return true;
  }

  @Override
  public boolean isWanted() {
    return !interruption.requested();
  }

  /// Replaces the line. The last column stays empty: in it, some terminals begin the next line.
  private void draw(JobState state) {
    int width = columns.getAsInt();
    String line = ProgressLine.of(state, Math.max(1, width - 1));
    if (!line.equals(drawn)) {
      err.print(erased(width) + line);
      err.flush();
      drawn = line;
    }
  }

  /// What removes the line, which takes several rows of a terminal that has become narrower.
  private String erased(int width) {
    int rowsAbove = Math.max(0, TextWidth.of(drawn) - 1) / Math.max(1, width);
    return "\r" + UP.repeat(rowsAbove) + ERASE;
  }

  private void remove() {
    if (!drawn.isEmpty()) {
      err.print(erased(columns.getAsInt()));
      err.flush();
      drawn = "";
    }
  }

  /// Removes the line and says that the work stops; nothing is shown afterwards.
  ///
  /// @return false if the work had ended already
  synchronized boolean stop() {
    if (closed) {
      return false;
    }
    close();
    err.println("credence: stopping");
    return true;
  }

  /// Removes the line; nothing is shown afterwards.
  @Override
  public synchronized void close() {
    remove();
    closed = true;
  }
}
