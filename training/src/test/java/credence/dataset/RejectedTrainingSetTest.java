package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.ModelSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reader of training sets rejects")
class RejectedTrainingSetTest extends TrainingTableReading {
  @Test
  void whatIsNoWholeParquetFileByName() throws Exception {
    Path good = write("good.parquet", "SELECT 1 AS id, 1 AS y, 2 AS x FROM range(100)");
    Path empty = Files.createFile(folder.resolve("empty.parquet"));
    Path text = Files.writeString(folder.resolve("text.parquet"), "id,y,x\n1,1,2\n");
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, bytes.length - 200, bytes.length - 8, (byte) 0x55);
    Path broken = Files.write(folder.resolve("broken.parquet"), damaged);
    Path absent = folder.resolve("absent.parquet");
    assertThat(errors(ONE_NUMBER, good, empty, text, cut, broken, absent, folder, good))
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).contains("empty.parquet", "is empty"),
            error -> assertThat(error).contains("text.parquet", "another format"),
            error -> assertThat(error).contains("cut.parquet", "truncated"),
            error -> assertThat(error).contains("broken.parquet", "damaged"),
            error -> assertThat(error).contains("absent.parquet", "no file"),
            error -> assertThat(error).contains("folder"),
            error -> assertThat(error).contains("good.parquet", "listed twice"));
  }

  @Test
  void pagesThatAreDamaged() throws Exception {
    Path file =
        write("t.parquet", "SELECT i AS id, i % 2 AS y, random() AS x FROM range(9999) t(i)");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length / 2, (byte) 0xAA);
    Files.write(file, bytes);
    assertThat(errors(ONE_NUMBER, file))
        .singleElement()
        .asString()
        .contains("t.parquet", "damaged");
  }

  @Test
  void everyColumnThatIsMissingOrOfTheWrongTypeAtOnce() throws SQLException {
    ModelSpec spec =
        Tables.spec(
            """
            id: id
            target: {column: y}
            features:
              score_3: {type: number}
              text: {type: number}
              day: {type: number}
              flag: {type: boolean}
              level: {type: category}
            groups: [list]
            application-date: applied
            """);
    Path file =
        write(
            "t.parquet",
            """
            SELECT 1.5::DOUBLE AS id, 'yes' AS y, 1 AS score3, '12' AS text, DATE '2020-01-01' AS day,
              'true' AS flag, DATE '2020-01-01' AS level, [1] AS list, '2020-01-01' AS applied""");
    assertThat(errors(spec, file))
        .satisfiesExactly(
            error -> assertThat(error).contains("column id", "ids as strings or integers", "store"),
            error ->
                assertThat(error).contains("column y", "true and false, or 1 and 0", "strings"),
            error -> assertThat(error).contains("column score_3", "did you mean score3?"),
            error ->
                assertThat(error).contains("column text", "expected numbers", "contains strings"),
            error -> assertThat(error).contains("column day", "expected numbers", "contains dates"),
            error ->
                assertThat(error).contains("column flag", "true and false", "contains strings"),
            error ->
                assertThat(error)
                    .contains("column level", "strings, numbers or booleans", "contains dates"),
            error -> assertThat(error).contains("column list", "another type"),
            error ->
                assertThat(error).contains("column applied", "expected dates", "contains strings"));
  }

  @Test
  void everyValueThatCannotBeUsedWithItsCountAndWithoutIt() throws SQLException {
    ModelSpec spec =
        Tables.spec(
            """
            id: id
            target: {column: y}
            features:
              x: {type: number}
              flag: {type: boolean}
              level: {type: category}
            groups: [region]
            """);
    Path file =
        write(
            "t.parquet",
            """
            SELECT CASE WHEN i > 2 THEN i END AS id, CASE WHEN i < 2 THEN 77 ELSE 1 END AS y,
              CASE i WHEN 5 THEN 'inf'::DOUBLE WHEN 6 THEN '-inf'::DOUBLE ELSE 0 END AS x,
              CASE i WHEN 8 THEN 78 ELSE 0 END AS flag, 'l' || i AS level, i AS region
            FROM range(20000) t(i)""");
    assertThat(errors(spec, file))
        .satisfiesExactly(
            error -> assertThat(error).contains("column id", "3 rows have none"),
            error -> assertThat(error).contains("column y", "2 rows have a different value"),
            error -> assertThat(error).contains("column x", "2 rows are infinite"),
            error -> assertThat(error).contains("column flag", "1 row has a different value"),
            error -> assertThat(error).contains("column level", "at most 10000 different levels"),
            error -> assertThat(error).contains("column region", "at most 200 different groups"))
        .noneMatch(error -> error.contains("77") || error.contains("78"));
  }

  @Test
  void tablesWithoutRowsAndEmptyListsOfFiles() throws SQLException {
    Path file = write("t.parquet", "SELECT 1 AS id, 1 AS y, 2 AS x WHERE false");
    assertThat(errors(ONE_NUMBER, file)).singleElement().asString().contains("at least one row");
    assertThat(errors(ONE_NUMBER)).singleElement().asString().contains("at least one file");
  }
}
