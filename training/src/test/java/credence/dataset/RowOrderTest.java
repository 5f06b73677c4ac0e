package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.engine.EngineLimits;
import credence.model.ModelSpec;
import credence.results.Results;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rows that are read on several threads are in the files' order")
class RowOrderTest extends TrainingTableReading {
  private static final ModelSpec SPEC =
      Tables.spec(
          "{id: id, target: {column: y}, features: {x: {type: number, missing: 0},"
              + " c: {type: category}}}");
  private static final int FILE_ROWS = 270_000;

  private final List<String> observed = new ArrayList<>();
  private Path first = Path.of("");
  private Path second = Path.of("");

  /// Several row groups and blocks, which end at different rows; repeated ids and levels.
  @BeforeEach
  void writeFiles() throws SQLException {
    String columns =
        "SELECT hash(i // 3 * 7 + %1$d) %% 200000 || ' is a long id' AS id, i %% 7 = 0 AS y,"
            + " i + %1$d AS x, 'level ' || hash(i // 5000) %% 97 AS c%2$s FROM range(%3$d) t(i)";
    first = write("first.parquet", columns.formatted(0, "", FILE_ROWS));
    second =
        write("second.parquet", columns.formatted(FILE_ROWS, ", -i AS FILE_ROW_NUMBER", FILE_ROWS));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void atAnyNumberOfThreads(int threads) {
    EngineLimits limits = new EngineLimits(256L << 20, threads, folder.resolve("spill"));
    TrainingTable table =
        Results.value(
            new TrainingTableReader(SPEC, limits)
                .read(List.of(first, second), this::observe, ReadProgress.SILENT));
    Map<String, Integer> levels = new LinkedHashMap<>();
    NumberColumn x = table.feature("x");
    NumberColumn c = table.feature("c");
    assertThat(table.rows()).isEqualTo(2 * FILE_ROWS);
    int customersSoFar = 0;
    int wrong = 0;
    for (int row = 0; row < table.rows(); row++) {
      wrong += x.get(row) == row ? 0 : 1;
      String level = table.levels("c").get((int) c.get(row));
      wrong += levels.computeIfAbsent(level, _ -> levels.size()) == (int) c.get(row) ? 0 : 1;
      wrong += table.customer(row) <= customersSoFar ? 0 : 1;
      customersSoFar = Math.max(customersSoFar, table.customer(row) + 1);
    }
    assertThat(wrong).isZero();
    assertThat(observed).hasSize(table.customers()).doesNotHaveDuplicates();
    assertThat(customersSoFar).isEqualTo(table.customers());
  }

  private void observe(int customer, byte[] id, int from, int to) {
    observed.add(text(id, from, to));
    if (customer != observed.size() - 1) {
      throw new AssertionError("customer " + customer + " came as number " + observed.size());
    }
  }
}
