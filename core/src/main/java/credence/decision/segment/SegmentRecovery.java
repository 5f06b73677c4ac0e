package credence.decision.segment;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks a segment that a stopped server left, line by line.
///
/// After the end of a process, the last line can be incomplete: it is removed. After a power loss,
/// anything that was not synced can be damaged: complete lines are kept, the rest is moved to a
/// file beside the segment. Nothing is ever appended to a recovered segment.
final class SegmentRecovery {
  private static final int BUFFER_BYTES = 1 << 16;

  /// A longer line is damaged.
  private static final int LINE_BYTES_MAX = 64 << 20;

  private final Path file;
  private final SegmentName name;
  private final long synced;
  private long records;

  /// The end of the last complete line.
  private long goodTo;

  /// The size of damaged lines before it.
  private long damaged;

  /// The size of damaged lines and of an incomplete one in the part that was on disk.
  private long lost;

  private long at;

  private SegmentRecovery(Path file, long synced) {
    this.file = file;
    this.name = SegmentName.of(file).orElseThrow();
    this.synced = synced;
  }

  /// Checks a segment, and cuts or divides it if necessary.
  ///
  /// @param synced how many of its bytes are known to have been on disk
  static RecoveredSegment recover(Path file, long synced) throws IOException {
    return new SegmentRecovery(file, synced).recover();
  }

  private RecoveredSegment recover() throws IOException {
    long size;
    try {
      size = Files.size(file);
      scan(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
      lost += Math.max(0, synced - Math.max(size, at));
      if (damaged > 0) {
        divide();
      } else if (goodTo < size) {
        cut();
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot recover", file, e);
    }
    return new RecoveredSegment(file, records, size - goodTo, damaged, lost);
  }

  /// Reads all lines.
  ///
  /// @param good receives complete lines
  /// @param bad receives the others
  private void scan(OutputStream good, OutputStream bad) throws IOException {
    records = 0;
    goodTo = 0;
    damaged = 0;
    lost = 0;
    at = 0;
    long pending = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        line.write(b);
        if (b == '\n' || line.size() == LINE_BYTES_MAX) {
          byte[] bytes = line.toByteArray();
          line.reset();
          boolean complete = isComplete(bytes);
          (complete ? good : bad).write(bytes);
          if (!complete) {
            pending += bytes.length;
            lost += Math.clamp(synced - at, 0, bytes.length);
          }
          at += bytes.length;
          if (complete) {
            records++;
            goodTo = at;
            damaged += pending;
            pending = 0;
          }
        }
      }
      lost += Math.clamp(synced - at, 0, line.size());
      at += line.size();
      bad.write(line.toByteArray());
    }
  }

  private boolean isComplete(byte[] line) {
    return DecisionLine.check(line, 0, line.length, name.writer(), name.number()) != 0;
  }

  private void cut() throws IOException {
    DurableFiles.truncate(file, goodTo);
  }

  /// Moves damaged lines to a file beside the segment.
  private void divide() throws IOException {
    Path bad = file.resolveSibling(file.getFileName() + ".damaged");
    Path goodUnfinished = DurableFiles.unfinished(file);
    Path badUnfinished = DurableFiles.unfinished(bad);
    try (OutputStream good = new BufferedOutputStream(Files.newOutputStream(goodUnfinished));
        OutputStream rest = new BufferedOutputStream(Files.newOutputStream(badUnfinished))) {
      scan(good, rest);
    }
    DurableFiles.publish(badUnfinished, bad);
    DurableFiles.publish(goodUnfinished, file);
  }
}
