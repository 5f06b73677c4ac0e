package credence.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How much of the engine's memory each of its threads needs to read some columns of a file.
///
/// A thread reads a row group, and holds one page of each column twice, as it is stored and
/// decompressed, besides the column's dictionary. Some writers put a whole row group into one page,
/// others begin a new one after a mebibyte; the header of the largest row group's first page says
/// which. Nothing in a file can make this fail: what cannot be found out counts as one page per row
/// group.
final class ThreadMemory {
  /// For vectors and the decoders' state; measured, rounded up.
  private static final long THREAD_BYTES = 2L << 20;

  /// For a column's vectors.
  private static final long COLUMN_BYTES = 64L << 10;

  private static final int HEADER_BYTES = 32;
  private static final int VARINT_BYTES_MAX = 5;

  private ThreadMemory() {}

  /// The bytes that a thread needs; what a file says of itself that cannot be read needs no more
  /// than the thread itself.
  ///
  /// @param metadata lists a file's column chunks: path in the schema, compressed and uncompressed
  ///   bytes of the largest, the places of its dictionary and its first page; the file is its
  ///   parameter
  /// @param columns the names of the columns; others that differ by case alone are counted as well
  static long bytes(PreparedStatement metadata, Path file, Set<String> columns) {
    Set<String> lowered =
        columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    try (ResultSet chunks = metadata.executeQuery();
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      return sum(chunks, lowered, bytes);
    } catch (SQLException | IOException e) {
      return THREAD_BYTES; // The reading itself says what is wrong with the file.
    }
  }

  /// The SQL of the metadata that [#bytes] reads.
  static String metadata() {
    return """
        SELECT path_in_schema, max(total_compressed_size), max(total_uncompressed_size),
          coalesce(arg_max(dictionary_page_offset, total_uncompressed_size), 0),
          coalesce(arg_max(data_page_offset, total_uncompressed_size), 0)
        FROM parquet_metadata(?) GROUP BY path_in_schema""";
  }

  private static long sum(ResultSet chunks, Set<String> columns, RandomAccessFile bytes)
      throws SQLException {
    long sum = THREAD_BYTES;
    while (chunks.next()) {
      if (columns.contains(chunks.getString(1).toLowerCase(Locale.ROOT))) {
        long whole = Math.max(0, chunks.getLong(2)) + Math.max(0, chunks.getLong(3));
        long dictionary = chunks.getLong(4) > 0 ? pageBytes(bytes, chunks.getLong(4)) : 0;
        long page = pageBytes(bytes, chunks.getLong(5));
        // Pages of one column differ in length, so a quarter more.
        long pages = page < 0 || dictionary < 0 ? whole : (page + dictionary) / 4 * 5;
        sum += Math.min(whole, pages) + COLUMN_BYTES;
      }
    }
    return sum;
  }

  /// The bytes of the page that begins somewhere, stored and decompressed; -1 if no page does.
  private static long pageBytes(RandomAccessFile bytes, long at) {
    byte[] header = new byte[HEADER_BYTES];
    try {
      bytes.seek(at);
      bytes.readFully(header);
    } catch (IOException e) {
      return -1;
    }
    int[] numbers = firstNumbers(header);
    return numbers == null || numbers[1] < 0 || numbers[2] < 0
        ? -1
        : (long) numbers[1] + numbers[2];
  }

  /// The first three fields of a page's header, in Thrift's compact protocol: its type, its bytes
  /// decompressed and as stored.
  private static int @Nullable [] firstNumbers(byte[] header) {
    int[] numbers = new int[3];
    int at = 0;
    for (int field = 0; field < numbers.length; field++) {
      if (header[at++] != 0x15) { // The next field, of 32 bits.
        return null;
      }
      long raw = 0;
      int length = 0;
      do {
        raw |= (long) (header[at] & 0x7f) << (7 * length++);
      } while (header[at++] < 0 && length < VARINT_BYTES_MAX);
      numbers[field] = (int) ((raw >>> 1) ^ -(raw & 1));
    }
    return numbers;
  }
}
