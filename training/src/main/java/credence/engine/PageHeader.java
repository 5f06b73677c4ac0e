package credence.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;
import java.util.zip.DataFormatException;

/// The header of a page of a parquet file.
///
/// The fields' numbers are those of [parquet.thrift](https://github.com/apache/parquet-format).
///
/// @param length the length of the header, in bytes
/// @param uncompressed the length of the page after its header once it is decompressed, in bytes
/// @param compressed the length of the page after its header in the file, in bytes
/// @param crc the stored checksum of the page in the file; -1 if there is none
record PageHeader(int length, int uncompressed, int compressed, long crc) {
  /// A header with statistics of long texts needs more bytes.
  private static final int LENGTH_USUAL = 256;

  private static final int LENGTH_MAX = 1 << 20;
  private static final int GROWTH = 64;

  /// Reads a header.
  ///
  /// @param at its offset
  /// @param end the offset before which it ends
  /// @return empty if there is no valid header of at most one mebibyte
  static Optional<PageHeader> read(RandomAccessFile file, long at, long end) throws IOException {
    if (at <= 0 || at >= end) {
      return Optional.empty();
    }
    for (int most = LENGTH_USUAL; most <= LENGTH_MAX; most *= GROWTH) {
      byte[] bytes = new byte[(int) Math.min(most, end - at)];
      file.seek(at);
      file.readFully(bytes);
      Optional<PageHeader> header = parse(new CompactReader(bytes, bytes.length));
      if (header.isPresent() || bytes.length < most) {
        return header;
      }
    }
    return Optional.empty();
  }

  /// The header at the beginning of some bytes; empty if it does not end there.
  private static Optional<PageHeader> parse(CompactReader in) {
    try {
      int uncompressed = -1;
      int compressed = -1;
      long crc = -1;
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        switch (field) {
          case 2 -> uncompressed = in.int32();
          case 3 -> compressed = in.int32();
          case 4 -> crc = Integer.toUnsignedLong(in.int32());
          default -> in.skip();
        }
      }
      return uncompressed < 0 || compressed < 0
          ? Optional.empty()
          : Optional.of(new PageHeader(in.position(), uncompressed, compressed, crc));
    } catch (DataFormatException e) {
      return Optional.empty();
    }
  }
}
