package credence.retraining;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.run.TrainingRuns;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lock of the server that checks a home's training sets and runs its training runs. The
/// operating system releases it when the server ends, even by a crash.
final class QueueLock implements AutoCloseable {
  private static final String ELSEWHERE =
      "another server of this home runs its training runs; send the request to that server";

  private final TrainingRuns runs;
  private @Nullable FileChannel held;
  private @Nullable String failure = "the training queue has not been read yet; try again";

  QueueLock(TrainingRuns runs) {
    this.runs = runs;
  }

  /// Tries to acquire the lock, unless this server holds it.
  ///
  /// @return whether this server holds the lock
  /// @throws IOException if the file cannot be locked; [#unavailableReason()] is then the reason
  synchronized boolean tryAcquire() throws IOException {
    if (held != null) {
      return true;
    }
    try {
      failure = tryLock(runs.queueLock()) ? null : ELSEWHERE;
      return held != null;
    } catch (IOException e) {
      failure = "this server cannot run training runs: " + FileFailure.words(e);
      throw e;
    }
  }

  private boolean tryLock(Path file) throws IOException {
    FileChannel channel = DurableFiles.openLock(file);
    try {
      if (channel.tryLock() != null) {
        held = channel;
      }
    } catch (OverlappingFileLockException anotherServerOfThisProcess) {
      return false;
    } catch (IOException e) {
      throw FileFailure.of("cannot lock", file, e);
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    return held != null;
  }

  /// Why this server does not hold the lock and what to do; empty if it holds it.
  synchronized Optional<String> unavailableReason() {
    return held == null ? Optional.ofNullable(failure) : Optional.empty();
  }

  /// Whether this server holds the lock.
  synchronized boolean isHeld() {
    return held != null;
  }

  @Override
  public synchronized void close() throws IOException {
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
