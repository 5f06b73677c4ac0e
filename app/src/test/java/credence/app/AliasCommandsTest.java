package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.ModelDocument;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The commands that move aliases")
class AliasCommandsTest {
  @TempDir private static Path trainingHome;
  private static @Nullable ModelVersion trained;

  @TempDir private Path home;

  @BeforeAll
  static void trainOne() throws Exception {
    Homes.writeSpec(trainingHome);
    Path set = Homes.writeSet(trainingHome, "2020_01_01", 0, 2_000, 0);
    String[] words = {"train", "--version", "a", "--data", set.toString()};
    assertThat(Homes.execute(trainingHome, words).code()).isZero();
    trained = Homes.version(trainingHome, new VersionName("a"));
  }

  @BeforeEach
  void publishThree() {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    ModelVersion one = Objects.requireNonNull(trained);
    for (String text : List.of("a", "b", "c")) {
      VersionName name = new VersionName(text);
      ModelVersion version = Homes.renamed(one, name);
      registry.publish(name, ModelDocument.write(version), new Change("t", "test"));
    }
  }

  private Launched.Ended run(String... arguments) {
    Stream<String> author =
        arguments[0].equals("history") ? Stream.of() : Stream.of("--author", "anna");
    return Homes.execute(home, Stream.concat(Stream.of(arguments), author).toArray(String[]::new));
  }

  private void prints(String expected, String... arguments) {
    assertThat(run(arguments)).isEqualTo(new Launched.Ended(0, expected + "\n", ""));
  }

  private void assertError(String expected, String... arguments) {
    assertThat(run(arguments)).isEqualTo(new Launched.Ended(1, "", "credence: " + expected + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"promote b --reason x", "challenge b --share 0.1 --reason x"})
  void giveNoTrafficToAVersionWhoseDocumentIsDamagedEvenWithAnOverride(String words)
      throws IOException {
    Files.writeString(home.resolve("registry/models/b.json"), "{}");
    Launched.Ended ended = run((words + " --override").split(" "));
    assertThat(ended.err())
        .isEqualTo(
            """
            credence: the document of b is damaged, so it cannot serve requests; restore it first
            credence: the alias was not moved
            """);
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void giveAChallengerItsShareChangeItAndEndIt() {
    prints(
        "challenger is b with a share of 0.1, previously none",
        "challenge",
        "b",
        "--share",
        "0.1",
        "--reason",
        "r");
    prints(
        "challenger is b with a share of 0.2, previously b",
        "challenge",
        "b",
        "--share",
        "0.2",
        "--reason",
        "r");
    prints("challenger is unset, previously b", "challenge", "--stop", "--reason", "r");
    prints("challenger is b with a share of 0.2, previously none", "rollback", "challenger");
  }

  @Test
  void rejectWhatIsNoShareAndAChampionThatChallenges() {
    assertError(
        "share: expected a number above 0 and at most 1",
        "challenge",
        "b",
        "--share",
        "1.1",
        "--reason",
        "r");
    assertError(
        "a is the champion; choose another version as challenger",
        "challenge",
        "a",
        "--share",
        "0.5",
        "--reason",
        "r");
    assertThat(run("challenge", "b", "--reason", "r").code()).isEqualTo(2);
    assertThat(run("challenge", "--share", "0.5", "--reason", "r").err()).contains("VERSION");
    assertThat(run("challenge", "b", "--stop", "--reason", "r").code()).isEqualTo(2);
    assertThat(run("rollback", "deputy").err()).contains("champion, challenger, shadow");
  }

  @Test
  void makeShadowsAndEndThem() {
    prints("shadow is b", "shadow", "b", "--reason", "r");
    prints("shadow is b, c", "shadow", "c", "--reason", "r");
    prints("shadow is c", "shadow", "b", "--stop", "--reason", "r");
    assertError("b is not shadow", "shadow", "b", "--stop", "--reason", "r");
  }

  @Test
  void retireAVersionThatNoAliasNamesAndReinstateIt() {
    assertError("a is champion: promote another version first", "retire", "a", "--reason", "r");
    prints("b is retired; it serves only requests that name it", "retire", "b", "--reason", "r");
    assertError(
        "b is retired and cannot be champion; reinstate it first", "promote", "b", "--reason", "r");
    prints("b is reinstated", "retire", "b", "--undo", "--reason", "r");
    prints("champion is b, previously a", "promote", "b", "--reason", "r");
    prints("champion is a, previously b", "rollback");
  }

  @Test
  void areListedByTheHistoryAsTextAndAsJson() {
    run("challenge", "b", "--share", "0.25", "--reason", "worth a try");
    run("shadow", "c", "--reason", "to see");
    assertThat(run("history").out().lines())
        .hasSize(6)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("challenged", "challenger", "b (share 0.25)", "anna", "worth a try"));
    Launched.Ended ended = run("history", "--json");
    JsonNode records = new JsonMapper().readTree(ended.out());
    assertThat(records.size()).isEqualTo(5);
    JsonNode challenged = records.get(3);
    assertThat(challenged.get("kind").asString()).isEqualTo("challenged");
    assertThat(challenged.get("share").asDouble()).isEqualTo(0.25);
    assertThat(challenged.get("challenge").asLong()).isEqualTo(4);
    assertThat(challenged.get("before").isNull()).isTrue();
    assertThat(records.get(4).get("shadows").get(0).asString()).isEqualTo("c");
    assertThat(ended.out()).doesNotContain("assignmentKey");
  }
}
