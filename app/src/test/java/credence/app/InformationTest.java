package credence.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A command that prints information")
class InformationTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;

  private static String outOf(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        Credence.commandLine(List.of(arguments))
            .setOut(new PrintWriter(out, true))
            .execute(arguments);
    assertThat(code).isZero();
    return out.toString();
  }

  private static JsonNode jsonOf(String... arguments) {
    return MAPPER.readTree(outOf(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models",
        "models show",
        "history",
        "training-sets",
        "training-runs",
        "training-runs show",
        "tokens",
        "compare",
        "train",
        "predict",
        "version"
      })
  void printsJsonOnRequest(String words) {
    CommandLine command = Credence.commandLine(List.of());
    for (String word : words.split(" ", -1)) {
      command = requireNonNull(command.getSubcommands().get(word));
    }
    assertThat(command.getCommandSpec().optionsMap()).containsKey("--json");
  }

  @Nested
  class AboutAHome {
    private String home() throws IOException {
      return OldHome.unpack(folder).toString();
    }

    @Test
    void listsTheVersionsWithTheFiguresOfTheirDocuments() throws IOException {
      String home = home();
      JsonNode models = jsonOf("models", "--json", "--home", home).get("models");
      assertThat(models.size()).isGreaterThan(3);
      for (JsonNode model : models) {
        String name = model.get("model").asString();
        JsonNode document = jsonOf("models", "show", name, "--json", "--home", home);
        assertThat(model.get("auc").get("value"))
            .isEqualTo(document.at("/evaluation/validation_as_served/auc/value"));
        assertThat(model.get("published").get("author").asString()).isNotEmpty();
      }
      assertThat(models.findValues("aliases").toString()).contains("[\"champion\"]");
      assertThat(models.findValues("retired").toString()).contains("true", "false");
    }

    @Test
    void listsTheTrainingRunsWithProgressOnlyOfThoseWithoutAnOutcome() throws IOException {
      JsonNode runs = jsonOf("training-runs", "--json", "--home", home()).get("training_runs");
      assertThat(runs.size()).isGreaterThan(1);
      for (JsonNode run : runs) {
        JsonNode last = run.get(run.get("outcome").isNull() ? "progress" : "outcome");
        assertThat(last.get("state")).isEqualTo(run.get("state"));
        assertThat(run.get("outcome").isNull()).isNotEqualTo(run.get("progress").isNull());
      }
    }

    @Test
    void listsTheTokensByName() throws IOException {
      String home = home();
      outOf("tokens", "create", "reader", "--home", home);
      JsonNode tokens = jsonOf("tokens", "--json", "--home", home).get("tokens");
      assertThat(tokens.findValues("name").toString()).contains("reader");
    }
  }

  @Nested
  class AboutCredence {
    @Test
    void namesVersionBuildAndJdk() {
      JsonNode version = jsonOf("version", "--json");
      assertThat(version.get("java").asString()).isEqualTo(Runtime.version().toString());
      String build = CredenceVersion.build().orElse("unknown"); // Unknown outside a git repository.
      assertThat(build).matches("[0-9a-f]{12,40}(-dirty)?|unknown");
      assertThat(version.get("build").asString("unknown")).isEqualTo(build);
      assertThat(outOf("version")).contains(build);
    }

    @Test
    void describesACommandAsItsOptionDoes() {
      assertThat(outOf("help", "models", "remove")).isEqualTo(outOf("models", "remove", "--help"));
      assertThat(outOf("help")).isEqualTo(outOf("--help")).contains("start-cache");
    }

    @Test
    void completesCommandsAndOptionsInBash() throws IOException, InterruptedException {
      Path script = Files.writeString(folder.resolve("completion"), outOf("completion"));
      String complete =
          "source "
              + script
              + "; COMP_WORDS=(credence mod); COMP_CWORD=1; _complete_credence; echo ${COMPREPLY[@]};"
              + " COMP_WORDS=(credence models --ho); COMP_CWORD=2; _complete_credence;"
              + " echo ${COMPREPLY[@]}";
      Process bash =
          new ProcessBuilder("bash", "-c", complete)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String replies = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      bash.waitFor();
      assertThat(replies).isEqualTo("models\n--home\n");
    }
  }
}
