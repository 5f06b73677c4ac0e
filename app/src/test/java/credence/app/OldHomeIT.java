package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A home that an earlier build left (`home-2026-11.zip`, whose README says what is in it).
@DisplayName("A home of November 2026")
class OldHomeIT {
  private static final String TOKEN = "credence_POPMZajYzognd8h3aN5F_Z6vtlXURJQI8atC64KmvDM";
  private static final String REMOVED = "removed_2025_06_30";
  private static final int RECORDS = 15;

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws IOException {
    home = OldHome.unpack(folder);
  }

  @Test
  @DisplayName("is served with the same bits, the same history and the same tokens")
  void served() throws IOException {
    try (Launched server =
        Launched.serve(home, "--prediction-decimals", "0", "--admin-tokens-required", "true")) {
      for (String version : versions()) {
        assertThat(batch(server, "?version=" + version)).isEqualTo(expected(version));
      }
      assertThat(batch(server, "")).as("the challenger's share").isEqualTo(expected("live"));
      assertThat(server.get("/models/" + REMOVED).statusCode()).isEqualTo(404);
      assertThat(server.err()).doesNotContain("damaged");

      AdminPort admin = AdminPort.of(server);
      JsonNode history = document(admin, "/history");
      assertThat(history.findValues("sequence")).hasSize(RECORDS);
      assertThat(document(admin, "/aliases/champion").toString())
          .contains("training_set_2025_06_30");
      assertThat(statesOfRuns(document(admin, "/training-runs")))
          .contains(
              entry("training_set_2025_09_30", "succeeded"),
              entry("training_set_2025_10_01", "cancelled"),
              entry("training_set_2025_10_02", "interrupted"));
      HttpResponse<String> report = ask(admin, "/models/training_set_2025_06_30/report");
      assertThat(report.statusCode()).isEqualTo(200);
      assertThat(report.body()).contains("training_set_2025_06_30");
    }
  }

  @Test
  @DisplayName("can be promoted in, compared in and trained in")
  void used() {
    assertSucceeds("compare", "training_set_2025_09_30");
    assertSucceeds("promote", "training_set_2025_09_30", "--override", "--reason", "a newer build");
    assertSucceeds("rollback", "--reason", "the older one");
    assertSucceeds("train", "--version", "training_set_2025_12_31", "--reason", "a newer build");
    assertThat(Homes.run(home, "history").out())
        .contains(REMOVED)
        .contains("trained by mistake")
        .contains("training_set_2025_12_31");
  }

  private void assertSucceeds(String... words) {
    Launched.Ended ended = Homes.run(home, words);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  /// The versions that have expected answers.
  private List<String> versions() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("expected"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".jsonl", ""))
          .filter(name -> !name.equals("live"))
          .sorted()
          .toList();
    }
  }

  private String expected(String name) throws IOException {
    return Files.readString(folder.resolve("expected").resolve(name + ".jsonl"));
  }

  private String batch(Launched server, String query) throws IOException {
    return Launched.send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:" + server.port() + "/predict/batch" + query))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofFile(folder.resolve("applicants.jsonl"))))
        .body();
  }

  private static JsonNode document(AdminPort admin, String path) {
    return AdminPort.json(ask(admin, path), 200);
  }

  private static HttpResponse<String> ask(AdminPort admin, String path) {
    return Launched.send(admin.request(path).header("Authorization", "Bearer " + TOKEN));
  }

  private static Map<String, String> statesOfRuns(JsonNode runs) {
    Map<String, String> states = new TreeMap<>();
    runs.forEach(
        list ->
            list.forEach(
                run ->
                    states.put(run.path("version").asString(""), run.path("state").asString(""))));
    return states;
  }
}
