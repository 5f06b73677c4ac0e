package credence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A new file that is appended to.
///
/// Each append is complete or has no effect, unless [#append] reports that it could not be undone.
/// One thread appends; another may sync at the same time.
public interface AppendFile extends AutoCloseable {
  /// Creates a file in an existing folder, readable only by its owner. The file exists on disk when
  /// this method returns.
  ///
  /// @throws IOException a [FileFailure], also if the file exists
  static AppendFile create(Path file) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        FileOwnership.inherit(file);
        channel.force(true);
        DurableFiles.syncFolder(file.resolveSibling(""));
        return new OpenAppendFile(file, channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot create", file, e);
    }
  }

  /// Appends bytes.
  ///
  /// @throws IOException a [FileFailure]; the file then has the length that it had before, unless
  ///   [#isCut()] is false
  void append(ByteBuffer bytes) throws IOException;

  /// Whether the file ends after the last complete append. If not, a failed append could not be
  /// undone, and nothing more may be appended.
  boolean isCut();

  /// The length after the last complete append, in bytes.
  long length();

  /// Writes everything that was appended before to the disk.
  ///
  /// @throws IOException a [FileFailure]; what was not synced by then may never be, even if a later
  ///   call succeeds
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
