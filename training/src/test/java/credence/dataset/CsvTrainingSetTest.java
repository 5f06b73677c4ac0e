package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.engine.EngineLimits;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The reader of training sets reads CSV")
class CsvTrainingSetTest extends CsvReading {
  private static ModelSpec spec(String csv) {
    return Tables.spec(FIELDS + "csv: " + csv + "\n");
  }

  /// The numbers of one column x.
  private double[] numbers(ModelSpec spec, String header, String... rows) throws IOException {
    Path file = csv(header + "\n" + String.join("\n", rows) + "\n");
    return numbers(table(spec, file), "x");
  }

  private double[] numbers(String... xs) throws IOException {
    return numbers(ONE_NUMBER, "id;y;x", Stream.of(xs).map(x -> "1;0;" + x).toArray(String[]::new));
  }

  private static double[] numbers(TrainingTable table, String column) {
    return IntStream.range(0, table.rows()).mapToDouble(table.feature(column)::get).toArray();
  }

  private static List<String> levels(TrainingTable table) {
    return Arrays.stream(numbers(table, "c"))
        .mapToObj(code -> Double.isNaN(code) ? "missing" : table.levels("c").get((int) code))
        .toList();
  }

  @Nested
  @DisplayName("with the types of the spec:")
  class Types {
    @Test
    void anIdKeepsItsZerosAndACategoryItsText() throws IOException {
      TrainingTable table =
          table(ALL, csv("id,y,x,b,c\n00123,1,1,1,02\n123,0,2,0,2.0\n123,0,3,0,TRUE\n"));
      assertThat(table.customers()).isEqualTo(2);
      assertThat(levels(table)).containsExactly("02", "2.0", "TRUE");
    }

    @Test
    void numbersAreTheNearestDoubles() throws IOException {
      assertThat(
              numbers("1", "+1", "-0", ".5", "5.", " 0.1\t", "1e23", "1E-5", "4.9e-324", "1e-400"))
          .containsExactly(1, 1, -0.0, 0.5, 5, 0.1, 1e23, 1e-5, Double.MIN_VALUE, 0);
    }

    @Test
    void booleansAndOutcomesAreWordsInAnyCaseOrOneAndZero() throws IOException {
      TrainingTable table =
          table(
              ALL,
              csv("id,y,x,b,c\n1,true,1,FALSE,a\n2,False,1,True,a\n3,1,1,0,a\n4,0.0,1,1.0,a\n"));
      assertThat(numbers(table, "b")).containsExactly(0, 1, 0, 1);
      assertThat(IntStream.range(0, 4).mapToDouble(table.target()::get))
          .containsExactly(1.0, 0.0, 1.0, 0.0);
    }

    @Test
    void datesAreDaysInUtc() throws IOException {
      ModelSpec dated =
          Tables.spec(
              """
              {id: id, target: {column: y}, features: {x: {type: number}}, application-date: d,
              split: {method: out-of-time}}""");
      TrainingTable table =
          table(
              dated,
              csv(
                  """
                  id,y,x,d
                  1,0,1,1970-01-02
                  2,0,1,1970-01-02T23:59:59.999999999
                  3,0,1,1970-01-02 23:30:00-02:00
                  4,0,1,
                  5,0,1,1969-12-31T23:59Z
                  """));
      NumberColumn days = Objects.requireNonNull(table.applicationDays());
      assertThat(IntStream.range(0, 5).mapToDouble(days::get))
          .containsExactly(1.0, 1.0, 2.0, Double.NaN, -1.0);
      assertThat(table.applicationInstants()).isTrue();
      assertThat(
              errors(
                  dated,
                  csv("id,y,x,d\n1,0,1,31.12.2025\n2,0,1,2025-02-29\n3,0,1,2025-12-31 24:00\n")))
          .hasSize(3)
          .allMatch(e -> e.contains("column d: expected a date or a time as in 2025-12-31"));
    }

    @Test
    void anIntegerThatADoubleDoesNotRepresentGetsTheFindingOfParquet() throws IOException {
      assertThat(
              table(
                      ONE_NUMBER,
                      csv("id,y,x\n1,0,9007199254740993\n2,1,1e300\n3,1,9007199254740991\n"))
                  .findings())
          .containsExactly(new Finding.InexactIntegers("x", 1));
    }
  }

  @Nested
  @DisplayName("and converts as from parquet, with the same findings:")
  class Conversions {
    private List<Finding> findings(String cells) throws IOException {
      return table(ALL, csv("id,y,x,b,c\n" + cells)).findings();
    }

    @Test
    void onesAndZerosToBooleans() throws IOException {
      assertThat(findings("1,0,1,1,a\n2,1,2,0,a\n3,1,2,,a\n"))
          .containsExactly(
              new Finding.ConvertedType("b", 3, "t.csv", Finding.Conversion.NUMBERS_TO_BOOLEANS));
      assertThat(findings("1,0,1,1,a\n2,1,2,false,a\n")).isEmpty();
    }

