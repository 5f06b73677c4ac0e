package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
  @TempDir private Path home;

  static Stream<CommandLine> commands() {
    CommandLine root = Credence.commandLine(List.of());
    CommandLine serve = Credence.commandLine(List.of("serve"));
    return Stream.concat(withSubcommands(root), withSubcommands(serve))
        .filter(c -> c.getCommandSpec().userObject() instanceof HomeCommand);
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CommandLineTest::withSubcommands));
  }

  @Nested
  class WrongUsage {
    @Test
    void aMisspelledCommandIsAnsweredWithTheNearOnes() {
      Launched.Ended ended = Homes.execute("modles");
      assertThat(ended.err()).isEqualTo("credence: unknown command modles; did you mean models?\n");
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.out()).isEmpty();
    }

    @Test
    void aMisspelledOptionIsAnsweredWithTheNearOnes() {
      Launched.Ended ended = Homes.execute("models", "--hom", "x");
      assertThat(ended.err()).isEqualTo("credence: unknown option --hom; did you mean --home?\n");
      assertThat(ended.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "promote v | expected --reason TEXT; see credence promote --help",
          "report | expected VERSION; see credence report --help",
          "predict --data a.parquet --out | expected --out FILE; see credence predict --help",
          "challenge v --share some | --share: expected a number; see credence challenge --help",
          "predict --prediction-decimals x --data a --out b"
              + "| --prediction-decimals: expected an integer; see credence predict --help",
          "challenge v --reason x"
              + "| expected --share SHARE or --stop; see credence challenge --help",
          "challenge v --share 0.1 --stop --reason x"
              + "| expected only one of --share and --stop; see credence challenge --help",
          "models --json=yes | --json: expected no value; see credence models --help",
          "promote v --reason x --reason y"
              + "| --reason: expected once; see credence promote --help",
          "rollback champio"
              + "| ALIAS: expected one of champion, challenger, shadow; did you mean champion?",
          "predict --csv-decimal coma --data a --out b"
              + "| --csv-decimal: expected one of point, comma; did you mean comma?",
          "init --spec= a | --spec: expected a file, but the name is empty",
          "train --data a --data= | --data: expected a file, but the name is empty",
          "models --home= | expected a directory as the home: the name is empty",
          "serve --home= | expected a directory as the home: the name is empty"
        })
    void aMissingOrInvalidArgumentIsAnsweredWithWhatIsExpected(String words, String expected) {
      Launched.Ended ended = Homes.execute(words.split(" ", -1));
      assertThat(ended.err()).isEqualTo("credence: " + expected + "\n");
      assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aMissingCommandIsAnsweredWithWhereTheyAreListed() {
      Launched.Ended ended = Homes.execute();
      assertThat(ended.err()).contains("credence --help");
      assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aReservedNameIsNoVersion() {
      Launched.Ended ended = Homes.execute("promote", "all", "--reason", "why not");
      assertThat(ended.err()).contains("expected a version name");
      assertThat(ended.code()).isEqualTo(2);
    }
  }

  @Nested
  class AnEmptyHome {
    private String at() {
      return home.toString();
    }

    @Test
    void hasNoVersionAndSaysHowToMakeOne() {
      Launched.Ended ended = Homes.execute("models", "--home", at());
      assertThat(ended.out()).contains("credence train");
      assertThat(ended.code()).isZero();
    }

    @Test
    void hasNothingToPromote() {
      Launched.Ended ended =
          Homes.execute("promote", "some_version", "--reason", "why not", "--home", at());
      assertThat(ended.err()).isEqualTo("credence: there is no version some_version\n");
      assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void hasNothingToRollBack() {
      Launched.Ended ended = Homes.execute("rollback", "--home", at());
      assertThat(ended.err()).startsWith("credence: ").hasLineCount(1);
      assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void hasNoChampionToShow() {
      Launched.Ended ended = Homes.execute("models", "show", "champion", "--home", at());
      assertThat(ended.err()).startsWith("credence: there is no champion yet");
      assertThat(ended.code()).isEqualTo(1);
    }
  }

  @Nested
  class AHomeThatDoesNotExist {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "models",
          "models --json",
          "models show champion",
          "models remove a",
          "history",
          "training-sets",
          "training-runs",
          "training-runs show a",
          "tokens",
          "tokens revoke a",
          "report champion",
          "compare a",
          "promote a --reason b",
          "rollback",
          "predict --version champion --data a.parquet --out b.parquet"
        })
    void isAnErrorThatNamesItAndIsNotMade(String words) {
      String path = home.resolve("new").toString();
      Launched.Ended ended = Homes.execute((words + " --home " + path).split(" ", -1));
      assertThat(ended.err())
          .isEqualTo(
              "credence: the home "
                  + path
                  + " does not exist; check --home and CREDENCE_HOME, or create it with credence"
                  + " train or credence demo\n");
      assertThat(ended.out()).isEmpty();
      assertThat(ended.code()).isEqualTo(1);
      assertThat(home.resolve("new")).doesNotExist();
    }
  }

  @Nested
  class Help {
    @ParameterizedTest
    @MethodSource("credence.app.CommandLineTest#commands")
    void everyCommandTakesAHomeAndShowsTheDefaultOfEachOption(CommandLine command) {
      assertThat(command.getCommandSpec().optionsMap()).containsKeys("--home", "--help");
      for (OptionSpec option : command.getCommandSpec().options()) {
        boolean isSwitch = option.arity().max() == 0;
        assertThat(isSwitch || option.required() || says(option, "Default: "))
            .as(command.getCommandName() + " " + option.longestName())
            .isTrue();
      }
    }

    @ParameterizedTest
    @MethodSource("credence.app.CommandLineTest#commands")
    void everyCommandIsSummarisedByAWholeSentence(CommandLine command) {
      String[] description = command.getCommandSpec().usageMessage().description();
      assertThat(description).as(command.getCommandName()).isNotEmpty();
      assertThat(description).as(command.getCommandName()).allMatch(text -> text.endsWith("."));
    }

    private static boolean says(OptionSpec option, String words) {
      return String.join(" ", option.description()).contains(words);
    }

    @Test
    void theVersionIsPrintedOnStandardOutput() {
      Launched.Ended ended = Homes.execute("--version");
      assertThat(ended.out()).startsWith("credence ");
      assertThat(ended.code()).isZero();
    }
  }
}
