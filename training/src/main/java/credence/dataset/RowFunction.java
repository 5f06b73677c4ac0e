package credence.dataset;

import credence.dataset.TrainingTableReader.FilePlan;
import credence.engine.ParquetEnvelope;
import credence.files.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one file by a function that the engine calls with a few thousand rows at a
/// time from all its threads.
///
/// So the rows are copied from the engine's vectors directly into columns, on the thread that
/// decoded them; fetching a result would pass them one by one through a single thread. Each row has
/// its number, since the order of calls is undefined.
final class RowFunction {
  private final String name;
  private final FilePlan plan;
  private final RowBlocks rows;
  private final long firstRow;
  private volatile @Nullable Throwable failure;

  /// A file has another number of rows than were known when its schema was read: it was changed
  /// meanwhile, or is damaged.
  static final class RowsDifferException extends IOException {
    RowsDifferException() {
      super(ParquetEnvelope.CHANGED);
    }

    /// The damage of a file that was not changed, as a clause.
    static String damage(Path file) {
      return TableFormat.of(file).isCsv()
          ? "the engine does not find the records that the file has"
          : "its pages do not have the number of rows in its footer";
    }
  }

  /// Creates the function of a file.
  ///
  /// @param name the SQL name of the function
  /// @param rows receives the rows
  /// @param firstRow the number of the file's first row in `rows`
  RowFunction(String name, FilePlan plan, RowBlocks rows, long firstRow) {
    this.name = name;
    this.plan = plan;
    this.rows = rows;
    this.firstRow = firstRow;
  }

  /// Registers the function on a connection.
  void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(name).withParameter(DuckDBColumnType.BIGINT);
      for (ColumnRead read : plan.reads()) {
        builder.withParameter(read.engineType());
      }
      builder
          .withReturnType(DuckDBColumnType.BOOLEAN)
          .withVolatile()
          .withVectorizedFunction(
              (in, out) -> {
                take(in);
                for (int row = 0; row < in.rowCount(); row++) {
                  out.setBoolean(row, true);
                }
              })
          .register(connection);
    }
  }

  /// The statement that reads the file, which is its parameter.
  String statement() {
    return "SELECT count(taken) FROM (SELECT %s(%s, %s) AS taken FROM %s)"
        .formatted(
            name,
            plan.schema().rowNumber(),
            plan.reads().stream().map(ColumnRead::expression).collect(Collectors.joining(", ")),
            plan.schema().fromFile());
  }

  /// Rethrows an exception of the function: the engine only passes on its text.
  void rethrow() throws IOException {
    switch (failure) {
      case UncheckedIOException e -> throw e.getCause();
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  private void take(DuckDBDataChunkReader chunk) {
    try {
      DuckDBReadableVector numbers = chunk.vector(0);
      long first = numbers.getLong(0);
      long last = numbers.getLong(chunk.rowCount() - 1);
      if (last - first != chunk.rowCount() - 1) {
        throw new IllegalStateException("The engine's rows are not consecutive");
      }
      if (last >= plan.schema().rows()) {
        throw new UncheckedIOException(new RowsDifferException());
      }
      rows.accept(chunk, firstRow + first, 1, plan.reads());
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }
}
