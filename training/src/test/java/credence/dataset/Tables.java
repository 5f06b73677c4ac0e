package credence.dataset;

import credence.document.SpecDocument;
import credence.engine.EngineLimits;
import credence.model.ModelSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Creates parquet files and specs for tests.
public final class Tables {
  private Tables() {}

  /// Writes the result of a query to a parquet file.
  public static Path write(Path file, String select) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
    }
    return file;
  }

  /// What a query selects: each row's values, separated by spaces.
  static List<String> texts(String select) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(select)) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(found.getString(i));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  /// A spec from its YAML.
  public static ModelSpec spec(String yaml) {
    return switch (SpecDocument.read(yaml, "spec.yaml")) {
      case SpecDocument.Read read -> read.document().spec();
      case SpecDocument.Invalid invalid -> throw new AssertionError(invalid.errors());
    };
  }

  /// Limits for small files.
  public static EngineLimits limits(Path temporaryFolder) {
    return new EngineLimits(256L << 20, 2, temporaryFolder.resolve("spill"));
  }
}
