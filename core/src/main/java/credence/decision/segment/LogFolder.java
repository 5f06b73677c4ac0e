package credence.decision.segment;

import credence.files.AppendFile;
import credence.files.DurableFiles;
import credence.files.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The folder of a decision log: segments in `DATE/WRITER-NUMBER.jsonl`, by the date in UTC on
/// which they were begun, and in `writers/` a file for each writer whose segments may be
/// incomplete.
final class LogFolder {
  private static final String WRITERS = "writers";
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern WRITER = Pattern.compile("[a-z0-9]{12}");
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int WRITER_CHARACTERS = 12;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final InstantSource clock;
  private final WriterFiles.Creation creation;
  private final SecureRandom random = new SecureRandom();

  LogFolder(Path folder, InstantSource clock) {
    this(folder, clock, AppendFile::create);
  }

  /// @param creation creates the files of segments
  LogFolder(Path folder, InstantSource clock, WriterFiles.Creation creation) {
    this.folder = folder;
    this.clock = clock;
    this.creation = creation;
  }

  /// The file of a writer.
  static Path writerFile(Path folder, String writer) {
    return folder.resolve(WRITERS).resolve(writer);
  }

  /// Creates the folder, readable only by its owner, if it does not exist.
  void create() throws IOException {
    if (!Files.isDirectory(folder)) {
      DurableFiles.createFolder(folder);
      try {
        Files.setPosixFilePermissions(folder, OWNER_ONLY);
      } catch (IOException e) {
        throw FileFailure.of("cannot restrict access to", folder, e);
      }
    }
    DurableFiles.createFolder(folder.resolve(WRITERS));
  }

  /// Checks that the folder can be written to.
  void probe() throws IOException {
    DurableFiles.probe(folder);
  }

  /// Creates the files of a new writer, on disk when this method returns.
  WriterFiles newWriter() throws IOException {
    WriterFiles files = null;
    while (files == null) {
      files = writer(newName());
    }
    files.recordSynced(0, 0);
    DurableFiles.syncFolder(folder.resolve(WRITERS));
    return files;
  }

  private String newName() {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < WRITER_CHARACTERS; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return name.toString();
  }

  /// Creates and locks a writer's file; null if another server has recovered it meanwhile.
  private @Nullable WriterFiles writer(String writer) throws IOException {
    Path file = writerFile(folder, writer);
    FileChannel lock = lock(file);
    if (lock != null && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      lock.close();
      return null;
    }
    return lock == null ? null : new WriterFiles(folder, writer, clock, creation, lock);
  }

  /// Locks a file; null if another process or another server of this process has locked it.
  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel = DurableFiles.openLock(file);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException anotherServerOfThisProcess) {
      return null;
    } catch (IOException e) {
      throw FileFailure.of("cannot lock", file, e);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? channel : null;
  }

  /// Checks the segments of all writers whose servers have stopped, and removes the writers' files.
  /// Servers that run are not affected.
  ///
  /// @return the segments that were checked
  List<RecoveredSegment> recover() throws IOException {
    List<RecoveredSegment> recovered = new ArrayList<>();
    for (Path file : DurableFiles.list(folder.resolve(WRITERS))) {
      String writer = String.valueOf(file.getFileName());
      FileChannel lock = WRITER.matcher(writer).matches() ? lock(file) : null;
      if (lock != null) {
        try (lock) {
          recover(writer, file, recovered);
        }
      }
    }
    return recovered;
  }

  private void recover(String writer, Path file, List<RecoveredSegment> into) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return; // Its server has ended in order meanwhile.
    }
    SyncedOffset synced = SyncedOffset.read(file);
    for (Path segment : segments(writer)) {
      int number = SegmentName.of(segment).orElseThrow().number();
      if (number >= synced.segment()) {
        into.add(SegmentRecovery.recover(segment, synced.of(number)));
      }
    }
    if (Files.deleteIfExists(file)) {
      DurableFiles.syncFolder(file.resolveSibling(""));
    }
  }

  /// The segments of a writer, in order.
  private List<Path> segments(String writer) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path date : DurableFiles.list(folder)) {
      if (DATE.matcher(String.valueOf(date.getFileName())).matches()) {
        for (Path file : DurableFiles.list(date)) {
          if (SegmentName.of(file).filter(name -> name.writer().equals(writer)).isPresent()) {
            found.add(file);
          }
        }
      }
    }
    found.sort(Comparator.comparingInt(file -> SegmentName.of(file).orElseThrow().number()));
    return found;
  }
}
