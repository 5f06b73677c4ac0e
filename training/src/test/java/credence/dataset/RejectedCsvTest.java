package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.ModelSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "The reader of training sets reports every error of CSV with the line on which its record begins:")
class RejectedCsvTest extends CsvReading {
  @Test
  void cellsOfAnotherType() throws IOException {
    assertThat(
            errors(
                "id,y,x,b,c\n1,0,abc,1,\"two\nlines\"\n2,2,1,maybe,a\n3,0,1e999,yes,a\n4,0,0x10,1,a\n"))
        .containsExactly(
            "t.csv:2: column x: expected a number",
            "t.csv:4: column y: expected true and false, or 1 and 0",
            "t.csv:4: column b: expected true and false, or 1 and 0",
            "t.csv:5: column x: expected a number within the range of a double",
            "t.csv:5: column b: expected true and false, or 1 and 0",
            "t.csv:6: column x: expected a number");
  }

  @Test
  void outcomesThatTheSpecDoesNotList() throws IOException {
    ModelSpec listed =
        Tables.spec(
            "{id: id, target: {column: y, default: [2, Y], good: [1, N]}, features: {x: {type:"
                + " number}}}");
    TrainingTable table = table(listed, csv("id,y,x\n1,2.0,1\n2,N,1\n3,,1\n"));
    assertThat(IntStream.range(0, 3).mapToDouble(table.target()::get))
        .containsExactly(1.0, 0.0, Double.NaN);
    assertThat(errors(listed, csv("id,y,x\n1,2,1\n2,secret,1\n3,n,1\n")))
        .containsExactly(
            "t.csv:3: column y: expected one of the values that target lists in the spec as"
                + " default, good or exclude",
            "t.csv:4: column y: expected one of the values that target lists in the spec as"
                + " default, good or exclude");
  }

  @Test
  void theFirstTwentyAndThenTheNumberOfOthers() throws IOException {
    StringBuilder rows = new StringBuilder("id,y,x,b,c\n");
    IntStream.range(0, 2_000).forEach(i -> rows.append(i).append(",0,secret,1,a\n"));
    List<String> errors = errors(rows.toString());
    assertThat(errors).hasSize(21).noneMatch(error -> error.contains("secret"));
    assertThat(errors.getFirst()).isEqualTo("t.csv:2: column x: expected a number");
    assertThat(errors.get(19)).isEqualTo("t.csv:21: column x: expected a number");
    assertThat(errors.getLast()).isEqualTo("t.csv: 1,980 further errors are not shown");
  }

  @Test
  void recordsWithOtherNumbersOfCells() throws IOException {
    assertThat(errors("id,y,x,b,c\n1,0\n\"a\n\",0,1,1,a,b\n\n3,0,1,1,a\n"))
        .containsExactly(
            "t.csv:2: expected as many cells as the header has, 5, but the record has 2",
            "t.csv:3: expected as many cells as the header has, 5, but the record has 6; cells"
                + " with the delimiter must be in quotes",
            "t.csv:5: expected a record, but the line is empty");
  }

  @Test
  void namesThatAreMissingOrRepeatedTogetherWithCells() throws IOException {
    assertThat(errors("id,Y,x,x,c\n1,0,z,1,a\n"))
        .containsExactly(
            "t.csv:1: column x: expected one column of this name, but the file has 2",
            "t.csv: column y: expected this column, but the file has none of this name; did you"
                + " mean Y or c or x?",
            "t.csv: column b: expected this column, but the file has none of this name; did you"
                + " mean Y or c or x?",
            "t.csv:2: column x: expected a number");
  }

  @Test
  void misplacedQuotes() throws IOException {
    assertThat(errors("id,y,x,b,c\n1,0,1,1,6\" pipe\n2,0,1,1,\"a\"b\n3,0,1,1,\"a\n4,0,1,1,b\n"))
        .containsExactly(
            "t.csv:2: expected quotes only around a whole cell: put the cell into quotes and"
                + " double those within it",
            "t.csv:3: expected a delimiter or the end of the line after the closing quote:"
                + " double quotes within a cell",
            "t.csv:4: expected a closing quote, but the quoted cell does not end before the"
                + " file");
  }

