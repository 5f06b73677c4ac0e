package credence.registry.directory;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The right to write to a folder: one holder among all threads and processes. It is released when
/// its process ends, in whatever way.
///
/// The system's lock belongs to a process and is lost when that process closes the file anywhere,
/// so within a process only one thread at a time opens the file.
final class WriteLock implements AutoCloseable {
  private static final Map<Path, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();
  private static final long RETRY_MILLIS = 5;

  private final ReentrantLock withinProcess;
  private final FileChannel file;

  private WriteLock(ReentrantLock withinProcess, FileChannel file) {
    this.withinProcess = withinProcess;
    this.file = file;
  }

  /// Takes the lock, waiting for it if need be.
  ///
  /// @return the lock; empty if it was held elsewhere for the whole wait
  static Optional<WriteLock> take(Path folder, long waitMillis) throws IOException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    ReentrantLock withinProcess =
        WITHIN_PROCESS.computeIfAbsent(folder.toRealPath(), f -> new ReentrantLock(true));
    if (!takeWithinProcess(withinProcess, waitMillis)) {
      return Optional.empty();
    }
    @Nullable WriteLock taken = null;
    try {
      taken = takeFile(withinProcess, folder.resolve("lock"), deadlineNanos);
      return Optional.ofNullable(taken);
    } finally {
      if (taken == null) {
        withinProcess.unlock();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      withinProcess.unlock();
    }
  }

  private static boolean takeWithinProcess(ReentrantLock lock, long waitMillis)
      throws InterruptedIOException {
    try {
      return lock.tryLock(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static @Nullable WriteLock takeFile(
      ReentrantLock withinProcess, Path lockFile, long deadlineNanos) throws IOException {
    FileChannel file = DurableFiles.openLock(lockFile);
    boolean taken = false;
    try {
      taken = takeFile(file, lockFile, deadlineNanos);
      return taken ? new WriteLock(withinProcess, file) : null;
    } finally {
      if (!taken) {
        file.close();
      }
    }
  }

  private static boolean takeFile(FileChannel file, Path lockFile, long deadlineNanos)
      throws IOException {
    while (tryFile(file, lockFile) == null) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static @Nullable FileLock tryFile(FileChannel file, Path lockFile) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw FileFailure.of("cannot lock", lockFile, e);
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting; nothing was changed");
  }
}
