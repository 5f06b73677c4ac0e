package credence.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// Bounded reads of regular files. Other files are never opened: opening a FIFO blocks until there
/// is a writer, and a device has no end. Symbolic links are followed. Each failure is a
/// [FileFailure].
public final class RegularFiles {
  private RegularFiles() {}

  /// Reads a file; empty if it does not exist. A file that is too long is truncated one byte after
  /// the limit.
  public static Optional<byte[]> read(Path file, int bytesMax) throws IOException {
    Optional<InputStream> opened = open(file);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(in.readNBytes(bytesMax + 1));
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, e);
    }
  }

  /// Opens a file as a stream; empty if it does not exist. The caller bounds how much is read and
  /// closes the stream.
  public static Optional<InputStream> open(Path file) throws IOException {
    try {
      require("cannot read", file);
      return Optional.of(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw FileFailure.because("cannot read", file, "Is a symbolic link to a missing file");
      }
      for (Path above = file.getParent(); above != null; above = above.getParent()) {
        if (Files.exists(above) && !Files.isDirectory(above)) {
          throw FileFailure.because("cannot read", file, "Not a directory");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, e);
    }
  }

  /// Reads a file that must exist.
  ///
  /// @param bytesMax its maximum length
  public static byte[] readExisting(Path file, int bytesMax) throws IOException {
    byte[] bytes =
        read(file, bytesMax)
            .orElseThrow(
                () ->
                    FileFailure.of("cannot read", file, new NoSuchFileException(file.toString())));
    if (bytes.length > bytesMax) {
      throw FileFailure.because(
          "cannot read", file, "it is longer than the " + bytesMax + " bytes allowed");
    }
    return bytes;
  }

  /// Reads a UTF-8 text file that must exist.
  ///
  /// @param bytesMax its maximum length
  /// @throws java.nio.charset.CharacterCodingException if it is not valid UTF-8
  public static String text(Path file, int bytesMax) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(readExisting(file, bytesMax)))
        .toString();
  }

  /// Rejects anything but a regular file, without opening it.
  ///
  /// @param doing the operation, for example `cannot read`
  /// @throws NoSuchFileException if it does not exist
  static void require(String doing, Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw FileFailure.because(doing, file, "Is a directory");
    }
    if (!attributes.isRegularFile()) {
      throw FileFailure.because(doing, file, "Is not a regular file");
    }
  }
}
