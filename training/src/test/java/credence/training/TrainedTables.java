package credence.training;

import credence.dataset.Tables;
import credence.model.Encoding;
import credence.model.Finding;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// Common code of the tests of training.
abstract class TrainedTables {
  @TempDir Path folder;

  /// 4,000 customers; `y` is more likely at higher `x`; with optional extra columns.
  Path applicants(String name, String columns) throws SQLException {
    return Tables.write(
        folder.resolve(name),
        """
        SELECT i AS id, hash(i) %% 1000 / 100.0 AS x,
          hash(i + 1000000) %% 1000 < 200 + 30 * (hash(i) %% 1000 / 100.0) AS y, %s
        FROM range(4000) t(i)"""
            .formatted(columns));
  }

  static ModelSpec spec(String rest) {
    return Tables.spec("id: id\ntarget: {column: y}\n" + rest);
  }

  ModelVersion trained(ModelSpec spec, Path... files) {
    return Trainings.trained(spec, folder, files);
  }

  static List<String> codes(ModelVersion version) {
    return version.findings().stream().map(Finding::code).toList();
  }

  static Encoding encoding(ModelVersion version, int index) {
    return ((LogisticModel) version.model()).encodings().get(index);
  }

  static long rows(ModelVersion version) {
    return version.evaluation().training().balance().rows()
        + version.evaluation().validation().balance().rows();
  }

  double query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getDouble(1);
    }
  }
}
