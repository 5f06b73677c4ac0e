package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The exercise, by its own training set")
class ExerciseIT {
  private static final List<String> DATES =
      List.of(
          "2014_09_10",
          "2015_04_06",
          "2016_01_10",
          "2016_08_13",
          "2017_07_17",
          "2017_12_17",
          "2018_02_22",
          "2018_03_01",
          "2018_04_05",
          "2018_06_06");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path home;
  private static Ended first;
  private static Launched server;

  /// Trains ten copies under ten names; the first becomes champion.
  @BeforeAll
  static void train() throws IOException {
    Path exercise = ExerciseFile.path();
    List<Path> copies = new ArrayList<>();
    for (String date : DATES) {
      Path copy = home.resolve("training_set_" + date + ".parquet");
      copies.add(Files.copy(exercise, copy));
    }
    first = train(copies.getFirst(), "--json");
    for (Path copy : copies.subList(1, copies.size())) {
      assertThat(train(copy).code()).isZero();
    }
    server = Launched.serve(home);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Ended train(Path data, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--home", home.toString(), "--data", data.toString()));
    arguments.addAll(List.of(more));
    return Launched.run(arguments.toArray(String[]::new));
  }

  private static String champion() {
    return "training_set_" + DATES.getFirst();
  }

  @Test
  void trainingPrintsOneJsonObjectAndNothingElse() {
    assertThat(first.code()).as(first.err()).isZero();
    JsonNode json = JSON.readTree(first.out());
    assertThat(json.path("version").stringValue()).isEqualTo(champion());
    assertThat(json.path("champion").booleanValue()).isTrue();
    assertThat(json.at("/training/rows").intValue()).isEqualTo(853);
    assertThat(json.at("/validation/rows").intValue()).isEqualTo(404);
    assertThat(json.at("/validation/auc/value").doubleValue())
        .isCloseTo(0.5944811727507904, within(1e-12));
    assertThat(json.at("/validation_as_served/auc/value").doubleValue())
        .isCloseTo(0.5967806841046277, within(1e-12));
    assertThat(json.at("/validation_as_served/auc/low").doubleValue()).isLessThan(0.51);
    assertThat(json.at("/validation_as_served/auc/high").doubleValue()).isGreaterThan(0.68);
    assertThat(json.at("/coefficients").propertyNames())
        .containsExactly("score_3", "score_4", "score_5", "score_6");
    assertThat(json.at("/findings"))
        .extracting(finding -> finding.path("code").stringValue())
        .contains("repeated-customers", "missing-targets");
  }

  @Test
  void trainingAgainUnderTheSameNameChangesNothing() {
    Path copy = home.resolve(champion() + ".parquet");
    Ended again = train(copy);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out())
        .contains("0.5945", "0.5968", "repeated-customers", "already exists with the same");
  }

  @Test
  void theExampleIsAnsweredExactly() {
    HttpResponse<String> answer = server.post("/predict", ExerciseFile.EXAMPLE);
    assertThat(answer.body()).isEqualTo(ExerciseFile.ANSWER);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Credence-Model-Version")).contains(champion());
  }

  @Test
  void withoutScore6ItIsRejectedNamingIt() {
    HttpResponse<String> answer =
        server.post("/predict", ExerciseFile.EXAMPLE.replace(",\"score_6\":94.2", ""));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(answer.body()).at("/errors/0/field").stringValue())
        .isEqualTo("score_6");
  }

  @Test
  void tenVersionsAnswerInTheOrderOfTheirDates() {
    HttpResponse<String> answer = server.post("/predict?version=all", ExerciseFile.EXAMPLE);
    List<String> expected =
        DATES.stream()
            .map(d -> "{\"model\":\"training_set_" + d + "\",\"prediction\":0.1495}")
            .toList();
    assertThat(answer.body())
        .isEqualTo(
            "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"predictions\":["
                + String.join(",", expected)
                + "]}");
  }

  @Test
  void theServersProcessHasNeitherTrainingNorDuckDb() throws IOException {
    server.post("/predict", ExerciseFile.EXAMPLE);
    String commandLine = Files.readString(Path.of("/proc", server.pid() + "", "cmdline"));
    assertThat(commandLine).contains("/lib/serve/").doesNotContain("/lib/full");
    String opened =
        Files.readString(Path.of("/proc", server.pid() + "", "maps")) + openFiles(server.pid());
    assertThat(opened)
        .contains("credence-server")
        .doesNotContain("credence-training", "duckdb", "liblinear", "ejml", "/lib/full");
    try (Stream<Path> jars = Files.list(Path.of("target", "lib", "serve"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .noneMatch(jar -> jar.matches("(credence-training|duckdb|liblinear|ejml|commons-math).*"))
          .anyMatch(jar -> jar.startsWith("credence-server"));
    }
  }

  private static String openFiles(long pid) throws IOException {
    StringBuilder names = new StringBuilder();
    try (Stream<Path> links = Files.list(Path.of("/proc", pid + "", "fd"))) {
      for (Path link : links.toList()) {
        if (Files.isSymbolicLink(link)) {
          names.append(Files.readSymbolicLink(link)).append('\n');
        }
      }
    }
    return names.toString();
  }

  @Test
  void versionsAreListedWithTheirFigures() {
    Ended list = Launched.run("models", "--home", home.toString());
    assertThat(list.out().lines()).hasSize(DATES.size() + 1);
    assertThat(list.out()).contains("0.5968", "853", "404", "champion");
    Ended shown = Launched.run("models", "show", "champion", "--home", home.toString());
    assertThat(shown.out()).contains(champion(), "0.5945", "Findings", "Provenance", "Spec");
  }

  @Test
  void aFileOfLinesIsScoredAsTheServerScores() throws IOException {
    Path data =
        Files.writeString(home.resolve("two.jsonl"), ExerciseFile.EXAMPLE + "\n{\"id\":1}\n");
    Path out = home.resolve("answers.jsonl");
    Ended ended =
        Launched.run(
            "predict",
            "--home",
            home.toString(),
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--prediction-decimals",
            "4");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("credence: could not score 1 of 2; ");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).isEqualTo(ExerciseFile.ANSWER);
    assertThat(lines.getLast()).contains("\"index\":1", "score_4", "score_5", "score_6");
  }
}
