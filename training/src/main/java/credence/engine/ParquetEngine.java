package credence.engine;

import credence.files.FileFailure;
import credence.files.TableFormat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// DuckDB, opened in memory with access to the given files only.
///
/// It has its own limits of memory and threads, spills to the given folder, neither loads nor
/// installs extensions, and its configuration is locked: no statement can extend its access. Its
/// time zone is UTC and its calendar the Gregorian one, whatever those of the machine are.
public final class ParquetEngine implements AutoCloseable {
  /// The additional memory of each thread for writing predictions; measured, rounded up.
  private static final long WRITING_BYTES = 12L << 20;

  /// The memory of a thread that reads CSV: buffers, some of them decompressed, and vectors.
  private static final long CSV_THREAD_BYTES = 4L * FileSchema.CSV_BUFFER_BYTES;

  private final DuckDBConnection connection;
  private final PlainNames names;

  private ParquetEngine(DuckDBConnection connection, PlainNames names) {
    this.connection = connection;
    this.names = names;
  }

  /// Opens the engine to read some columns of some files. It uses as many threads as the limits and
  /// its memory allow.
  ///
  /// @param files the files that it may read
  /// @param columns the names of the columns to be read
  public static ParquetEngine open(EngineLimits limits, Collection<Path> files, Set<String> columns)
      throws SQLException {
    return open(limits, files, columns, null);
  }

