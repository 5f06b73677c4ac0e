package credence.retraining;

import credence.files.DurableFiles;
import credence.run.TrainingRunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right to check a home's training sets and to run its training runs: one server's, for as
/// long as it lives. The system gives it back when the server ends, however that ends.
final class QueueLock implements AutoCloseable {
  private final Path file;
  private @Nullable FileChannel held;

  QueueLock(Path runs) {
    file = runs.resolve(TrainingRunFolder.LOCK);
  }

  /// Whether this server has it, after trying to get it.
  synchronized boolean take() throws IOException {
    if (held != null) {
      return true;
    }
    DurableFiles.createFolder(file.resolveSibling(""));
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        held = channel;
        return true;
      }
    } catch (OverlappingFileLockException anotherServerOfThisProcess) {
      channel.close();
      return false;
    }
    channel.close();
    return false;
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
