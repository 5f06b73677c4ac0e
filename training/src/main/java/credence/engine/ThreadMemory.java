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

/// Estimates the engine's memory per thread for reading some columns of a file.
///
/// A thread reads a row group, and holds one page of each column both compressed and decompressed,
/// besides the column's dictionary. Some writers put a whole row group into one page, others begin
/// a new page after a mebibyte; the header of the first page of the largest row group shows which.
/// This never fails for any file: if unknown, one page per row group is assumed.
final class ThreadMemory {
  /// For vectors and the decoders' state; measured, rounded up.
  private static final long THREAD_BYTES = 2L << 20;

  /// For a column's vectors.
  private static final long COLUMN_BYTES = 64L << 10;

  private ThreadMemory() {}

  /// The memory of a thread, in bytes; columns whose metadata cannot be read add nothing.
  ///
  /// @param metadata lists a file's column chunks: path in the schema, compressed and uncompressed
  ///   bytes of the largest, the offsets of its dictionary and its first page; the file is its
  ///   parameter
  /// @param columns the names of the columns; others that differ only in case are also counted
  static long bytes(PreparedStatement metadata, Path file, Set<String> columns) {
    Set<String> lowered =
        columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    try (ResultSet chunks = metadata.executeQuery();
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      return sum(chunks, lowered, bytes);
    } catch (SQLException | IOException e) {
      return THREAD_BYTES; // Errors of the file are reported when it is read.
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
      throws SQLException, IOException {
    long sum = THREAD_BYTES;
    while (chunks.next()) {
      if (columns.contains(chunks.getString(1).toLowerCase(Locale.ROOT))) {
        long whole = Math.max(0, chunks.getLong(2)) + Math.max(0, chunks.getLong(3));
        long dictionary = chunks.getLong(4) > 0 ? pageBytes(bytes, chunks.getLong(4)) : 0;
        long page = pageBytes(bytes, chunks.getLong(5));
        // A margin of a quarter, because pages of a column differ in length.
        long pages = page < 0 || dictionary < 0 ? whole : (page + dictionary) / 4 * 5;
        sum += Math.min(whole, pages) + COLUMN_BYTES;
      }
    }
    return sum;
  }

  /// The compressed and decompressed bytes of the page at an offset; -1 if there is none.
  private static long pageBytes(RandomAccessFile bytes, long at) throws IOException {
    return PageHeader.read(bytes, at, bytes.length())
        .map(header -> (long) header.compressed() + header.uncompressed())
        .orElse(-1L);
  }
}
