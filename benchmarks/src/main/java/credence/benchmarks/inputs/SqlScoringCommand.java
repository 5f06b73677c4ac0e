package credence.benchmarks.inputs;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Scores a parquet file into a parquet file by the exercise's formula in DuckDB's SQL: what
/// `credence predict` is compared with.
@Command(
    name = "sql-scoring",
    description = "Scores a parquet file into a parquet file in DuckDB's SQL.",
    mixinStandardHelpOptions = true)
public final class SqlScoringCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, description = "The applicants, a parquet file.")
  private Path data = Path.of("");

  @Option(names = "--out", required = true, description = "The predictions, a parquet file.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws SQLException {
    var model = ExampleModels.exercise();
    var coefficients = model.coefficients();
    String sql =
        String.format(
            Locale.ROOT,
            "COPY (SELECT ids, 1 / (1 + exp(-(%s + %s * coalesce(score_3, 425) + %s * score_4"
                + " + %s * score_5 + %s * score_6))) AS prediction FROM read_parquet(%s))"
                + " TO %s (FORMAT parquet)",
            model.intercept(),
            coefficients.get(0),
            coefficients.get(1),
            coefficients.get(2),
            coefficients.get(3),
            DuckDb.quoted(data),
            DuckDb.quoted(out));
    try (Connection connection = DuckDb.open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return 0;
  }
}
