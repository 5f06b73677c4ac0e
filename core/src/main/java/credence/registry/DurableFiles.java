package credence.registry;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Files that are on disk, whole, when a method returns.
///
/// A file is replaced by writing another one beside it, syncing that, renaming it over the old one
/// and syncing the folder: whoever reads, or loses power, finds the old one or the new one.
public final class DurableFiles {
  private static final String UNFINISHED_PREFIX = ".";
  private static final String UNFINISHED_SUFFIX = ".unfinished";

  private DurableFiles() {}

  /// Creates a folder, and those above it, that do not exist.
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      createFolder(parent);
    }
    Files.createDirectories(folder);
    if (parent != null) {
      syncFolder(parent);
    }
  }

  /// Replaces a file, or creates it.
  public static void replace(Path file, byte[] bytes) throws IOException {
    prepare(file, bytes);
    commit(file);
  }

  /// Writes what is to replace a file; the file itself stays as it is until [#commit].
  static void prepare(Path file, byte[] bytes) throws IOException {
    Path unfinished = unfinished(file);
    try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    } catch (IOException e) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /// Replaces a file by what was prepared for it.
  static void commit(Path file) throws IOException {
    Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(file.resolveSibling(""));
  }

  /// Where a file's replacement is written.
  static Path unfinished(Path file) {
    return file.resolveSibling(UNFINISHED_PREFIX + file.getFileName() + UNFINISHED_SUFFIX);
  }

  /// Whether a file is a replacement that was being written.
  static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(UNFINISHED_PREFIX) && name.endsWith(UNFINISHED_SUFFIX);
  }

  /// Makes what was created, renamed or deleted in a folder last.
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Reads a file; empty if there is none. One that is too long is cut off a byte after the limit.
  public static Optional<byte[]> read(Path file, int bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(bytesMax + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
