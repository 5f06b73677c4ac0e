package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
  private record Ended(int code, String out, String err) {}

  @TempDir private Path home;

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Credence.commandLine(List.of(arguments))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = commandLine.execute(arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  static Stream<CommandLine> commands() {
    CommandLine root = Credence.commandLine(List.of());
    CommandLine serve = Credence.commandLine(List.of("serve"));
    return Stream.concat(withSubcommands(root), withSubcommands(serve))
        .filter(c -> c.getParent() != null);
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
      Ended ended = run("modles");
      assertThat(ended.err()).isEqualTo("credence: unknown command modles; did you mean models?\n");
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.out()).isEmpty();
    }

    @Test
    void aMisspelledOptionIsAnsweredWithTheNearOnes() {
      Ended ended = run("models", "--hom", "x");
      assertThat(ended.err()).isEqualTo("credence: unknown option --hom; did you mean --home?\n");
      assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aCommandWithoutWhatItNeedsIsAnsweredWithIt() {
      Ended ended = run("promote", "some_version");
      assertThat(ended.err()).contains("--reason");
      assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aMissingCommandIsAnsweredWithWhereTheyAreListed() {
      Ended ended = run();
      assertThat(ended.err()).contains("credence --help");
      assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aReservedNameIsNoVersion() {
      Ended ended = run("promote", "all", "--reason", "why not");
      assertThat(ended.err()).contains("expected a version name");
      assertThat(ended.code()).isEqualTo(2);
    }
  }

  @Nested
  class AnEmptyHome {
    private String at() {
      return home.resolve("new").toString();
    }

    @Test
    void hasNoVersionAndSaysHowToMakeOne() {
      Ended ended = run("models", "--home", at());
      assertThat(ended.out()).contains("credence train");
      assertThat(ended.code()).isZero();
    }

    @Test
    void hasNothingToPromote() {
      Ended ended = run("promote", "some_version", "--reason", "why not", "--home", at());
      assertThat(ended.err()).isEqualTo("credence: there is no version some_version\n");
      assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void hasNothingToRollBack() {
      Ended ended = run("rollback", "--home", at());
      assertThat(ended.err()).startsWith("credence: ").hasLineCount(1);
      assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void hasNoChampionToShow() {
      Ended ended = run("models", "show", "champion", "--home", at());
      assertThat(ended.err()).startsWith("credence: there is no champion yet");
      assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void isNotMadeByReading() {
      run("models", "--home", at());
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

    private static boolean says(OptionSpec option, String words) {
      return String.join(" ", option.description()).contains(words);
    }

    @Test
    void theVersionIsPrintedOnStandardOutput() {
      Ended ended = run("--version");
      assertThat(ended.out()).startsWith("credence ");
      assertThat(ended.code()).isZero();
    }
  }
}
