package credence.exercise;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The exercise's training set and the figures computed from it; tests are skipped where they are
/// absent.
public final class Exercise {
  private static final Path FOLDER = Path.of("..", "..", "shared", "exercise");

  private Exercise() {}

  /// One row of the training set.
  ///
  /// @param index the pandas index
  /// @param id the customer
  /// @param defaulted the target
  /// @param scores score_3 to score_6
  public record Row(long index, String id, boolean defaulted, List<Double> scores) {}

  /// Reads the reference figures.
  public static JsonNode reference() {
    return JsonMapper.shared().readTree(existing("reference.json").toFile());
  }

  /// Reads the training set as model.py's training side does: score_3 filled with 425, default with
  /// false.
  public static List<Row> rows() throws SQLException {
    String sql =
        """
        SELECT __index_level_0__, decode(ids), coalesce("default", false),
          coalesce(score_3, 425), score_4, score_5, score_6
        FROM read_parquet('%s')"""
            .formatted(existing("training_set.parquet"));
    List<Row> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        List<Double> scores =
            List.of(found.getDouble(4), found.getDouble(5), found.getDouble(6), found.getDouble(7));
        rows.add(new Row(found.getLong(1), found.getString(2), found.getBoolean(3), scores));
      }
    }
    return rows;
  }

  /// The training set itself.
  public static Path trainingSet() {
    return existing("training_set.parquet");
  }

  private static Path existing(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "The exercise's file is not beside the repository: " + file);
    return file;
  }
}
