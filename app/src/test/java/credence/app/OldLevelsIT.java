package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A home that an earlier build left, whose version reads integers and booleans as levels by their
/// text (`home-2026-11-levels.zip`, whose README says what is in it).
@DisplayName("A version of November 2026 that was trained on integers as levels")
class OldLevelsIT {
  private static final JsonMapper JSON = new JsonMapper();

  /// An applicant whose values only [credence.model.ValueRule#CANONICAL] reads.
  private static final String VALUES =
      "{\"id\":1,\"education\":2.0,\"code\":12,\"married\":true,\"grade\":\"1\",\"owner\":1,"
          + "\"insured\":true,\"age\":30}";

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws IOException {
    home = OldHome.unpack("home-2026-11-levels.zip", folder);
  }

  private Launched.Ended run(String... words) {
    return Homes.execute(home, words);
  }

  private String expected(String name) throws IOException {
    return Files.readString(folder.resolve("expected").resolve(name));
  }

  @Test
  @DisplayName("answers every form of a value as it did, beside a version that reads values")
  void served() throws IOException {
    Launched.Ended ended =
        run("train", "--data", folder.resolve("training.parquet").toString(), "--version", "new");
    assertThat(ended.code()).as(ended.err()).isZero();
    try (Launched server = Launched.serve(home, "--prediction-decimals", "0")) {
      URI batch = URI.create("http://localhost:" + server.port() + "/predict/batch?version=levels");
      HttpResponse<String> response =
          Launched.send(
              HttpRequest.newBuilder(batch)
                  .header("Content-Type", "application/x-ndjson")
                  .POST(BodyPublishers.ofFile(folder.resolve("applicants.jsonl"))));
      assertThat(results(response.body())).hasSize(400).isEqualTo(results(expected("batch.jsonl")));
      assertThat(inputs(server.get("/models/levels/schema").body()))
          .isEqualTo(inputs(expected("schema.json")));
      assertThat(server.post("/predict?version=all", VALUES).body())
          .contains("{\"model\":\"levels\",\"errors\":[{\"field\":\"education\"")
          .contains("{\"model\":\"new\",\"prediction\":0.");
    }
  }

  @Test
  @DisplayName("scores files as it did, bit for bit")
  void scored() throws IOException, SQLException {
    Path lines = folder.resolve("out.jsonl");
    run("predict", "--data", folder.resolve("applicants.jsonl").toString(), "--out", "" + lines);
    assertThat(results(Files.readString(lines)))
        .hasSize(400)
        .isEqualTo(results(expected("applicants.jsonl")));
    Path rows = folder.resolve("out.parquet");
    run("predict", "--data", folder.resolve("applicants.parquet").toString(), "--out", "" + rows);
    assertThat(rows(rows)).hasSize(300).isEqualTo(rows(folder.resolve("expected/out.parquet")));
  }

  @Test
  @DisplayName("still has no levels for other numbers of a file")
  void rejected() {
    Launched.Ended ended =
        run(
            "predict",
            "--data",
            folder.resolve("doubles.parquet").toString(),
            "--out",
            folder.resolve("out.parquet").toString());
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err())
        .contains("column education: expected levels as strings", "floating-point numbers");
  }

  private static List<String> rows(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM '" + file + "'")) {
      while (found.next()) {
        Double prediction = found.getObject(2, Double.class);
        String bits = prediction == null ? "" : Double.toHexString(prediction);
        String errors = found.getString(3);
        rows.add(found.getString(1) + " " + bits + " " + (errors == null ? "" : fields(errors)));
      }
    }
    return rows;
  }

  /// The inputs that a row's errors name, whatever they say of them.
  private static String fields(String errors) {
    return errors.replaceAll(":[^;]*", "");
  }

  /// Each answer byte for byte; of an error the fields that it names, whatever it says of them.
  private static List<String> results(String lines) {
    return lines.lines().map(OldLevelsIT::result).toList();
  }

  private static String result(String line) {
    JsonNode answer = JSON.readTree(line);
    return answer.has("prediction")
        ? line
        : answer.get("index") + " " + answer.get("errors").findValuesAsString("field");
  }

  /// What a schema says of the inputs.
  private static JsonNode inputs(String schema) {
    return JSON.readTree(schema).get("properties").asObject().without("id");
  }
}
