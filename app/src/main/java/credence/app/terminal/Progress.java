package credence.app.terminal;

import credence.job.JobProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Reports the progress of long work on standard error: a bar on a terminal, otherwise a line from
/// time to time.
///
/// Work has consecutive stages. When the process is asked to end, it says so at once and cancels
/// the work, and waits until it has cleaned up and closed its progress; so an interrupted command
/// leaves no files behind.
public final class Progress implements JobProgress, AutoCloseable {
  /// The system property that says whether standard error is a terminal, set by the launcher.
  private static final String TERMINAL_PROPERTY = "credence.terminal";

  private static final int STEPS = 1000;
  private static final int BAR_CHARACTERS = 79;
  private static final int BAR_INTERVAL_MILLIS = 100;
  private static final long LINE_INTERVAL_NANOS = 5_000_000_000L;
  private static final long GIVE_UP_SECONDS = 20;

  private final PrintStream err;
  private final boolean terminal;
  private final Thread giveUp = new Thread(this::giveUp, "credence-give-up");
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean wanted = true;
  private String stage = "";
  private long lineNanos = System.nanoTime();
  private @Nullable ProgressBar bar;

  private Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(giveUp);
  }

  /// Progress on standard error, as a bar if that is a terminal.
  public static Progress onStandardError() {
    return new Progress(System.err, Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  /// Reports progress.
  ///
  /// @param newStage the current stage, as text for users
  /// @param done the amount of the stage that is done
  /// @param total the total amount, in the same unit; 0 if unknown
  /// @return false if the work is to be cancelled
  public synchronized boolean to(String newStage, long done, long total) {
    double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
    if (!wanted) {
      return false;
    }
    if (terminal) {
      drawBar(newStage, share);
    } else {
      sayLine(newStage, share);
    }
    stage = newStage;
    return wanted;
  }

  @Override
  public boolean proceed(String newStage, double shareDone) {
    return to(newStage, (long) (STEPS * shareDone), STEPS);
  }

  @Override
  public boolean isWanted() {
    return wanted;
  }

  private void drawBar(String newStage, double share) {
    if (bar == null || !newStage.equals(stage)) {
      removeBar();
      bar =
          new ProgressBarBuilder()
              .setTaskName(newStage)
              .setInitialMax(STEPS)
              .setUnit("%", STEPS / 100)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
              .clearDisplayOnFinish()
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, BAR_CHARACTERS))
              .build();
    }
    bar.stepTo((long) (STEPS * share));
  }

  /// Overwrites the previous output, so that all stages use one line.
  private void draw(String text) {
    err.print('\r' + text);
    err.flush();
  }

  private void sayLine(String newStage, double share) {
    long now = System.nanoTime();
    if (now - lineNanos > LINE_INTERVAL_NANOS) {
      lineNanos = now;
      err.printf(Locale.ROOT, "credence: %s, %.0f %%%n", newStage, 100 * share);
    }
  }

  private void removeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /// Runs when the process is asked to end.
  private void giveUp() {
    wanted = false;
    synchronized (this) {
      removeBar();
      err.println("credence: stopping");
    }
    try {
      if (!ended.await(GIVE_UP_SECONDS, TimeUnit.SECONDS)) {
        err.println("credence: the work did not stop in time; exiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Removes the bar; the work has ended, and cleaned up.
  @Override
  public void close() {
    synchronized (this) {
      removeBar();
    }
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(giveUp);
    } catch (IllegalStateException processEnds) {
      return; // Releases the shutdown hook.
    }
  }
}
