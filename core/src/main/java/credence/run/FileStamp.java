package credence.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What a file looks like at a glance; it differs once the file has been written to.
///
/// @param bytes its length
/// @param modifiedMillis when it was last written, since 1970
public record FileStamp(long bytes, long modifiedMillis) {
  /// The stamp of a file.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis());
  }
}
