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

/// Bounded reads of regular files. Nothing else is opened: opening a FIFO waits for a writer, a
/// device has no end. A symbolic link counts as the file that it leads to. Each failure is a
/// [FileFailure].
public final class RegularFiles {
  private RegularFiles() {}

  /// Reads a file; empty if there is none. One that is too long is cut off a byte after the limit.
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

  /// Opens a file to be read as it comes; empty if there is none. How much of it is read is the
  /// caller's to bound, who closes it.
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

  /// Reads a file that has to exist.
  ///
  /// @param bytesMax how long it may be
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

  /// Reads a file of UTF-8 text that has to exist.
  ///
  /// @param bytesMax how long it may be
  /// @throws java.nio.charset.CharacterCodingException if it is no UTF-8
  public static String text(Path file, int bytesMax) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(readExisting(file, bytesMax)))
        .toString();
  }

  /// Refuses what is not a regular file, without opening it.
  ///
  /// @param doing what is refused, for example `cannot read`
  /// @throws NoSuchFileException if there is nothing of that name
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
