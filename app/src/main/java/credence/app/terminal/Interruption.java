package credence.app.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The request that this process end, by Ctrl-C, SIGTERM or SIGHUP.
///
/// During long work it is acknowledged at once. The work sees that it is no longer wanted; the
/// command then cleans up and reports that it was cancelled, and the process ends when the command
/// has ended. The JVM gives it the exit code 128 plus the number of the signal. While no progress
/// is shown, the process ends without waiting.
public final class Interruption {
  private static final long WAIT_SECONDS = 20;
  private static final Interruption OF_PROCESS = new Interruption();

  private final CountDownLatch commandEnded = new CountDownLatch(1);
  private boolean watching;
  private volatile boolean requested;
  private @Nullable Progress shown;

  private Interruption() {}

  /// The one of this process.
  static Interruption ofProcess() {
    return OF_PROCESS;
  }

  /// Ends the wait for the command; called when it has printed everything.
  public static void commandEnded() {
    OF_PROCESS.commandEnded.countDown();
  }

  /// Begins to wait for the command's end when the process is asked to end.
  ///
  /// @param progress the progress that is shown from now on
  synchronized void watch(Progress progress) {
    shown = progress;
    if (watching) {
      return;
    }
    watching = true;
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "credence-interruption"));
    } catch (IllegalStateException processEnds) {
      requested = true;
    }
  }

  /// Whether the process was asked to end.
  boolean requested() {
    return requested;
  }

  /// Runs when the process ends, for whatever reason.
  private void end() {
    requested = true;
    if (!acknowledge()) {
      return;
    }
    try {
      if (!commandEnded.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("credence: the work did not stop in time; exiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says that the work stops; false if no progress is shown.
  private synchronized boolean acknowledge() {
    return shown != null && shown.stop();
  }
}