    @Test
    void trueAndFalseToNumbersUnlessOtherRowsHaveNumbers() throws IOException {
      assertThat(findings("1,0,True,true,a\n2,1,,false,a\n"))
          .containsExactly(
              new Finding.ConvertedType("x", 2, "t.csv", Finding.Conversion.BOOLEANS_TO_NUMBERS));
      assertThat(numbers(table(ALL, folder.resolve("t.csv")), "x")).containsExactly(1, Double.NaN);
      assertThat(errors("id,y,x,b,c\n1,0,true,1,a\n2,1,0,1,a\n"))
          .containsExactly("t.csv:2: column x: expected a number, as in other rows of this column");
    }
  }

  @Nested
  @DisplayName("with missing values:")
  class Missing {
    @Test
    void anEmptyCellIsMissingAndAQuotedOneIsAnEmptyText() throws IOException {
      TrainingTable table =
          table(ALL, csv("id,y,x,b,c\n1,0,,,\n2,0,\"\",\"\",\"\"\n3,0,  ,1,NA\n"));
      assertThat(numbers(table, "x")).containsOnly(Double.NaN);
      assertThat(numbers(table, "b")).containsExactly(Double.NaN, Double.NaN, 1);
      assertThat(levels(table)).containsExactly("missing", "", "NA");
    }