  @Test
  void lonelyCarriageReturns() throws IOException {
    assertThat(errors("id,y,x,b,c\r\n1,0,1,1,a\rb\r\n"))
        .singleElement()
        .asString()
        .startsWith("t.csv:2: expected lines that end with a line feed");
  }

  @Test
  void anEndlessRecord() throws IOException {
    assertThat(errors("id,y,x,b,c\n1,0,1,1,\"" + "a,\n".repeat(400_000)))
        .singleElement()
        .asString()
        .startsWith("t.csv:2: expected at most 1048576 bytes in a record");
  }

  @Test
  void otherEncodings() throws IOException {
    byte[] latin = "id,y,x,b,c\n1,0,1,1,ä\n2,0,1,1,b\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(errors(ALL, Files.write(folder.resolve("t.csv"), latin)))
        .containsExactly("t.csv:2: expected UTF-8: write the file in this encoding");
    byte[] utf16 = "\ufeffid,y,x,b,c\n".getBytes(StandardCharsets.UTF_16LE);
    Path wide = Files.write(folder.resolve("w.csv"), utf16);
    assertThat(errors(ALL, wide))
        .containsExactly(wide + ": expected UTF-8, but this file is in UTF-16: write it in UTF-8");
  }

  @Test
  void filesThatAreEmptyOrHaveNoRows() throws IOException {
    Path empty = csv("");
    assertThat(errors(ALL, empty))
        .containsExactly(empty + ": expected a CSV file with a header, but this file is empty");
    assertThat(errors("\n"))
        .containsExactly("t.csv:1: expected the names of the columns in the first line");
    assertThat(errors("id,y,x,b,c\n"))
        .containsExactly("training sets: expected at least one row, but there are none");
  }

  @Test
  void filesOfAnotherFormat() throws Exception {
    Path parquet = write("p.parquet", "SELECT 1 AS id");
    Path named = Files.copy(parquet, folder.resolve("p.csv"));
    Path plain = Files.writeString(folder.resolve("g.csv.gz"), "id,y,x,b,c\n");
    Path gzip = Files.write(folder.resolve("g.csv"), compressed("id,y,x,b,c\n"));
    Path gone = folder.resolve("gone.csv");
    assertThat(errors(ALL, named, plain, gzip, gone))
        .containsExactlyInAnyOrder(
            named
                + ": expected a CSV file, but this is a parquet file: let its name end in .parquet",
            plain
                + ": expected a gzip file, but this one is damaged or not compressed: write or"
                + " copy it again, or name it .csv if it is not compressed",
            gzip
                + ": expected CSV as text, but it is compressed by gzip: let its name end in"
                + " .csv.gz",
            gone + ": expected a CSV file, but there is no file of this name");
  }

  @Test
  void compressedDataThatIsCutOffOrDamaged() throws IOException {
    StringBuilder rows = new StringBuilder("id,y,x,b,c\n");
    IntStream.range(0, 5_000).forEach(i -> rows.append(i).append(",0,1,1,a\n"));
    byte[] whole = compressed(rows.toString());
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    whole[whole.length - 6] ^= 1; // The checksum.
    Path damaged = Files.write(folder.resolve("damaged.csv.gz"), whole);
    assertThat(errors(ALL, cut, damaged))
        .hasSize(2)
        .anyMatch(
            e ->
                e.equals(
                    cut
                        + ": expected a complete gzip file, but this one is truncated: write or copy it again"))
        .anyMatch(e -> e.startsWith(damaged + ": expected a gzip file, but this one is damaged"));
  }

  @Test
  void ofAllFilesAtOnce() throws IOException {
    assertThat(
            errors(
                ONE_NUMBER,
                csv("one.csv", "id,y,x\n1,0,a\n"),
                csv("two.csv", "id,y,x\n1,0,1\n2,0\n")))
        .containsExactly(
            "one.csv:2: column x: expected a number",
            "two.csv:3: expected as many cells as the header has, 3, but the record has 2");
  }
}
