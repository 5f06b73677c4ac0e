package credence.app;

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

/// How far a long piece of work is, on standard error: a bar on a terminal, otherwise a line now
/// and then. Work has stages, one after another.
///
/// When the process is told to end, the work is asked to give up, and the end waits for it to clean
/// up behind itself and close its progress; so an interrupted command leaves nothing.
final class Progress implements JobProgress, AutoCloseable {
  /// The system property by which the launcher says whether standard error is a terminal.
  static final String TERMINAL_PROPERTY = "credence.terminal";

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
  static Progress onStandardError() {
    return new Progress(System.err, Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  /// Says how far the work is.
  ///
  /// @param newStage what is being done, for a person
  /// @param done how much of the stage is done
  /// @param total how much it has, in the same unit; 0 if nobody knows
  /// @return false if the work is to be given up
  synchronized boolean to(String newStage, long done, long total) {
    double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
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

  /// Draws over what was drawn last, so that all stages take one line.
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

  /// Runs when the process is told to end.
  private void giveUp() {
    wanted = false;
    try {
      if (!ended.await(GIVE_UP_SECONDS, TimeUnit.SECONDS)) {
        err.println("credence: the work did not stop in time; it is cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes the bar away; the work has ended, and cleaned up.
  @Override
  public void close() {
    synchronized (this) {
      removeBar();
    }
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(giveUp);
    } catch (IllegalStateException processEnds) {
      return; // The hook has what it waits for.
    }
  }
}
