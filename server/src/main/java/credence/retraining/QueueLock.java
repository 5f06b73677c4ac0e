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

/// The right to check a home's training sets and to run its training runs: one server's, for as
/// long as it lives. The system gives it back when the server ends, however that ends.
final class QueueLock implements AutoCloseable {
  private static final String ELSEWHERE =
      "another server of this home runs its training runs: ask that one";

  private final TrainingRuns runs;
  private @Nullable FileChannel held;
  private @Nullable String obstacle = "the training queue has not been looked at yet; try again";

  QueueLock(TrainingRuns runs) {
    this.runs = runs;
  }

  /// Whether this server has it, after trying to get it.
  ///
  /// @throws IOException if it cannot be tried; [#obstacle()] says why from then on
  synchronized boolean take() throws IOException {
    if (held != null) {
      return true;
    }
    try {
      obstacle = tryLock(runs.queueLock()) ? null : ELSEWHERE;
      return held != null;
    } catch (IOException e) {
      obstacle = "this server cannot run training runs: " + FileFailure.words(e);
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

  /// Why this server does not have it, and what to do; empty if it has.
  synchronized Optional<String> obstacle() {
    return held == null ? Optional.ofNullable(obstacle) : Optional.empty();
  }

  /// Whether this server has it.
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