    @Test
    void theTextsOfTheSpecAreMissingInEveryColumn() throws IOException {
      TrainingTable table =
          table(
              spec("{missing: [NA, \"\", \"-\"]}"),
              csv("id,y,x,b,c\n1,NA,-,NA,\"NA\"\n2,0,1,\"\",\"\"\n3,0,1,1,na\n"));
      assertThat(table.target().missing()).isEqualTo(1);
      assertThat(numbers(table, "x")).containsExactly(Double.NaN, 1, 1);
      assertThat(levels(table)).containsExactly("missing", "missing", "na");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "NULL", "NaN", "N/A", "-"})
    void otherwiseAMarkerIsAnErrorThatNamesTheSetting(String marker) throws IOException {
      assertThat(errors("id,y,x,b,c\n1,0," + marker + ",1,a\n"))
          .containsExactly(
              "t.csv:2: column x: expected a number; "
                  + marker
                  + " is a missing value only if missing lists it under csv in the spec (for"
                  + " predict, --csv-missing)");
    }
  }

  @Nested
  @DisplayName("in any dialect:")
  class Dialects {
    private static final String ROWS =
        "id,y,x,b,c\n\"a,1\",1,0.5,true,\"two\nlines\"\nb,0,,false,\"say \"\"hi\"\"\"\n\"ü\",0,-2,0,\n";

    private void sameAsRows(Path file) throws IOException {
      TrainingTable table = table(ALL, file);
      assertThat(numbers(table, "x")).containsExactly(0.5, Double.NaN, -2);
      assertThat(levels(table)).containsExactly("two\nlines", "say \"hi\"", "missing");
      assertThat(table.customers()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theHeaderShowsTheDelimiter(String delimiter) throws IOException {
      sameAsRows(csv(ROWS.replace("a,1", "a#1").replace(",", delimiter).replace("a#1", "a,1")));
    }

    @Test
    void linesEndInEitherWayAndTheLastOneNeedNot() throws IOException {
      sameAsRows(csv(ROWS.replace("\n", "\r\n").replace("two\r\nlines", "two\nlines")));
      sameAsRows(csv(ROWS.replaceFirst("\n", "\r\n")));
      sameAsRows(csv(ROWS.stripTrailing()));
      sameAsRows(csv(ROWS + "\n\r\n"));
    }

    @Test
    void aByteOrderMarkDoesNotCount() throws IOException {
      sameAsRows(csv("\ufeff" + ROWS));
      sameAsRows(csv("\ufeff" + ROWS.replaceFirst("id", "\"id\"")));
    }

    @Test
    void compressedByGzip() throws IOException {
      sameAsRows(Files.write(folder.resolve("t.csv.gz"), compressed(ROWS)));
    }

    @Test
    void columnsMayHaveAnyOrderAndOthersAreIgnored() throws IOException {
      TrainingTable table = table(ONE_NUMBER, csv("x, Y ,y,,id,\n1.5,zz,1,\"\"\"\",7,\n"));
      assertThat(numbers(table, "x")).containsExactly(1.5);
    }

    @Test
    void theSpecMaySayThem() throws IOException {
      assertThat(
              numbers(
                  spec("{delimiter: pipe, decimal: comma}"),
                  "id|y|x|b|c|d;e,f;g,h;i;j,k",
                  "1|0|1,234|1|a|z"))
          .containsExactly(1.234);
    }

    @Test
    void aHeaderThatShowsSeveralDelimitersIsRejected() throws IOException {
      assertThat(errors("id;y,x\n1;0,1\n"))
          .containsExactly(
              "t.csv:1: expected a header that shows the delimiter, but several occur equally"
                  + " often: set delimiter under csv in the spec");
    }
  }

  @Nested
  @DisplayName("without guessing the decimal separator:")
  class Decimals {
    @Test
    void aNumberThatCanOnlyHaveADecimalCommaShowsIt() throws IOException {
      assertThat(numbers("0,5", "1,234", "7")).containsExactly(0.5, 1.234, 7);
      assertThat(numbers("-12,25", "1,5e3")).containsExactly(-12.25, 1500);
    }

    @Test
    void aPointIsADecimalPoint() throws IOException {
      assertThat(numbers("0.5", "1.234", "7")).containsExactly(0.5, 1.234, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,234", "1.234", "-12,500"})
    void numbersThatMayHaveThousandsAreRejected(String x) throws IOException {
      assertThat(errors(ONE_NUMBER, csv("id;y;x\n1;0;7\n2;0;" + x + "\n3;0;" + x + "\n")))
          .singleElement()
          .asString()
          .startsWith("t.csv:3: column x: expected numbers that show the decimal separator")
          .endsWith("set decimal to point or comma under csv in the spec");
    }

    @Test
    void andTheSpecDecidesThem() throws IOException {
      String[] row = {"1;0;1,234;1;a"};
      assertThat(numbers(spec("{decimal: comma}"), "id;y;x;b;c", row)).containsExactly(1.234);
      assertThat(errors(spec("{decimal: point}"), folder.resolve("t.csv")))
          .containsExactly(
              "t.csv:2: column x: expected a number, with a decimal point and without thousands"
                  + " separators");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,234.5", "1.234,5", "1,234,567", "1'234", "1 234", "1_000"})
    void thousandsAreErrors(String x) throws IOException {
      assertThat(errors(ONE_NUMBER, csv("id;y;x\n1;0;0.5\n2;0;" + x + "\n")))
          .containsExactly("t.csv:3: column x: expected a number without thousands separators");
    }

    @Test
    void bothSeparatorsInOneFileAreErrors() throws IOException {
      assertThat(errors(ONE_NUMBER, csv("id;y;x\n1;0;0.5\n2;0;1,5\n")))
          .containsExactly(
              "t.csv:3: column x: expected a number, with a decimal point and without thousands"
                  + " separators");
    }
  }

  @Test
  void reportsTheRowsOnceTheyAreCounted() throws IOException {
    StringBuilder rows = new StringBuilder("id,y,x\n");
    IntStream.range(0, 10_000).forEach(i -> rows.append(i).append(",0,1\n"));
    List<ReadProgress.State> states = new ArrayList<>();
    Result<TrainingTable> reading =
        new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
            .read(List.of(csv(rows.toString())), CustomerObserver.NONE, states::add);
    assertThat(Results.value(reading).rows()).isEqualTo(10_000);
    assertThat(states).extracting(ReadProgress.State::shareDone).isSorted().endsWith(1.0);
    assertThat(states).extracting(ReadProgress.State::rowsTotal).containsOnly(0L, 10_000L);
    assertThat(states).extracting(ReadProgress.State::rowsDone).isSorted().endsWith(10_000L);
  }

  @Test
  void cancelledByItsProgress() throws IOException {
    StringBuilder rows = new StringBuilder("id,y,x\n");
    IntStream.range(0, 10_000).forEach(i -> rows.append(i).append(",0,1\n"));
    Result<TrainingTable> result =
        new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
            .read(List.of(csv(rows.toString())), CustomerObserver.NONE, _ -> false);
    assertThat(result).isEqualTo(new Result.Cancelled<TrainingTable>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.csv", "t.csv.gz"})
  void withTheLeastMemoryOfTheEngineHoweverLargeItIs(String name) throws Exception {
    StringBuilder rows = new StringBuilder("id,y,x,filler\n");
    String filler = "\"" + "0123456789,".repeat(60) + "\"";
    int count = 100_000; // About 70 MB, more than the engine's memory.
    IntStream.range(0, count)
        .forEach(
            i -> rows.append(i).append(",0,").append(i).append(',').append(filler).append('\n'));
    Path file =
        name.endsWith(".gz")
            ? Files.write(folder.resolve(name), compressed(rows.toString()))
            : csv(name, rows.toString());
    EngineLimits least =
        new EngineLimits(EngineLimits.MEMORY_BYTES_MIN, 4, folder.resolve("spill"));
    TrainingTable table =
        Results.value(
            new TrainingTableReader(ONE_NUMBER, least)
                .read(List.of(file), CustomerObserver.NONE, ReadProgress.SILENT));
    assertThat(table.feature("x").get(count - 1)).isEqualTo(count - 1);
  }

  @Test
  void oneFileInEitherFormatTogether() throws Exception {
    Path csv = csv("one.csv", "id,y,x\n1,0,1\n2,1,\n");
    Path parquet = write("two.parquet", "SELECT 3 AS id, 1 AS y, 2.5 AS x");
    TrainingTable table = table(ONE_NUMBER, csv, parquet);
    assertThat(numbers(table, "x")).containsExactly(1, Double.NaN, 2.5);
    assertThat(Results.value(read(ONE_NUMBER, csv)).sets().getFirst().name()).isEqualTo("one.csv");
  }
}
