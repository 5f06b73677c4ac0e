package credence.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a file or folder looks like at a glance. The stamps of a file differ once it has been
/// written to or replaced; those of a folder, once something in it came or went.
///
/// @param bytes its length
/// @param modifiedNanos when it was last written, in nanoseconds since 1970, as exactly as the file
///   system knows
/// @param fileKey what tells the file from one that replaces it; null where the file system has
///   nothing of the kind, and in a stamp that was stored
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

  /// A stamp that was stored.
  ///
  /// @param modifiedMillis when the file was last written, in milliseconds since 1970
  public static FileStamp stored(long bytes, long modifiedMillis) {
    return new FileStamp(bytes, TimeUnit.MILLISECONDS.toNanos(modifiedMillis), null);
  }

  /// When the file was last written, in milliseconds since 1970.
  public long modifiedMillis() {
    return Math.floorDiv(modifiedNanos, TimeUnit.MILLISECONDS.toNanos(1));
  }

  /// As much of this stamp as is stored: the length, and the time in milliseconds.
  public FileStamp stored() {
    return stored(bytes, modifiedMillis());
  }
}
