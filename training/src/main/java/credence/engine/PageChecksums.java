package credence.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/// The checksums of a parquet file's pages, which the engine does not check. A writer stores them
/// for all pages or for none, so only the first page of a column chunk is looked at if it has none.
final class PageChecksums {
  /// A header with statistics of long texts needs the larger buffer.
  private static final int HEADER_BYTES = 256;

  private static final int HEADER_BYTES_MAX = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 18;

  private final RandomAccessFile file;
  private final long end;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private PageChecksums(RandomAccessFile file, long end) {
    this.file = file;
    this.end = end;
  }

  /// The header of a page.
  ///
  /// @param bytes the length of the page after its header
  /// @param crc its stored checksum; -1 if there is none
  private record Header(int length, long bytes, long crc) {}

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
    while (at > 0 && at < chunkEnd) {
      Header header = header(at, chunkEnd);
      if (header.crc() < 0 || header.bytes() > chunkEnd - at - header.length()) {
        return true;
      }
      if (crc(at + header.length(), header.bytes()) != header.crc()) {
        return false;
      }
      at += header.length() + header.bytes();
    }
    return true;
  }

  /// The header of a page; without a checksum if it cannot be read.
  private Header header(long at, long chunkEnd) throws IOException {
    for (int most = HEADER_BYTES; most <= HEADER_BYTES_MAX; most *= 64) {
      int count = (int) Math.min(most, chunkEnd - at);
      byte[] bytes = count <= buffer.length ? buffer : new byte[count];
      file.seek(at);
      file.readFully(bytes, 0, count);
      Optional<Header> header = header(new CompactReader(bytes, count));
      if (header.isPresent()) {
        return header.get();
      }
    }
    return new Header(0, 0, -1);
  }

  /// The header at the beginning of some bytes; empty if it does not end there.
  private static Optional<Header> header(CompactReader in) {
    try {
      long bytes = -1;
      long crc = -1;
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        switch (field) {
          case 3 -> bytes = in.number();
          case 4 -> crc = in.number() & 0xffff_ffffL;
          default -> in.skip();
        }
      }
      return bytes < 0 ? Optional.empty() : Optional.of(new Header(in.position(), bytes, crc));
    } catch (DataFormatException e) {
      return Optional.empty();
    }
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
