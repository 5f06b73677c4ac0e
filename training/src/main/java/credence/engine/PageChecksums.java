package credence.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/// The checksums of a parquet file's pages, which the engine does not check. A writer stores them
/// for all pages or for none, so only the first page of a column chunk is looked at if it has none.
final class PageChecksums {
  private static final int BUFFER_BYTES = 1 << 18;

  private final RandomAccessFile file;
  private final long end;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private PageChecksums(RandomAccessFile file, long end) {
    this.file = file;
    this.end = end;
  }

  /// Whether every page matches its checksum, if it has one. Pages whose headers cannot be read are
  /// left to the engine.
  ///
  /// @param end the offset after the last page
  static boolean match(RandomAccessFile file, long end, List<ParquetFooter.Chunk> chunks)
      throws IOException {
    PageChecksums checksums = new PageChecksums(file, end);
    List<ParquetFooter.Chunk> inOrder =
        chunks.stream().sorted(Comparator.comparingLong(ParquetFooter.Chunk::from)).toList();
    for (ParquetFooter.Chunk chunk : inOrder) {
      if (!checksums.match(chunk)) {
        return false;
      }
    }
    return true;
  }

  private boolean match(ParquetFooter.Chunk chunk) throws IOException {
    long at = chunk.from();
    long chunkEnd = Math.min(end, chunk.from() + chunk.bytes());
    while (at < chunkEnd) {
      PageHeader header = PageHeader.read(file, at, chunkEnd).orElse(null);
      if (header == null
          || header.crc() < 0
          || header.compressed() > chunkEnd - at - header.length()) {
        return true;
      }
      if (crc(at + header.length(), header.compressed()) != header.crc()) {
        return false;
      }
      at += header.length() + header.compressed();
    }
    return true;
  }

  private long crc(long at, long bytes) throws IOException {
    CRC32 crc = new CRC32();
    file.seek(at);
    for (long left = bytes; left > 0; ) {
      int count = (int) Math.min(left, buffer.length);
      file.readFully(buffer, 0, count);
      crc.update(buffer, 0, count);
      left -= count;
    }
    return crc.getValue();
  }
}
