package credence.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Files that are on disk, whole, when a method returns. Each failure is a [FileFailure].
///
/// A file is replaced by writing another one beside it, syncing that, renaming it over the old one
/// and syncing the folder: a reader, or a loss of power, meets the old one or the new one. The new
/// one has the owner, group and mode of the old one ([FileOwnership]).
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
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileFailure.of("cannot create", folder, e);
    }
    FileOwnership.inherit(folder);
    if (parent != null) {
      syncFolder(parent);
    }
  }

  /// Replaces a file, or creates it. At most one process may do so at a time.
  public static void replace(Path file, byte[] bytes) throws IOException {
    replace(unfinished(file), file, bytes);
  }

  /// Replaces a file that another process may be replacing as well: the last one prevails. A
  /// process that is killed meanwhile leaves a file that [#isUnfinished] recognises.
  public static void replaceShared(Path file, byte[] bytes) throws IOException {
    String name = UNFINISHED_PREFIX + file.getFileName() + "." + ProcessHandle.current().pid();
    replace(file.resolveSibling(name + UNFINISHED_SUFFIX), file, bytes);
  }

  /// Writes the replacement of a file; the file itself stays as it is until [#commit].
  public static void prepare(Path file, byte[] bytes) throws IOException {
    prepare(unfinished(file), file, bytes);
  }

  /// Replaces a file by what was prepared for it.
  public static void commit(Path file) throws IOException {
    commit(unfinished(file), file);
  }

  /// Gives a file that was written beside another one, and closed, the other's name. What is
  /// replaced keeps its owner, group and mode.
  ///
  /// @param written gone afterwards
  /// @param file replaced if it exists
  public static void publish(Path written, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        FileOwnership.take(file, written);
      }
      channel.force(true);
    } catch (IOException e) {
      throw FileFailure.of("cannot write", file, e);
    }
    commit(written, file);
  }

  private static void replace(Path unfinished, Path file, byte[] bytes) throws IOException {
    prepare(unfinished, file, bytes);
    try {
      commit(unfinished, file);
    } catch (IOException e) {
      deleteQuietly(unfinished, e);
      throw e;
    }
  }

  private static void prepare(Path unfinished, Path file, byte[] bytes) throws IOException {
    try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
      out.write(bytes);
      FileOwnership.take(file, unfinished);
      out.getFD().sync();
    } catch (IOException e) {
      deleteQuietly(unfinished, e);
      throw FileFailure.of("cannot write", Files.isDirectory(unfinished) ? unfinished : file, e);
    }
  }

  private static void commit(Path unfinished, Path file) throws IOException {
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileFailure.of("cannot replace", file, e);
    }
    syncFolder(file.resolveSibling(""));
  }

  private static void deleteQuietly(Path unfinished, IOException because) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException alsoFailed) {
      because.addSuppressed(alsoFailed);
    }
  }

  /// Where a file's replacement is written.
  public static Path unfinished(Path file) {
    return file.resolveSibling(UNFINISHED_PREFIX + file.getFileName() + UNFINISHED_SUFFIX);
  }

  /// Whether a file is a replacement that was being written.
  public static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(UNFINISHED_PREFIX) && name.endsWith(UNFINISHED_SUFFIX);
  }

  /// Makes what was created, renamed or deleted in a folder last.
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw FileFailure.of("cannot sync", folder, e);
    }
  }

  /// The entries of a folder, in no order; none if there is no such folder.
  public static List<Path> list(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw FileFailure.of("cannot list", folder, e);
    }
  }

  /// Opens a lock's file, which is made if there is none.
  public static FileChannel openLock(Path lock) throws IOException {
    try {
      if (Files.exists(lock)) {
        RegularFiles.require("cannot open", lock);
        return FileChannel.open(lock, StandardOpenOption.WRITE);
      }
      FileChannel made =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileOwnership.inherit(lock);
      return made;
    } catch (IOException e) {
      throw FileFailure.of("cannot open", lock, e);
    }
  }
}
