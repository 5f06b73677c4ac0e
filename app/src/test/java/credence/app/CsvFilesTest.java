package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.VersionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Commands take CSV files:")
class CsvFilesTest {
  @TempDir private Path home;

  private Path applicants;

  @BeforeEach
  void writeFiles() throws IOException {
    Homes.writeSpec(home);
    StringBuilder rows = new StringBuilder("id;y;score;region\n");
    IntStream.range(0, 400)
        .forEach(
            i ->
                rows.append(
                    "%05d;%d;%d,5;%s\r\n"
                        .formatted(
                            i,
                            i * 7 % 100 < 40 - i % 60 ? 1 : 0,
                            300 + i % 100,
                            i % 3 == 0 ? "north" : "south")));
    Path data = Files.writeString(home.resolve("loans 2025.csv"), rows);
    Launched.Ended trained =
        Homes.execute(home, "train", "--version", "a", "--data", data.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    applicants = home.resolve("applicants.csv");
  }

  private Launched.Ended predict(String text, String... options) throws IOException {
    Files.writeString(applicants, text);
    List<String> words = new ArrayList<>(List.of("predict", "--data", applicants.toString()));
    words.addAll(List.of(options));
    if (!words.contains("--out")) {
      words.addAll(List.of("--out", home.resolve("out.parquet").toString()));
    }
    return Homes.execute(home, words.toArray(String[]::new));
  }

  private List<String> predicted() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (var engine = DriverManager.getConnection("jdbc:duckdb:");
        var statement = engine.createStatement();
        var found =
            statement.executeQuery(
                "SELECT id, prediction FROM '" + home.resolve("out.parquet") + "'")) {
      while (found.next()) {
        ids.add(found.getString(1) + " " + found.getDouble(2));
      }
    }
    return ids;
  }

  @Test
  void trainAndPredict() throws IOException, SQLException {
    assertThat(predict("region;id;score\nnorth;007;350,5\n;8;310,5\n").out())
        .startsWith("scored 2 by a into ")
        .contains("region");
    List<String> commas = predicted();
    assertThat(commas)
        .extracting(row -> row.substring(0, row.indexOf(' ')))
        .containsExactly("007", "8");
    assertThat(predict("id,score,region\n007,350.5,north\n8,310.5,\n").code()).isZero();
    assertThat(predicted()).isEqualTo(commas);
  }

  @Test
  void withTheDialectOfTheOptions() throws IOException, SQLException {
    String rows = "id|score;x|region\n1|1,234|NA\n";
    assertThat(predict("id;score;region\n1;350,5;NA\n", "--csv-missing", "NA").code()).isZero();
    assertThat(predict("id|score|region;;;\n1|1,234|NA\n", "--csv-delimiter", "semicolon").err())
        .contains("applicants.csv: column id: expected this column");
    assertThat(predict("id;score;region\n1;1,234;north\n").err())
        .contains(
            "applicants.csv:2: column score: expected numbers that show the decimal separator");
    assertThat(predict("id;score;region\n1;1,234;north\n", "--csv-decimal", "comma").code())
        .isZero();
    List<String> small = predicted();
    assertThat(predict("id;score;region\n1;1.2340;north\n").code()).isZero();
    assertThat(predicted()).isEqualTo(small);
    assertThat(predict(rows, "--csv-decimal", "dot").err())
        .isEqualTo("credence: --csv-decimal: expected one of point, comma\n");
  }

  @Test
  void andWriteThemWithTheDigitsOfJson() throws IOException {
    Path out = home.resolve("out.csv");
    String rows =
        "id;score;region\n=1+1;350,5;north\n\"a,\"\"b\"\"\";310,5;\n\"two\nlines\";;x\n;300;x\n";
    List<String> json = new ArrayList<>();
    for (String record :
        List.of(
            "{\"score\":350.5,\"region\":\"north\"}",
            "{\"score\":310.5,\"region\":null}",
            "{\"score\":null,\"region\":\"x\"}",
            "{\"score\":300,\"region\":\"x\"}")) {
      json.add(record.replaceFirst("\\{", "{\"id\":\"1\","));
    }
    for (String decimals : List.of("0", "3")) {
      Path lines = Files.write(home.resolve("in.jsonl"), json);
      Path answers = home.resolve("answers.jsonl");
      Launched.Ended scored =
          Homes.execute(
              home,
              "predict",
              "--data",
              lines.toString(),
              "--out",
              answers.toString(),
              "--prediction-decimals",
              decimals);
      assertThat(scored.code()).as(scored.err()).isZero();
      List<String> digits =
          Files.readAllLines(answers).stream()
              .map(line -> line.replaceFirst(".*\"prediction\":([^,}]*).*", "$1"))
              .toList();
      assertThat(predict(rows, "--out", out.toString(), "--prediction-decimals", decimals).code())
          .isZero();
      assertThat(out)
          .hasContent(
              """
              id,prediction,errors
              =1+1,%s,
              "a,""b""\",%s,
              "two
              lines",%s,
              ,%s,
              """
                  .formatted(digits.toArray()));
      assertThat(predict(rows, "--out", out + ".gz", "--prediction-decimals", decimals).code())
          .isZero();
      try (GZIPInputStream whole =
          new GZIPInputStream(Files.newInputStream(Path.of(out + ".gz")))) {
        assertThat(whole).hasSameContentAs(Files.newInputStream(out));
      }
    }
  }

