package credence.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// File metadata that detects changes. The stamp of a file changes when it is written to or
/// replaced; that of a folder when an entry is added or removed.
///
/// @param bytes its length
/// @param modifiedNanos when it was last written, in nanoseconds since 1970, at the precision of
///   the file system
/// @param fileKey distinguishes the file from one that replaces it; null if the file system does
///   not support it, and in a stored stamp
public record FileStamp(long bytes, long modifiedNanos, @Nullable Object fileKey) {
  /// The stamp of a file.
  ///
  /// @throws NoSuchFileException if there is none
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(
        now.size(), now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.fileKey());
  }

  /// The stamp of a file; empty if there is none.
  public static Optional<FileStamp> ifPresent(Path file) throws IOException {
    try {
      return Optional.of(of(file));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /// A stored stamp.
  ///
  /// @param modifiedMillis when the file was last written, in milliseconds since 1970
  public static FileStamp stored(long bytes, long modifiedMillis) {
    return new FileStamp(bytes, TimeUnit.MILLISECONDS.toNanos(modifiedMillis), null);
  }

  /// When the file was last written, in milliseconds since 1970.
  public long modifiedMillis() {
    return Math.floorDiv(modifiedNanos, TimeUnit.MILLISECONDS.toNanos(1));
  }

  /// The part of this stamp that is stored: the length, and the time in milliseconds.
  public FileStamp stored() {
    return stored(bytes, modifiedMillis());
  }
}
