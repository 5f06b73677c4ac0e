package credence.dataset;

import credence.engine.ParquetEnvelope;
import credence.files.FileHash;
import credence.files.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The SHA-256 of a file that is being read, computed concurrently on a separate thread.
final class FileDigest {
  private final Path file;
  private final FileStamp before;
  private final FutureTask<String> digest;

  private FileDigest(Path file, FileStamp before) {
    this.file = file;
    this.before = before;
    this.digest = new FutureTask<>(() -> FileHash.of(file));
  }

  /// Starts computing a file's digest.
  static FileDigest start(Path file) throws IOException {
    FileDigest started = new FileDigest(file, FileStamp.of(file));
    Thread.ofPlatform().daemon().name("credence-digest").start(started.digest);
    return started;
  }

  /// Waits for the digest, in hexadecimal.
  ///
  /// @throws IOException if the file cannot be read, or changed since the start
  String sha256() throws IOException, InterruptedException {
    String sha256;
    try {
      sha256 = digest.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
    if (hasChanged()) {
      throw new IOException(ParquetEnvelope.CHANGED);
    }
    return sha256;
  }

  /// Whether the file has changed since the start.
  boolean hasChanged() throws IOException {
    return !before.equals(FileStamp.of(file));
  }

  /// Stops the thread when the digest is no longer needed.
  void cancel() {
    digest.cancel(true);
  }
}
