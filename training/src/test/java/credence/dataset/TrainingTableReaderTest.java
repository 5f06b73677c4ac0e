package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import credence.document.SpecDocument;
import credence.exercise.Exercise;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The reader of training sets")
class TrainingTableReaderTest extends TrainingTableReading {
  private static double[] values(NumberColumn column) {
    return IntStream.range(0, column.rows()).mapToDouble(column::get).toArray();
  }

  @Nested
  @DisplayName("reads the exercise's training set")
  class TheExercise {
    private final ModelSpec spec = SpecDocument.byDefault().spec();

    @Test
    void withTheRowsCustomersAndNullsThatPandasCounts() {
      TrainingTable table = table(spec, Exercise.trainingSet());
      var reference = Exercise.reference();
      assertThat(table.rows()).isEqualTo(reference.path("rows").asInt());
      assertThat(table.customers()).isEqualTo(reference.path("distinct_ids").asInt());
      var nulls = reference.path("null_counts");
      assertThat(table.target().missing()).isEqualTo(nulls.path("default").asInt());
      assertThat(table.feature("score_3").missing()).isEqualTo(nulls.path("score_3").asInt());
      assertThat(table.feature("score_6").missing()).isZero();
      assertThat(Arrays.stream(values(table.target())).filter(y -> y == 1).count())
          .isEqualTo(reference.path("default_true").asInt());
    }

    @Test
    void inFileOrderAndWithThePandasIndex() throws SQLException {
      TrainingTable table = table(spec, Exercise.trainingSet());
      List<Exercise.Row> rows = Exercise.rows();
      long[] index = ((TrainingTable.PandasIndex.Values) table.pandasIndex(0)).values();
      assertThat(index).hasSize(rows.size());
      for (int row = 0; row < rows.size(); row++) {
        assertThat(table.feature("score_5").get(row)).isEqualTo(rows.get(row).scores().get(2));
        for (int other = 0; other < row; other += 50) {
          assertThat(index[row] == index[other])
              .isEqualTo(rows.get(row).index() == rows.get(other).index());
          assertThat(table.customer(row) == table.customer(other))
              .isEqualTo(rows.get(row).id().equals(rows.get(other).id()));
        }
      }
    }
  }

