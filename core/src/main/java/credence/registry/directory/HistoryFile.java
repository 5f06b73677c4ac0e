package credence.registry.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.files.DurableFiles;
import credence.files.FileOwnership;
import credence.files.RegularFiles;
import credence.hashing.Sha256;
import credence.registry.HistoryRecord;
import credence.registry.RegistryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The history on disk: `history.log`, one [HistoryLine] a record; `history.head`, how much of it
/// is acknowledged; and `history.torn`, the unfinished line that was cut off last, if one ever was.
///
/// Reading needs no lock. What changes a file needs the write lock.
final class HistoryFile {
  private static final int HEAD_BYTES_MAX = 1_000;

  private final Path folder;
  private final Path log;
  private final Path head;
  private final Path torn;
  private final int bytesMax;

  /// @param folder where the files are
  /// @param bytesMax how long the history may get
  HistoryFile(Path folder, int bytesMax) {
    this.folder = folder;
    this.log = folder.resolve("history.log");
    this.head = folder.resolve("history.head");
    this.torn = folder.resolve("history.torn");
    this.bytesMax = bytesMax;
  }

  /// Where the records are.
  Path log() {
    return log;
  }

  /// Where the acknowledged end is.
  Path head() {
    return head;
  }

  /// Reads and verifies the history. The head is read first: the log, which is longer by then or
  /// the same, cannot seem to end before it.
  HistoryReading read() {
    Optional<byte[]> headBytes = readFile(head, HEAD_BYTES_MAX);
    byte[] logBytes = readFile(log, bytesMax).orElse(new byte[0]);
    if (logBytes.length > bytesMax) {
      throw new RegistryException(log + " is longer than the " + bytesMax + " bytes allowed");
    }
    return HistoryReader.read(log, logBytes, head, headBytes.orElse(null));
  }

  /// The head as it is written; empty if there is none.
  Optional<byte[]> headBytes() {
    return readFile(head, HEAD_BYTES_MAX);
  }

  /// Makes the history ready for the next record: cuts off an unfinished line, keeping a copy, and
  /// acknowledges a complete one that its writer did not acknowledge.
  void repair(HistoryReading history) {
    boolean unacknowledged = history.records().size() > history.acknowledged();
    if (history.torn().length == 0 && !unacknowledged && Files.exists(log)) {
      return;
    }
    try {
      if (history.torn().length > 0) {
        DurableFiles.replace(torn, history.torn());
      }
      try (RandomAccessFile file = openLog()) {
        file.setLength(history.wholeBytes());
        file.getFD().sync();
      }
      DurableFiles.syncFolder(folder);
      if (unacknowledged) {
        DurableFiles.replace(
            head, HistoryReader.headBytes(history.records().size(), history.lastHash()));
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot repair", log, e);
    }
  }

  /// Appends the record that follows. When this returns, it is on disk and acknowledged.
  ///
  /// The new head is written in full before the record, so that a full disk is met while nothing
  /// has happened yet; only a rename remains after the record.
  void append(HistoryReading history, HistoryRecord record) {
    byte[] line = HistoryLine.write(history.lastHash(), record);
    if (line.length > bytesMax - history.wholeBytes()) {
      throw new RegistryException(
          log + " is full: it may not be longer than " + bytesMax + " bytes; nothing was changed");
    }
    String hash = new String(line, 0, Sha256.CHARACTERS, US_ASCII);
    try {
      DurableFiles.prepare(head, HistoryReader.headBytes(record.sequence(), hash));
      appendLine(history.wholeBytes(), line);
    } catch (IOException e) {
      throw RegistryException.of("nothing was changed, cannot write", log, e);
    }
    try {
      DurableFiles.commit(head);
    } catch (IOException e) {
      throw RegistryException.of(
          "the change was made as record " + record.sequence() + ", but cannot replace", head, e);
    }
  }

  /// Appends a line, or takes it back.
  private void appendLine(int from, byte[] line) throws IOException {
    try (RandomAccessFile file = openLog()) {
      file.seek(from);
      try {
        file.write(line);
        file.getFD().sync();
      } catch (IOException e) {
        file.setLength(from);
        throw e;
      }
    }
  }

  private RandomAccessFile openLog() throws IOException {
    boolean isNew = !Files.exists(log);
    RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw");
    if (isNew) {
      FileOwnership.inherit(log);
    }
    return file;
  }

  private static Optional<byte[]> readFile(Path file, int bytesMax) {
    try {
      return RegularFiles.read(file, bytesMax);
    } catch (IOException e) {
      throw RegistryException.of("cannot read", file, e);
    }
  }
}
