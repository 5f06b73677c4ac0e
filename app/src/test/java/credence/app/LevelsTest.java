package credence.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A version trained on levels stored as doubles and booleans stored as integers")
class LevelsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path home;
  private static String trained = "";

  @BeforeAll
  static void train() throws IOException, SQLException {
    Files.writeString(
        home.resolve("spec.yaml"),
        """
        id: id
        target: {column: y}
        features:
          education: {type: category}
          married: {type: category}
          owner: {type: boolean}
          age: {type: number, missing: median}
        """);
    Path file =
        write(
            "training.parquet",
            """
            SELECT i AS id, hash(i, 1) % 100 < 20 + 10 * (hash(i, 2) % 3) AS y,
              (hash(i, 2) % 3)::DOUBLE AS education, hash(i, 3) % 2 = 0 AS married,
              hash(i, 4) % 2 AS owner, 20 + hash(i, 5) % 50 AS age
            FROM range(2000) t(i)""");
    trained = run("train", "--data", file.toString(), "--version", "trained", "--json");
  }

  private static Path write(String name, String select) throws SQLException {
    Path file = home.resolve(name);
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
    }
    return file;
  }

  /// What a command that succeeds prints.
  private static String run(String... words) {
    Launched.Ended ended = Homes.execute(home, words);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }

  private static List<Double> predictions(Path file) throws SQLException {
    List<Double> predictions = new ArrayList<>();
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement();
        ResultSet rows = statement.executeQuery("SELECT prediction FROM '" + file + "'")) {
      while (rows.next()) {
        predictions.add(rows.getDouble(1));
      }
    }
    return predictions;
  }

  @Test
  void hasNoFindingThatRequestsMustWriteThemOtherwise() {
    List<String> converted =
        JSON.readTree(trained)
            .get("findings")
            .valueStream()
            .filter(finding -> finding.get("code").stringValue().equals("converted-type"))
            .map(finding -> finding.get("column").stringValue())
            .toList();
    assertThat(converted).containsExactly("owner");
  }

  @Test
  void predictsTheSameHoweverAValueIsWrittenOrStored() throws IOException, SQLException {
    Path lines = home.resolve("forms.jsonl");
    List<String> forms =
        List.of(
            "\"education\":2,\"married\":true,\"owner\":1,\"age\":30",
            "\"education\":2.0,\"married\":\"true\",\"owner\":true,\"age\":30.0",
            "\"education\":\"2\",\"married\":true,\"owner\":1.0,\"age\":\"30\"",
            "\"education\":20e-1,\"married\":true,\"owner\":\"true\",\"age\":3e1");
    Files.writeString(
        lines,
        forms.stream().map(form -> "{\"id\":1," + form + "}\n").collect(Collectors.joining()));
    Path out = home.resolve("forms-out.jsonl");
    String printed = run("predict", "--data", lines.toString(), "--out", out.toString());
    assertThat(printed).isEqualTo("scored 4 by trained into " + out + "\n");
    double prediction =
        JSON.readTree(Files.readAllLines(out, UTF_8).getFirst()).get("prediction").doubleValue();
    assertThat(Files.readAllLines(out, UTF_8))
        .hasSize(4)
        .allMatch(line -> JSON.readTree(line).get("prediction").doubleValue() == prediction);
    for (String columns :
        List.of(
            "2 AS education, true AS married, true AS owner, 30 AS age",
            "2::DOUBLE AS education, true AS married, 1 AS owner, 30::DOUBLE AS age",
            "2::DECIMAL(10, 2) AS education, 'true' AS married, 1::DOUBLE AS owner, 30 AS age",
            "'2' AS education, 'true' AS married, true AS owner, 30::UTINYINT AS age")) {
      Path scored = home.resolve("form-out.parquet");
      Path form = write("form.parquet", "SELECT 1 AS id, " + columns);
      run("predict", "--data", form.toString(), "--out", scored.toString());
      assertThat(predictions(scored)).as(columns).containsExactly(prediction);
    }
  }

  @Test
  void saysHowManyRowsHadAnUnseenLevelAnImputedValueOrOneOutsideTheTrainingRange()
      throws IOException, SQLException {
    String rows =
        """
        SELECT i AS id, '2.0' AS education, i % 2 = 0 AS married, true AS owner,
          CASE WHEN i < 12 THEN 71 WHEN i > 12 THEN 20 + i % 50 END AS age
        FROM range(3000) t(i)""";
    Path parquet = write("silent.parquet", rows);
    Path lines = home.resolve("silent.jsonl");
    Files.writeString(
        lines,
        IntStream.range(0, 3_000)
            .mapToObj(
                i ->
                    "{\"id\":%d,\"education\":\"2.0\",\"married\":%b,\"owner\":1,\"age\":%s}%n"
                        .formatted(
                            i, i % 2 == 0, i < 12 ? "71" : i > 12 ? "" + (20 + i % 50) : "null"))
            .collect(Collectors.joining()));
    for (Path file : List.of(parquet, lines)) {
      Path out = home.resolve(file.getFileName().toString().replace("silent", "silent-out"));
      String[] words = {"predict", "--data", file.toString(), "--out", out.toString(), "--json"};
      assertThat(run(words[0], words[1], words[2], words[3], words[4]).lines())
          .containsExactly(
              "scored 3,000 by trained into " + out,
              "education: 3,000 of 3,000 rows have a level unseen in training",
              "age: 12 of 3,000 rows have a value outside the training range",
              "age: 1 of 3,000 rows had no value; it was imputed");
      JsonNode json = JSON.readTree(run(words));
      assertThat(json.at("/scored").asInt()).isEqualTo(3_000);
      assertThat(json.at("/not_scored").asInt()).isZero();
      assertThat(json.at("/inputs").toString())
          .isEqualTo(
              "[{\"input\":\"education\",\"unseen_levels\":3000,\"outside_training_range\":null,"
                  + "\"imputed\":0},{\"input\":\"age\",\"unseen_levels\":0,"
                  + "\"outside_training_range\":12,\"imputed\":1}]");
    }
  }
}
