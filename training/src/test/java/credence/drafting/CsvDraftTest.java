package credence.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelSpec.CsvFormat.Decimal;
import credence.model.ModelSpec.CsvFormat.Delimiter;
import credence.model.ModelVersion;
import credence.results.Results;
import credence.training.Trainings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A spec drafted from a CSV file")
class CsvDraftTest {
  @TempDir private Path folder;

  private String drafted(Path file) {
    return Results.value(SpecDraft.of(file, null, null, Tables.limits(folder), _ -> true));
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\r\n", lines));
  }

  private static String withoutDialect(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("csv: ") && !line.isEmpty())
        .collect(Collectors.joining("\n"))
        .replace("file.csv", "file.parquet");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void saysOfEachColumnWhatThatFromParquetSays(int seed) throws SQLException {
    String select =
        """
        SELECT 1000 + i AS customer_id, CASE WHEN h %% 10 > 0 THEN h %% 997 / 7.0 END AS income,
          h %% 5 AS children, h %% 2 = 0 AS owner, CASE WHEN h %% 13 > 1 THEN 'b' || h %% 4 END AS branch,
          DATE '2025-01-01' + (i // 20)::INTEGER AS applied_on, h %% 6 = 0 AS bad, 3.5 AS rate,
          CASE WHEN h %% 9 = 0 THEN -7 ELSE h %% 50 END AS months
        FROM (SELECT i, hash(i * 31 + %d) // 1024 AS h FROM range(3000) t(i))"""
            .formatted(seed);
    Path csv = folder.resolve("file.csv");
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT csv, HEADER)".formatted(select, csv));
    }
    String text = drafted(csv);
    assertThat(text).contains("\ncsv: {delimiter: comma, decimal: point}\n");
    assertThat(withoutDialect(text))
        .isEqualTo(withoutDialect(drafted(Tables.write(folder.resolve("file.parquet"), select))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheDialectOfTheFileAndTrainsAsItIs(long seed) throws IOException {
    Random random = new Random(seed);
    String lines =
        IntStream.range(0, 2000)
            .mapToObj(
                i -> {
                  int score = random.nextInt(1000);
                  boolean bad = random.nextInt(1000) < 50 + 300 * score / 1000;
                  String saldo = random.nextInt(10) == 0 ? "k.A." : "-0,25";
                  return "%05d;%d,%02d;%s;%s;%d;\"Typ \"\"%d\"\"; neu\";%s"
                      .formatted(
                          7 * i,
                          score,
                          random.nextInt(100),
                          random.nextInt(10) == 0 ? "NA" : Integer.toString(random.nextInt(50)),
                          saldo,
                          random.nextInt(2),
                          random.nextInt(3),
                          bad ? "2" : "1");
                })
            .collect(Collectors.joining("\r\n"));
    Path file = folder.resolve("konten.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          ("\uFEFFid;score;alter;saldo;aktiv;\"art;typ\";default\r\n" + lines)
              .getBytes(StandardCharsets.UTF_8));
    }
    String text = drafted(file);
    ModelSpec spec = Tables.spec(text);
    assertThat(spec.csv())
        .isEqualTo(new CsvFormat(Delimiter.SEMICOLON, Decimal.COMMA, List.of("NA")));
    assertThat(text)
        .contains(
            "id: id",
            "default: [2]",
            "score: {type: number",
            "alter: {type: number, missing: median",
            "saldo: {type: category",
            "\"art;typ\": {type: category",
            "# CHECK the texts that mean a missing value");
    ModelVersion version = Trainings.trained(spec, folder, file);
    assertThat(version.provenance().trainingSets().getFirst().rows()).isEqualTo(2000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;b;bad | 1,234;2;0 | 5,678;3;1 | decimal: comma | true",
        "a;b;bad | 1.234;2;0 | 5.678;3;1 | decimal: point | true",
        "a,b,bad | 1.234,2,0 | 5.678,3,1 | decimal: point | false",
        "a;b;bad | 0,5;2;0 | 5,678;3;1 | decimal: comma | false",
        "a;b;bad | 12;2;0 | 34;3;1 | {delimiter: semicolon} | false",
      })
  void asksToCheckDecimalsThatCouldBeThousands(
      String header, String first, String second, String expected, boolean asks)
      throws IOException {
    String text = drafted(write("file.csv", List.of(header, first, second, first, second)));
    assertThat(text.contains("# CHECK the decimal separator")).isEqualTo(asks);
    assertThat(text).contains(expected);
  }

  @Test
  void takesAColumnWithOtherDecimalsAsText() throws IOException {
    String text =
        drafted(
            write(
                "file.csv", List.of("a;b;bad", "0,5;1.5;0", "1,5;2;1", "2,5;1.5;0", "3,5;2.5;1")));
    assertThat(text).contains("decimal: comma", "a: {type: number", "b: {type: category");
  }

  @Test
  void reportsTheErrorsOfRecords() throws IOException {
    Path file = write("file.csv", List.of("a,bad", "1,0,7", "2", "3,1"));
    assertThat(
            Results.rejected(SpecDraft.of(file, null, null, Tables.limits(folder), _ -> true))
                .stream()
                .map(LocatedError::message))
        .hasSize(2)
        .allMatch(message -> message.contains("expected as many cells as the header has, 2"));
  }
}
