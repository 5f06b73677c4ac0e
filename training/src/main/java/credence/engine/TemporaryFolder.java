package credence.engine;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.run.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A folder for what does not fit in memory, removed with its contents when it is closed. A folder
/// that a killed process left is removed when the next folder is created.
///
/// A folder's name has the number and the start of its process, and a file in it is locked for as
/// long as the process lives: a process of another container, whose number is not visible here, is
/// recognised by the lock.
public final class TemporaryFolder implements AutoCloseable {
  private static final String PREFIX = "credence-";
  private static final String LOCK = "lock";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-(\\d{1,15})-\\d+");

  private final Path path;
  private final FileChannel lock;

  private TemporaryFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Creates a folder in the system's temporary folder.
  ///
  /// @throws IOException if it cannot be created; names the location, and what to do
  public static TemporaryFolder create() throws IOException {
    return createIn(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /// Creates a folder of this process.
  static TemporaryFolder createIn(Path parent) throws IOException {
    return createIn(parent, ProcessIdentity.current());
  }

  /// Creates a folder of a process.
  static TemporaryFolder createIn(Path parent, ProcessIdentity process) throws IOException {
    Path path = null;
    try {
      path =
          Files.createTempDirectory(
              parent, PREFIX + process.pid() + "-" + process.startedAt().toEpochMilli() + "-");
      removeLeftovers(parent, Files.getOwner(path));
      return new TemporaryFolder(path, lock(path.resolve(LOCK)));
    } catch (IOException e) {
      FileFailure failure =
          FileFailure.because(
              "cannot create a temporary folder in",
              parent,
              FileFailure.reason(e) + "; free some space there, or set TMPDIR to another folder",
              e);
      removeAfter(failure, path);
      throw failure;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel lock =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new IOException("its lock is held");
      }
      return lock;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static void removeAfter(FileFailure failure, @Nullable Path path) {
    try {
      if (path != null) {
        DurableFiles.deleteAll(path);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Its path.
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } finally {
      DurableFiles.deleteAll(path);
    }
  }

  /// Removes the folders of ended processes of the same user. Inaccessible folders are kept.
  private static void removeLeftovers(Path parent, UserPrincipal user) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isLeft(folder, user)) {
          DurableFiles.deleteAll(folder);
        }
      }
    } catch (IOException e) {
      return; // The next process tries again.
    }
  }

  private static boolean isLeft(Path folder, UserPrincipal user) throws IOException {
    Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
    if (!name.matches()
        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
      return false;
    }
    Instant startedAt = Instant.ofEpochMilli(Long.parseLong(name.group(2)));
    ProcessIdentity process = new ProcessIdentity(Long.parseLong(name.group(1)), startedAt);
    Path lock = folder.resolve(LOCK);
    return process.running().isEmpty()
        && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
        && isFree(lock);
  }

  private static boolean isFree(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    }
  }
}
