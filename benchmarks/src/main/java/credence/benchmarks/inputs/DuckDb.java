package credence.benchmarks.inputs;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// An embedded DuckDB without a file.
final class DuckDb {
  private DuckDb() {}

  static Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:");
  }

  /// A connection with streamed results.
  static Connection openStreaming() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  /// A file's name as a string of SQL.
  static String quoted(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }
}
