package credence.decision.segment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.files.AppendFile;
import credence.files.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// The files of one writer: its segments in `FOLDER/DATE/`, and `FOLDER/writers/WRITER`, which is
/// locked for as long as its server runs and contains how far its last segment is on disk.
final class WriterFiles implements AutoCloseable {
  private final Path folder;
  private final String writer;
  private final InstantSource clock;
  private final Creation creation;
  private final FileChannel lock;

  /// Creates the file of a segment.
  @FunctionalInterface
  interface Creation {
    /// Creates a file in an existing folder; see [AppendFile#create(Path)].
    AppendFile create(Path file) throws IOException;
  }

  /// @param lock the open and locked file of the writer
  WriterFiles(
      Path folder, String writer, InstantSource clock, Creation creation, FileChannel lock) {
    this.folder = folder;
    this.writer = writer;
    this.clock = clock;
    this.creation = creation;
    this.lock = lock;
  }

  String writer() {
    return writer;
  }

  /// Creates a segment in the folder of the present date in UTC.
  AppendFile create(int segment) throws IOException {
    LocalDate date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Path dated = folder.resolve(date.toString());
    DurableFiles.createFolder(dated);
    return creation.create(dated.resolve(new SegmentName(writer, segment).toString()));
  }

  /// Records how far a segment is on disk. Bytes before that offset cannot be lost by a crash.
  void recordSynced(int segment, long offset) throws IOException {
    String text = String.format(Locale.ROOT, "%7d %19d\n", segment, offset);
    DurableFiles.overwrite(lock, file(), text.getBytes(US_ASCII));
  }

  private Path file() {
    return LogFolder.writerFile(folder, writer);
  }

  /// Releases the lock. The writer's file remains, so that its segments are checked at the next
  /// start.
  @Override
  public void close() throws IOException {
    lock.close();
  }

  /// Deletes the writer's file, since all its segments are complete and on disk, and releases the
  /// lock.
  void end() throws IOException {
    try {
      Files.deleteIfExists(file());
      DurableFiles.syncFolder(file().resolveSibling(""));
    } finally {
      lock.close();
    }
  }
}
