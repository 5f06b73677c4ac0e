package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.ParquetScoring;
import credence.dataset.ReadProgress;
import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.engine.EngineLimits;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelVersion;
import credence.model.Provenance.TrainingSetReference;
import credence.results.Results;
import credence.scoring.ServingPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A CSV file and a parquet file with the same values give")
class CsvParityTest {
  private static final int ROWS = 2_000;
  private static final String[] TEXTS = {
    "a",
    "B ",
    " c",
    "",
    "NA",
    "null",
    "1",
    "1.0",
    "é\u00a0ü",
    "日本",
    "\uD83D\uDE00",
    "two\nlines",
    "two\r\nlines",
    "say \"hi\"",
    "\"",
    ",",
    ";\t|",
    "'",
    "#",
    "=1+1",
    "\\N"
  };

  private static final ModelSpec SPEC =
      Tables.spec(
          """
          id: id
          target: {column: y, missing: drop}
          features:
            x: {type: number, missing: median}
            n: {type: number, missing: 0}
            b: {type: boolean, missing: false}
            c: {type: category, missing: a}
          groups: [g]
          application-date: d
          """);

  @TempDir private Path folder;

  /// How a CSV file is written.
  private record Writing(String delimiter, boolean decimalComma, Random random) {
    String record(List<@Nullable Object> values) {
      StringBuilder record = new StringBuilder();
      for (Object value : values) {
        record.append(record.isEmpty() ? "" : delimiter).append(cell(value));
      }
      return record.append(random.nextBoolean() ? "\n" : "\r\n").toString();
    }

    private String cell(@Nullable Object value) {
      String text =
          switch (value) {
            case null -> "";
            case Double number when decimalComma -> number.toString().replace('.', ',');
            case Boolean truth ->
                List.of(truth.toString(), truth ? "1" : "0", truth ? "TRUE" : "False")
                    .get(random.nextInt(3));
            default -> value.toString();
          };
      boolean quoted =
          value instanceof String
              && (text.isEmpty()
                  || text.matches("(?s).*[\",;|\t\r\n].*")
                  || random.nextInt(4) == 0);
      boolean separated = decimalComma && delimiter.equals(",") && text.contains(",");
      return quoted || separated ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
  }

  private static List<@Nullable Object> row(Random random, int i) {
    double x = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
    boolean y = random.nextDouble() < 1 / (1 + Math.exp(-x));
    List<@Nullable Object> row = new ArrayList<>();
    row.add(
        random.nextInt(9) == 0
            ? "%05d".formatted(i) + TEXTS[i % TEXTS.length]
            : "%05d".formatted(i));
    row.add(random.nextInt(50) == 0 ? null : (Object) y);
    row.add(random.nextInt(20) == 0 ? null : (Object) x);
    row.add(random.nextInt(20) == 0 ? null : (Object) (random.nextLong() >> random.nextInt(64)));
    row.add(random.nextInt(20) == 0 ? null : (Object) random.nextBoolean());
    row.add(random.nextInt(20) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)]);
    row.add(random.nextInt(20) == 0 ? null : TEXTS[random.nextInt(3)]);
    row.add(LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2_000)));
    return row;
  }

  private Path parquet(List<List<@Nullable Object>> rows) throws SQLException {
    Path file = folder.resolve("t.parquet");
    String columns =
        "id VARCHAR, y BOOLEAN, x DOUBLE, n BIGINT, b BOOLEAN, c VARCHAR, g VARCHAR, d DATE";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (" + columns + ")");
      try (var appender = ((DuckDBConnection) connection).createAppender("main", "t")) {
        for (List<@Nullable Object> row : rows) {
          appender.beginRow();
          for (Object value : row) {
            switch (value) {
              case null -> appender.appendNull();
              case Double number -> appender.append(number.doubleValue());
              case Long number -> appender.append(number.longValue());
              case Boolean truth -> appender.append(truth.booleanValue());
              case LocalDate date -> appender.append(date);
              default -> appender.append(value.toString());
            }
          }
          appender.endRow();
        }
      }
      statement.execute("COPY t TO '" + file + "' (FORMAT parquet)");
    }
    return file;
  }

  private Path csv(String name, List<List<@Nullable Object>> rows, Writing writing)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(String.join(writing.delimiter(), "id", "y", "x", "n", "b", "c", "g", "d\n"));
    for (List<@Nullable Object> row : rows) {
      text.append(writing.record(row));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (name.endsWith(".gz")) {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
        gzip.write(bytes);
      }
      bytes = compressed.toByteArray();
    }
    return Files.write(folder.resolve(name), bytes);
  }

  /// The document of the version trained on a file, without the file's name and digest.
  private String document(Path file, int threads) {
    ModelVersion version =
        Results.value(
            ModelTraining.train(
                Trainings.request(SPEC, folder, threads, file), TrainingProgress.SILENT));
    TrainingSetReference set = version.provenance().trainingSets().getFirst();
    return new String(ModelDocument.write(version), StandardCharsets.UTF_8)
        .replace(set.sha256(), "sha256")
        .replace(set.name(), "name");
  }

  /// Scores a file.
  private ParquetScoring.Scored score(ModelVersion version, Path file, Path out, int threads) {
    return Results.value(
        new ParquetScoring(
                new ServingPlan.Member(version.name(), version.model()),
                version.references().ranges(),
                "id",
                CsvFormat.UNSPECIFIED,
                Double::toString,
                new EngineLimits(256L << 20, threads, folder.resolve("spill")))
            .score(file, out, ReadProgress.SILENT));
  }

  /// The predictions for a file and the errors of its rows.
  private List<String> predictions(ModelVersion version, Path file) throws SQLException {
    Path out = folder.resolve("scored.parquet");
    ParquetScoring.Scored scored = score(version, file, out, 2);
    List<String> rows = new ArrayList<>();
    rows.add(scored.toString());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement =
            connection.prepareStatement("SELECT id, prediction, errors FROM '" + out + "'");
        var found = statement.executeQuery()) {
      while (found.next()) {
        rows.add(found.getString(1) + "|" + found.getDouble(2) + "|" + found.getString(3));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theSameVersionAndPredictionsOnAnyNumberOfThreads(long seed)
      throws SQLException, IOException {
    Random random = new Random(seed);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(random, i));
    }
    Path parquet = parquet(rows);
    String expected = document(parquet, 2);
    List<Path> files =
        List.of(
            csv("comma.csv", rows, new Writing(",", false, random)),
            csv("semicolon.csv", rows, new Writing(";", true, random)),
            csv("quoted.csv", rows, new Writing(",", true, random)),
            csv("tab.csv.gz", rows, new Writing("\t", false, random)));
    ModelVersion version = Trainings.trained(SPEC, folder, parquet);
    List<String> predictions = predictions(version, parquet);
    assertThat(predictions).hasSize(ROWS + 1);
    for (Path file : files) {
      for (int threads : new int[] {1, 4}) {
        assertThat(document(file, threads))
            .as("%s, seed %d, %d threads", file.getFileName(), seed, threads)
            .isEqualTo(expected);
      }
      assertThat(predictions(version, file)).as("%s, seed %d", file, seed).isEqualTo(predictions);
    }
    for (String name : List.of("scored.csv", "scored.csv.gz")) {
      Path one = folder.resolve("one-" + name);
      score(version, parquet, one, 1);
      for (Path file : List.of(parquet, files.getFirst(), files.getLast())) {
        Path out = folder.resolve(name);
        score(version, file, out, 4);
        assertThat(out).as("%s of %s, seed %d", name, file, seed).hasSameBinaryContentAs(one);
      }
    }
  }
}
