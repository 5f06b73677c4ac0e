package credence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.CustomerObserver;
import credence.dataset.Tables;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The engine")
class EngineLimitsTest {
  private static final int COLUMNS = 12;
  private static final int GROUP_ROWS = 20_000;

  @TempDir Path folder;

  /// A file of many row groups, each of which takes about 4 MiB to read.
  private Path manyRowGroups() throws SQLException {
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(k -> "(hash(i * 31 + " + k + ") % 9007199254740992) / 1e9 AS x" + k)
            .collect(Collectors.joining(", "));
    Path file = folder.resolve("groups.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS id, i %% 2 AS y, %s FROM range(%d) t(i)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)"
              .formatted(columns, 32 * GROUP_ROWS, file, GROUP_ROWS));
    }
    return file;
  }

  private static ModelSpec spec() {
    return Tables.spec(
        "id: id\ntarget: {column: y}\nfeatures:\n"
            + IntStream.range(0, COLUMNS)
                .mapToObj(k -> "  x" + k + ": {type: number}\n")
                .collect(Collectors.joining()));
  }

  private EngineLimits limits(int threads) {
    return new EngineLimits(EngineLimits.MEMORY_BYTES_MIN, threads, folder.resolve("spill"));
  }

  @Test
  void readsOnAsManyThreadsAsItsMemorySufficesFor() throws SQLException {
    Path file = manyRowGroups();
    for (int threads : new int[] {1, 10, 64}) {
      Result<TrainingTable> reading =
          new TrainingTableReader(spec(), limits(threads))
              .read(List.of(file), CustomerObserver.NONE, _ -> true);
      assertThat(reading).isInstanceOf(Result.Value.class);
    }
  }

  @Test
  void takesEveryThreadThatItsMemorySufficesFor() throws SQLException {
    Path file = manyRowGroups();
    Set<String> all =
        IntStream.range(0, COLUMNS).mapToObj(k -> "X" + k).collect(Collectors.toSet());
    assertThat(threads(limits(2), file, all)).isEqualTo(2);
    assertThat(threads(limits(64), file, all)).isBetween(4, 12);
    assertThat(threads(limits(64), file, Set.of("x0"))).isBetween(15, 24);
    EngineLimits ample = new EngineLimits(1L << 30, 64, folder.resolve("spill"));
    assertThat(threads(ample, file, all)).isEqualTo(64);
  }

  private static int threads(EngineLimits limits, Path file, Set<String> columns)
      throws SQLException {
    try (ParquetEngine engine = ParquetEngine.open(limits, List.of(file), columns);
        Statement statement = engine.connection().createStatement();
        ResultSet found = statement.executeQuery("SELECT current_setting('threads')")) {
      found.next();
      return found.getInt(1);
    }
  }

  @Test
  void saysThatItsMemoryDoesNotSufficeAndCallsNothingDamaged() throws SQLException {
    Path file = folder.resolve("long.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i || repeat('secret', 300) AS id, i % 2 AS y, i AS x FROM range(60000) t(i)) TO '"
              + file
              + "' (FORMAT parquet, ROW_GROUP_SIZE 60000)");
    }
    List<String> log = new ArrayList<>();
    EngineLimits limits =
        new EngineLimits(EngineLimits.MEMORY_BYTES_MIN, 2, folder.resolve("spill"), log::add);
    ModelSpec spec = Tables.spec("id: id\ntarget: {column: y}\nfeatures:\n  x: {type: number}\n");
    Result<TrainingTable> reading =
        new TrainingTableReader(spec, limits).read(List.of(file), CustomerObserver.NONE, _ -> true);
    assertThat(Results.failed(reading))
        .singleElement()
        .extracting(LocatedError::message)
        .asString()
        .contains("long.parquet", "64 MiB", "CREDENCE_ENGINE_MEBIBYTES", "trainingEngineMebibytes")
        .doesNotContain("damaged");
    assertThat(log)
        .singleElement()
        .asString()
        .contains("long.parquet: Out of Memory Error")
        .doesNotContain("secret");
  }

  @Test
  void saysThatItsTemporaryFolderCannotBeMade() throws SQLException, IOException {
    Path file = Tables.write(folder.resolve("t.parquet"), "SELECT 1 AS id, 1 AS y, 2 AS x");
    Path occupied = Files.createFile(folder.resolve("occupied"));
    ModelSpec spec = Tables.spec("id: id\ntarget: {column: y}\nfeatures:\n  x: {type: number}\n");
    Result<TrainingTable> reading =
        new TrainingTableReader(spec, Tables.limits(occupied))
            .read(List.of(file), CustomerObserver.NONE, _ -> true);
    assertThat(Results.failed(reading))
        .singleElement()
        .extracting(LocatedError::message)
        .asString()
        .contains(occupied.toString(), "temporary files");
  }
}