  /// Opens the engine to read some columns of some files and perhaps to write one.
  ///
  /// @param written the file that it may write; null if there is none
  public static ParquetEngine open(
      EngineLimits limits, Collection<Path> files, Set<String> columns, @Nullable Path written)
      throws SQLException {
    EngineLibrary.load();
    // Results are not streamed: a failing statement would report "Invalid result set" and not the
    // reason.
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(limits.threads()));
    settings.setProperty("memory_limit", limits.memoryBytesMax() + "B");
    Path temporary = folder(limits.temporaryFolder());
    settings.setProperty("temp_directory", temporary.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    PlainNames names = names(temporary, files, written);
    DuckDBConnection connection = null;
    try {
      connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
      configure(connection, limits, names, files, columns, written != null);
      return new ParquetEngine(connection, names);
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, connection);
      names.close();
      throw e;
    }
  }

  private static PlainNames names(Path temporary, Collection<Path> files, @Nullable Path written)
      throws SQLException {
    try {
      return PlainNames.of(temporary, files, written);
    } catch (FileFailure e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  private static void configure(
      DuckDBConnection connection,
      EngineLimits limits,
      PlainNames names,
      Collection<Path> files,
      Set<String> columns,
      boolean writes)
      throws SQLException {
    String allowed =
        names.all().stream()
            .map(ParquetEngine::literal)
            .collect(Collectors.joining(", ", "[", "]"));
    try (Statement statement = connection.createStatement()) {
      // Without these settings, days and texts would depend on the machine's zone and locale.
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET Calendar = 'gregorian'");
      statement.execute("SET allowed_paths = " + allowed);
      statement.execute("SET enable_external_access = false");
      long threadBytes =
          (writes ? WRITING_BYTES : 0) + threadBytes(connection, names, files, columns);
      statement.execute("SET threads = " + limits.threadsFor(threadBytes));
      statement.execute("SET lock_configuration = true");
    }
  }

  private static void closeAfter(Exception failure, @Nullable DuckDBConnection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /// The memory of each thread for reading columns of any of the files, in bytes.
  private static long threadBytes(
      DuckDBConnection connection, PlainNames names, Collection<Path> files, Set<String> columns)
      throws SQLException {
    long most = 0;
    for (Path file : files) {
      if (TableFormat.of(file).isCsv()) {
        most = Math.max(most, CSV_THREAD_BYTES);
        continue;
      }
      try (PreparedStatement metadata = connection.prepareStatement(ThreadMemory.metadata())) {
        metadata.setString(1, names.of(file));
        most = Math.max(most, ThreadMemory.bytes(metadata, file, columns));
      }
    }
    return most;
  }

  /// The schema of a parquet file.
  public FileSchema schema(Path file) throws SQLException {
    List<String> topLevel = topLevelNames(file);
    List<FileSchema.Column> columns = new ArrayList<>();
    String describe = "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)";
    try (PreparedStatement statement = prepare(describe, file);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        String engineName = found.getString(1);
        ColumnType type = ColumnType.of(found.getString(2));
        columns.add(FileSchema.Column.ofParquet(topLevel.get(columns.size()), engineName, type));
      }
    }
    return withPandasIndex(file, rows(file), columns);
  }

  /// Prepares a statement whose one parameter is a file to be read.
  public DuckDBPreparedStatement prepare(String sql, Path file) throws SQLException {
    DuckDBPreparedStatement statement = connection.prepare(sql);
    statement.setString(1, names.of(file));
    return statement;
  }

  /// The connection, for registering functions.
  public DuckDBConnection connection() {
    return connection;
  }

  /// A text as an SQL literal.
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// The name by which the engine opens a file, as an SQL literal.
  ///
  /// @param file one of those that it was opened with
  public String sqlName(Path file) {
    return literal(names.of(file));
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } finally {
      names.close();
    }
  }

  private static Path folder(Path folder) throws SQLException {
    try {
      return Files.createDirectories(folder).toAbsolutePath();
    } catch (FileAlreadyExistsException e) {
      throw new SQLException("IO Error: " + folder.toAbsolutePath() + ": Not a directory", e);
    } catch (AccessDeniedException e) {
      throw new SQLException("IO Error: " + folder.toAbsolutePath() + ": Permission denied", e);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw new SQLException("IO Error: " + folder.toAbsolutePath() + ": " + reason, e);
    }
  }

  private long rows(Path file) throws SQLException {
    try (PreparedStatement statement =
            prepare("SELECT num_rows FROM parquet_file_metadata(?)", file);
        ResultSet found = statement.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  /// The names of the columns that are not part of another; the schema lists a tree in preorder.
  private List<String> topLevelNames(Path file) throws SQLException {
    List<String> topLevel = new ArrayList<>();
    String sql = "SELECT name, coalesce(num_children, 0) FROM parquet_schema(?)";
    try (PreparedStatement statement = prepare(sql, file);
        ResultSet found = statement.executeQuery()) {
      found.next();
      long below = 0;
      while (found.next()) {
        if (below == 0) {
          topLevel.add(found.getString(1));
        } else {
          below--;
        }
        below += found.getLong(2);
      }
    }
    return topLevel;
  }

  private FileSchema withPandasIndex(Path file, long rows, List<FileSchema.Column> columns)
      throws SQLException {
    String sql =
        """
        SELECT json_array_length(pandas, '$.index_columns'),
          json_type(pandas, '$.index_columns[0]') = 'VARCHAR',
          json_extract_string(pandas, '$.index_columns[0]')
        FROM (SELECT decode(value) AS pandas FROM parquet_kv_metadata(?)
          WHERE key = encode('pandas')) WHERE json_valid(pandas)""";
    String column =
        columns.stream().anyMatch(c -> c.name().equals(UNNAMED_INDEX)) ? UNNAMED_INDEX : null;
    boolean range = false;
    try (PreparedStatement statement = prepare(sql, file);
        ResultSet found = statement.executeQuery()) {
      if (found.next()) {
        boolean one = found.getInt(1) == 1;
        boolean stored = one && found.getBoolean(2);
        column = stored ? found.getString(3) : null;
        range = one && !stored;
      }
    }
    return FileSchema.ofParquet(rows, columns, column, range);
  }

  /// The pandas name of the column of an unnamed index.
  private static final String UNNAMED_INDEX = "__index_level_0__";
}
