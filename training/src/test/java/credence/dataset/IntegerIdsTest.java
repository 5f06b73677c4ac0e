package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.results.Results;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ids that are integers")
class IntegerIdsTest extends TrainingTableReading {
  /// The ids of the rows, with repeated, missing and very large ones.
  private static final String IDS =
      """
      SELECT CASE
          WHEN i %% 5000 = 1 THEN '%1$d'
          WHEN i %% 5000 = 2 THEN '%2$d'
          WHEN i %% 5000 = 3 THEN '0'
          ELSE '' || (hash(i) %% 30000)::INTEGER * %3$d END AS id,
        i %% 7 = 0 AS y, i AS x FROM range(70000) t(i)""";

  /// The customers after reading.
  private record Customers(List<String> ids, List<Integer> ofRow) {}

  @ParameterizedTest
  @CsvSource({
    "BIGINT, -9223372036854775808, 9223372036854775807, -1",
    "BIGINT, -999999999999999999, 1000000000000000000, 300000000000000",
    "INTEGER, -2147483648, 2147483647, -70000",
    "UINTEGER, 7, 4294967295, 70000",
    "UBIGINT, 7, 9223372036854775807, 300000000000000"
  })
  void areTheSameCustomersAsTheirTextsAre(String type, long least, long greatest, long factor)
      throws SQLException {
    String texts = IDS.formatted(least, greatest, factor);
    String integers = "SELECT id::%s AS id, y, x FROM (%s)".formatted(type, texts);
    Path asTexts = write("texts.parquet", texts);
    Path asIntegers = write("integers.parquet", integers);
    assertThat(customers(asIntegers)).isEqualTo(customers(asTexts));
  }

  @Test
  void withoutASignAreReadBeyondWhatALongHolds() throws SQLException {
    Path file = write("t.parquet", "SELECT 18446744073709551615::UBIGINT AS id, 1 AS y, 2 AS x");
    assertThat(customers(file).ids()).containsExactly("18446744073709551615");
  }

  @Test
  @DisplayName("match the customers of another file whose ids are strings, also within one block")
  void areThoseOfAnotherFile() throws SQLException {
    Path texts = write("texts.parquet", IDS.formatted(-4, 5, 1));
    Path integers =
        write("integers.parquet", "SELECT id::INTEGER AS id, y, x FROM '%s'".formatted(texts));
    Path copy = write("copy.parquet", "FROM '%s'".formatted(texts));
    Customers mixed = customers(texts, integers);
    assertThat(mixed).isEqualTo(customers(texts, copy));
    assertThat(mixed).isEqualTo(customers(integers, copy));
    assertThat(mixed.ofRow().subList(70_000, 140_000)).isEqualTo(mixed.ofRow().subList(0, 70_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTEGER", "BIGINT", "VARCHAR"})
  void areAskedForWhereTheyAreMissing(String type) throws SQLException {
    String select =
        "SELECT CASE WHEN i % 10 > 0 THEN i::"
            + type
            + " END AS id, 1 AS y, i AS x FROM range(50) t(i)";
    assertThat(errors(ONE_NUMBER, write("t.parquet", select)))
        .singleElement()
        .asString()
        .contains("expected an id in every row; 5 rows have none");
  }

  @Test
  @DisplayName("are written as Java writes a long")
  void areWrittenAsJavaDoes() {
    long seed = new Random().nextLong();
    System.out.println("IntegerIdsTest: seed " + seed);
    Random random = new Random(seed);
    List<Long> integers =
        new ArrayList<>(List.of(0L, 9L, 10L, -1L, -10L, Long.MAX_VALUE, Long.MIN_VALUE));
    for (int i = 0; i < 10_000; i++) {
      integers.add(random.nextLong() >> random.nextInt(Long.SIZE));
    }
    byte[] digits = new byte[DecimalDigits.BYTES_MAX];
    for (long integer : integers) {
      int from = DecimalDigits.write(integer, digits);
      assertThat(text(digits, from, digits.length)).isEqualTo(Long.toString(integer));
    }
  }

  private Customers customers(Path... files) {
    List<String> ids = new ArrayList<>();
    TrainingTable table =
        Results.value(
            new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
                .read(
                    List.of(files),
                    (customer, id, from, to) -> {
                      assertThat(customer).isEqualTo(ids.size());
                      ids.add(text(id, from, to));
                    },
                    ReadProgress.SILENT));
    assertThat(table.customers()).isEqualTo(ids.size());
    return new Customers(
        ids, IntStream.range(0, table.rows()).map(table::customer).boxed().toList());
  }
}
