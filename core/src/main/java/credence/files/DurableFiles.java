package credence.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Durable file operations: files are completely on disk when a method returns.
///
/// Each failure is a [FileFailure]. A file is replaced by writing a temporary file next to it,
/// syncing it, renaming it over the old one and syncing the folder: a reader sees either the old
/// file or the new one, also after a power failure. The new one has the owner, group and mode of
/// the old one ([FileOwnership]).
public final class DurableFiles {
  /// The number of bytes that [#probe] writes.
  public static final int PROBE_BYTES = 4096;

  private static final String PROBE = ".writable";
  private static final String UNFINISHED_PREFIX = ".";
  private static final String UNFINISHED_SUFFIX = ".unfinished";

  /// The number and the start of this process: one of another container that uses the same files
  /// may have its number.
  private static final String PROCESS =
      ProcessHandle.current().pid()
          + "-"
          + ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH).toEpochMilli();

  /// Held by the one thread of this process that replaces a shared file.
  private static final Object SHARED = new Object();

  private DurableFiles() {}

  /// Creates a folder and its missing parents.
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

  /// Creates or replaces a file. Only one process at a time may do so.
  public static void replace(Path file, byte[] bytes) throws IOException {
    replace(unfinished(file), file, bytes);
  }

  /// Replaces a file that another thread or process may replace at the same time: the last one
  /// wins. A process that is killed during this leaves a file that [#isUnfinished] recognises.
  public static void replaceShared(Path file, byte[] bytes) throws IOException {
    String name = UNFINISHED_PREFIX + file.getFileName() + "." + PROCESS + UNFINISHED_SUFFIX;
    synchronized (SHARED) {
      replace(file.resolveSibling(name), file, bytes);
    }
  }

  /// Writes the replacement of a file; the file itself is unchanged until [#commit].
  public static void prepare(Path file, byte[] bytes) throws IOException {
    prepare(unfinished(file), file, bytes);
  }

  /// Replaces a file with its prepared replacement.
  public static void commit(Path file) throws IOException {
    commit(unfinished(file), file);
  }

  /// Renames a closed file over another one in the same folder. The owner, group and mode of the
  /// replaced file are kept.
  ///
  /// @param written does not exist afterwards
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

  /// Checks that a file can be written to a folder: creates one, writes it to the disk and deletes
  /// it. Several processes may do so at the same time.
  public static void probe(Path folder) throws IOException {
    Path file = folder.resolve(PROBE);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(new byte[PROBE_BYTES]);
      out.getFD().sync();
    } catch (IOException e) {
      deleteQuietly(file, e);
      throw FileFailure.of("cannot write", file, e);
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileFailure.of("cannot delete", file, e);
    }
  }

  /// Deletes a folder with its contents, if it exists. Others may delete files in it meanwhile.
  ///
  /// @return false if a part of it remains because others created files in it meanwhile
  public static boolean deleteAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            try {
              Files.deleteIfExists(visited);
            } catch (DirectoryNotEmptyException filled) {
              // What others created meanwhile remains, with the folders that contain it.
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /// The path of a file's replacement.
  public static Path unfinished(Path file) {
    return file.resolveSibling(UNFINISHED_PREFIX + file.getFileName() + UNFINISHED_SUFFIX);
  }

  /// Whether a file is an unfinished replacement.
  public static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(UNFINISHED_PREFIX) && name.endsWith(UNFINISHED_SUFFIX);
  }

  /// Makes creations, renames and deletions in a folder durable.
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw FileFailure.of("cannot sync", folder, e);
    }
  }

  /// The entries of a folder, in no particular order; none if the folder does not exist.
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

  /// Removes the end of a file.
  ///
  /// @param length the length that is kept, in bytes
  public static void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw FileFailure.of("cannot truncate", file, e);
    }
  }

  /// Writes to the start of an open file, and puts it on disk.
  ///
  /// @param file its path, for messages
  public static void overwrite(FileChannel open, Path file, byte[] bytes) throws IOException {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        open.write(rest, rest.position());
      }
      open.force(false);
    } catch (IOException e) {
      throw FileFailure.of("cannot write", file, e);
    }
  }

  /// Opens a lock file, creating it if necessary.
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
