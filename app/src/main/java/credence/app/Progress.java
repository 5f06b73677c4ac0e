package credence.app;

import credence.training.TrainingStage;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far a long piece of work is, on standard error: a bar on a terminal, otherwise a line now
/// and then. Work has stages, one after another.
final class Progress implements AutoCloseable {
  /// The system property by which the launcher says whether standard error is a terminal.
  static final String TERMINAL_PROPERTY = "credence.terminal";

  private static final int STEPS = 1000;
  private static final int BAR_CHARACTERS = 79;
  private static final int BAR_INTERVAL_MILLIS = 100;
  private static final long LINE_INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private String stage = "";
  private long lineNanos = System.nanoTime();
  private @Nullable ProgressBar bar;

  private Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
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
  synchronized void to(String newStage, long done, long total) {
    double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
    if (terminal) {
      drawBar(newStage, share);
    } else {
      sayLine(newStage, share);
    }
    stage = newStage;
  }

  /// Takes a training run's progress; never gives it up.
  boolean during(TrainingStage newStage, double shareDone, List<TrainingStage> left) {
    to(newStage.words(), (long) (STEPS * shareDone), STEPS);
    return true;
  }

  private void drawBar(String newStage, double share) {
    if (bar == null || !newStage.equals(stage)) {
      close();
      bar =
          new ProgressBarBuilder()
              .setTaskName(newStage)
              .setInitialMax(STEPS)
              .setUnit("%", STEPS / 100)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
              .clearDisplayOnFinish()
              .setConsumer(new ConsoleProgressBarConsumer(err, BAR_CHARACTERS))
              .build();
    }
    bar.stepTo((long) (STEPS * share));
  }

  private void sayLine(String newStage, double share) {
    long now = System.nanoTime();
    if (now - lineNanos > LINE_INTERVAL_NANOS) {
      lineNanos = now;
      err.printf(Locale.ROOT, "credence: %s, %.0f %%%n", newStage, 100 * share);
    }
  }

  /// Takes the bar away.
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