  @Test
  void andReportEveryBadCell() throws IOException {
    assertThat(predict("id,score,region\n1,abc,north\n2,1,\"a\nb\"\n3,4,5,6\n4,-,x\n").err())
        .isEqualTo(
            """
            credence: applicants.csv:2: column score: expected a number
            credence: applicants.csv:5: expected as many cells as the header has, 3, but the record \
            has 4; cells with the delimiter must be in quotes
            credence: applicants.csv:6: column score: expected a number; - is a missing value only if \
            missing lists it under csv in the spec (for predict, --csv-missing)
            """);
  }

  @Nested
  @DisplayName("as training sets of a home,")
  class TrainingSets {
    private Path other;

    @BeforeEach
    void writeSets() throws IOException, SQLException {
      other = Files.createDirectory(home.resolve("other"));
      Homes.writeSpec(other);
      for (int quarter = 1; quarter <= 2; quarter++) {
        String date = "2025_0" + 3 * quarter + "_01";
        Path parquet = Homes.writeSet(other, date, 500 * quarter, 600, 300 + 20 * quarter);
        Path csv = Files.createDirectories(home.resolve("training-sets"));
        try (var engine = DriverManager.getConnection("jdbc:duckdb:");
            var statement = engine.createStatement()) {
          statement.execute(
              "COPY (FROM '%s') TO '%s' (FORMAT csv, DELIMITER '|', COMPRESSION '%s')"
                  .formatted(
                      parquet,
                      csv.resolve("training_set_" + date + (quarter == 1 ? ".csv" : ".csv.gz")),
                      quarter == 1 ? "none" : "gzip"));
        }
      }
    }

    /// The output without what differs between files of the same values.
    private static String withoutFiles(String json) {
      return json.replaceAll(
          "\"(sha256|file|checked_at)\" *: *(\"[^\"]*\"|[0-9]+|\\{[^}]*\\})", "");
    }

    /// The evaluation of a version, with the names of training sets instead of their files'.
    private static String evaluation(Path home, VersionName name) {
      return Homes.version(home, name)
          .evaluation()
          .toString()
          .replaceAll("\\.(parquet|csv\\.gz|csv)\\b", "");
    }

    @Test
    void theyHaveTheProfilesOfParquetAndTrainTheSameModel() {
      Launched.Ended csv = Homes.execute(home, "training-sets", "--json");
      Launched.Ended parquet = Homes.execute(other, "training-sets", "--json");
      assertThat(csv.out()).contains("\"accepted\"").doesNotContain("\"refused\"");
      assertThat(withoutFiles(csv.out())).isEqualTo(withoutFiles(parquet.out()));
      assertThat(Homes.execute(home, "train", "--version", "b").code()).isZero();
      assertThat(Homes.execute(other, "train", "--version", "b").code()).isZero();
      VersionName name = new VersionName("b");
      assertThat(Homes.version(home, name).model()).isEqualTo(Homes.version(other, name).model());
      assertThat(evaluation(home, name)).isEqualTo(evaluation(other, name));
      assertThat(Homes.execute(home, "compare", "b").code()).isZero();
    }

    @Test
    void twoFilesOfOneNameAreAnErrorThatNamesBoth() throws IOException {
      Path sets = home.resolve("training-sets");
      Files.copy(
          other.resolve("training-sets/training_set_2025_03_01.parquet"),
          sets.resolve("training_set_2025_03_01.parquet"));
      Launched.Ended listed = Homes.execute(home, "training-sets");
      assertThat(listed.err())
          .isEqualTo(
              "credence: "
                  + sets.resolve("training_set_2025_03_01.parquet")
                  + ": expected one file for each training set, but there is also"
                  + " training_set_2025_03_01.csv: move or delete all but one\n");
      assertThat(listed.out()).contains("damaged", "accepted");
    }
  }
}