  @Nested
  @DisplayName("reads numbers")
  class Numbers {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL(4,1)",
          "DECIMAL(9,2)",
          "DECIMAL(18,3)",
          "DECIMAL(38,4)"
        })
    void ofEveryTypeThatParquetHas(String type) throws SQLException {
      Path file =
          write(
              "t.parquet",
              "SELECT i AS id, i %% 2 AS y, CASE WHEN i <> 3 THEN i::%s END AS x FROM range(6) t(i)"
                  .formatted(type));
      assertThat(values(table(ONE_NUMBER, file).feature("x")))
          .containsExactly(0, 1, 2, Double.NaN, 4, 5);
    }

    @ParameterizedTest
    @CsvSource({
      "DECIMAL(15;7), 12345678.1234567", "DECIMAL(18;3), 123456789012345.678",
      "DECIMAL(38;20), 123456789012345678.12345678901234567890", "DECIMAL(5;5), 0.00003",
      "DECIMAL(38;37), 0.3000000000000000000000000000000000001"
    })
    @DisplayName("decimals as the double closest to their text")
    void decimalsCorrectlyRounded(String type, String value) throws SQLException {
      Path file =
          write(
              "t.parquet",
              "SELECT 1 AS id, 1 AS y, '%s'::%s AS x".formatted(value, type.replace(';', ',')));
      assertThat(table(ONE_NUMBER, file).feature("x").get(0)).isEqualTo(Double.parseDouble(value));
    }

    @Test
    void exactlyWhetherHeldNarrowlyOrNot() throws SQLException {
      String select =
          """
          SELECT i AS id, i % 2 AS y, CASE
              WHEN i % 7 = 0 THEN NULL
              WHEN i < 70000 THEN i % 100
              WHEN i < 140000 THEN i % 30000
              WHEN i < 210000 THEN i * 1000
              WHEN i < 280000 THEN (i / 1024.0)::FLOAT
              WHEN i = 280001 THEN '-0.0'::DOUBLE
              ELSE i / 7.0 END::DOUBLE AS x
          FROM range(400000) t(i)""";
      Path file = write("t.parquet", select);
      NumberColumn x = table(ONE_NUMBER, file).feature("x");
      assertThat(x.bytes()).isLessThan(6L * x.rows());
      assertThat(x.missing()).isEqualTo(400_000 / 7 + 1);
      assertThat(Double.compare(x.get(280_001), -0.0)).isZero();
      int[] rows = IntStream.range(0, x.rows()).filter(row -> row % 3 > 0).toArray();
      double[] gathered = new double[rows.length];
      x.gather(rows, 0, rows.length, gathered);
      double[] single = IntStream.of(rows).mapToDouble(x::get).toArray();
      double[] expected = IntStream.of(rows).mapToDouble(Numbers::narrowness).toArray();
      assertThat(gathered).isEqualTo(expected);
      assertThat(single).isEqualTo(expected);
    }

    private static double narrowness(int row) {
      if (row % 7 == 0) {
        return Double.NaN;
      }
      if (row < 70_000) {
        return row % 100;
      }
      if (row < 140_000) {
        return row % 30_000;
      }
      if (row < 210_000) {
        return row * 1000.0;
      }
      return row < 280_000 ? (float) (row / 1024.0) : row == 280_001 ? -0.0 : row / 7.0;
    }

    @Test
    void withFindingsForWhatWasConverted() throws SQLException {
      ModelSpec spec =
          Tables.spec(
              """
              id: id
              target: {column: y}
              features:
                truth: {type: number}
                bit: {type: boolean}
                code: {type: category}
                nan: {type: number, missing: 0}
                wide: {type: number}
              """);
      Path file =
          write(
              "t.parquet",
              """
              SELECT i AS id, i % 2 = 0 AS y, i > 2 AS truth, i % 2 AS bit, i AS code,
                CASE WHEN i = 1 THEN 'NaN'::DOUBLE WHEN i = 2 THEN NULL ELSE i END AS nan,
                CASE WHEN i = 1 THEN 9007199254740993 ELSE i END AS wide
              FROM range(5) t(i)""");
      TrainingTable table = table(spec, file);
      assertThat(table.findings())
          .extracting(Finding::code, Finding::column)
          .containsExactlyInAnyOrder(
              tuple("converted-type", "truth"),
              tuple("converted-type", "bit"),
              tuple("not-a-number", "nan"),
              tuple("inexact-integers", "wide"));
      assertThat(table.feature("nan").missing()).isEqualTo(2);
      assertThat(table.levels("code")).containsExactly("0", "1", "2", "3", "4");
      assertThat(values(table.feature("truth"))).containsExactly(0, 0, 0, 1, 1);
    }
  }

  @Nested
  @DisplayName("reads ids")
  class Ids {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "'c' || i",
          "encode('c' || i)",
          "i::UINTEGER",
          "i",
          "('00000000-0000-0000-0000-00000000000' || i)::UUID"
        })
    void ofEveryKindThatNamesACustomer(String id) throws SQLException {
      Path file =
          write(
              "t.parquet",
              "SELECT %s AS id, 1 AS y, 2 AS x FROM (SELECT j %% 4 AS i FROM range(6) t(j))"
                  .formatted(id));
      TrainingTable table = table(ONE_NUMBER, file);
      assertThat(table.customers()).isEqualTo(4);
      assertThat(IntStream.range(0, 6).map(table::customer)).containsExactly(0, 1, 2, 3, 0, 1);
    }

    @Test
    void andPassesEachCustomerToTheObserverOnce() throws SQLException {
      Path one = write("a.parquet", "SELECT 'c' || i AS id, 1 AS y, 2 AS x FROM range(5000) t(i)");
      Path two =
          write(
              "b.parquet",
              "SELECT encode('c' || i) AS id, 1 AS y, 2 AS x FROM range(4000, 6000) t(i)");
      List<String> seen = new ArrayList<>();
      new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
          .read(
              List.of(one, two),
              (customer, id, from, to) -> {
                assertThat(customer).isEqualTo(seen.size());
                seen.add(text(id, from, to));
              },
              ReadProgress.SILENT);
      assertThat(seen).hasSize(6000).doesNotHaveDuplicates().startsWith("c0").endsWith("c5999");
    }

    @Test
    void thatAreNoTextAsHexadecimal() throws SQLException {
      Path file = write("t.parquet", "SELECT '\\xFF\\x01'::BLOB AS id, 1 AS y, 2 AS x");
      List<String> seen = new ArrayList<>();
      new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
          .read(
              List.of(file),
              (_, id, from, to) -> seen.add(text(id, from, to)),
              ReadProgress.SILENT);
      assertThat(seen).containsExactly("FF01");
    }
  }

  @Nested
  @DisplayName("reads several files")
  class SeveralFiles {
    @Test
    void oneAfterTheOtherThoughTheirTypesDiffer() throws SQLException {
      Path one = write("a.parquet", "SELECT 1 AS id, true AS y, 2 AS x, 'left alone' AS other");
      Path two = write("b.parquet", "SELECT 3.5::FLOAT AS x, 0 AS y, '1' AS id");
      TrainingTable table = table(ONE_NUMBER, one, two);
      assertThat(values(table.feature("x"))).containsExactly(2, 3.5);
      assertThat(values(table.target())).containsExactly(1, 0);
      assertThat(table.customers()).isEqualTo(1);
      assertThat(table.sets())
          .extracting(set -> set.name())
          .containsExactly("a.parquet", "b.parquet");
      assertThat(table.firstRow(1)).isEqualTo(1);
      assertThat(table.pandasIndex(0)).isEqualTo(new TrainingTable.PandasIndex.None());
    }

    @Test
    void andSaysTheDigestOfEach() throws Exception {
      Path file = write("a.parquet", "SELECT 1 AS id, true AS y, 2 AS x");
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      assertThat(table(ONE_NUMBER, file).sets().getFirst().sha256())
          .isEqualTo(HexFormat.of().formatHex(digest));
    }
  }

  @Nested
  @DisplayName("distinguishes columns")
  class Names {
    @Test
    void thatDifferByCaseOnly() throws SQLException, IOException {
      // The engine cannot write such a file, so one is made by renaming a column within the bytes.
      Path file = write("t.parquet", "SELECT 1 AS id, 1 AS y, 5 AS x, 7 AS \"Z\"");
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1).replace("Z", "X");
      Files.writeString(file, bytes, StandardCharsets.ISO_8859_1);
      assertThat(table(ONE_NUMBER, file).feature("x").get(0)).isEqualTo(5);
      ModelSpec upper = Tables.spec("{id: id, target: {column: y}, features: {X: {type: number}}}");
      assertThat(table(upper, file).feature("X").get(0)).isEqualTo(7);
    }

    @Test
    void thatNeedQuotes() throws SQLException {
      ModelSpec spec =
          Tables.spec(
              "{id: 'the \"id\"', target: {column: select}, features: {'a b;--': {type: number}}}");
      Path file =
          write(
              "it's [1] * t.parquet".replace("'", ""),
              "SELECT 1 AS \"the \"\"id\"\"\", 1 AS \"select\", 5 AS \"a b;--\"");
      assertThat(table(spec, file).feature("a b;--").get(0)).isEqualTo(5);
    }

    @Test
    void andLeavesNestedColumnsAlone() throws SQLException {
      Path file =
          write(
              "t.parquet", "SELECT {'x': 1, 'y': [2]} AS s, 1 AS id, 1 AS y, 5 AS x, [1, 2] AS l");
      assertThat(table(ONE_NUMBER, file).feature("x").get(0)).isEqualTo(5);
    }
  }

  @Test
  void readsDatesAndPointsInTimeAsDaysInUtc() throws SQLException {
    ModelSpec spec =
        Tables.spec(
            """
            id: id
            target: {column: y}
            features: {x: {type: number}}
            application-date: d
            """);
    for (String type :
        List.of("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")) {
      Path file =
          write(
              type + ".parquet",
              """
              SELECT 1 AS id, 1 AS y, 2 AS x, v::TIMESTAMP::%s AS d
              FROM (VALUES ('1969-12-31 23:59:59'), ('1970-01-02 00:00:00'), (NULL)) t(v)"""
                  .formatted(type));
      assertThat(values(Objects.requireNonNull(table(spec, file).applicationDays())))
          .containsExactly(-1, 1, Double.NaN);
    }
  }

  @Test
  void readsAGroupOfAnyTypeAsTexts() throws SQLException {
    ModelSpec spec =
        Tables.spec("{id: id, target: {column: y}, features: {x: {type: number}}, groups: [g, d]}");
    Path file =
        write(
            "t.parquet",
            "SELECT i AS id, 1 AS y, 2 AS x, i % 2 = 0 AS g, DATE '2020-01-01' AS d FROM range(3) t(i)");
    TrainingTable table = table(spec, file);
    assertThat(table.group("g").texts()).containsExactly("true", "false");
    assertThat(values(table.group("g").codes())).containsExactly(0, 1, 0);
    assertThat(table.group("d").texts()).containsExactly("2020-01-01");
  }

  @Test
  void stopsOnRequest() throws SQLException {
    Path file = write("t.parquet", "SELECT i AS id, 1 AS y, 2 AS x FROM range(300000) t(i)");
    List<Long> reported = new ArrayList<>();
    Result<TrainingTable> reading =
        new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
            .read(
                List.of(file),
                CustomerObserver.NONE,
                state -> {
                  assertThat(state.rowsTotal()).isEqualTo(300_000);
                  reported.add(state.rowsDone());
                  return reported.size() < 2;
                });
    assertThat(reading).isInstanceOf(Result.Cancelled.class);
    assertThat(reported).hasSize(2).isSorted();
  }

  @Test
  void leavesNothingInItsTemporaryFolder() throws SQLException, IOException {
    table(ONE_NUMBER, write("t.parquet", "SELECT 1 AS id, 1 AS y, 2 AS x"));
    try (var left = Files.walk(folder.resolve("spill"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
