package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("The arguments of credence serve")
class ServeArgumentsTest {
  private static Optional<ServeArguments> plain(String... arguments) {
    return ServeArguments.plain(List.of(arguments), Map.of());
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "serve --port 9000",
        "serve --port=9000 --host 127.0.0.1 --home=/tmp/a/../b",
        "serve --with-parent --drain-millis=0 --log-format json",
        "serve --home h --admin-port 0 --rehearse --access-log=true",
      })
  void areUnderstoodAsTheCommandLineUnderstandsThem(String line) {
    ServeArguments plain = plain(words(line)).orElseThrow();
    CommandLine root = Credence.commandLine(List.of(words(line)));
    CommandLine serve = root.parseArgs(words(line)).subcommand().commandSpec().commandLine();
    assertThat(plain.given()).isEqualTo(SettingOptions.given(serve, ServeSettings.ALL));
    assertThat(plain.home()).isEqualTo(((ServeCommand) serve.getCommand()).home().directory());
    assertThat(plain.withParent())
        .isEqualTo(serve.getParseResult().hasMatchedOption(ServeArguments.WITH_PARENT));
    assertThat(plain.rehearsing())
        .isEqualTo(serve.getParseResult().hasMatchedOption(ServeArguments.REHEARSE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train --home h",
        "serve --help",
        "serve --port",
        "serve --port=",
        "serve --port 1 --port 2",
        "serve --prot 1",
        "serve --port --host x",
        "serve extra",
        "serve --with-parent=false",
        "serve -h",
      })
  void areLeftToTheCommandLineWhereTheyNeedAnExplanation(String line) {
    assertThat(plain(words(line))).isEmpty();
  }

  @Test
  void takeTheHomeFromTheEnvironmentWhereNoneIsGiven() {
    Map<String, String> environment = Map.of(CommonOptions.HOME_VARIABLE, "there");
    assertThat(homes(environment, "serve", "serve --home here")).containsExactly("there", "here");
    assertThat(homes(Map.of(), "serve")).containsExactly("credence-home");
  }

  private static Stream<String> homes(Map<String, String> environment, String... lines) {
    return Stream.of(lines)
        .map(line -> ServeArguments.plain(List.of(words(line)), environment).orElseThrow())
        .map(ServeArguments::home)
        .map(Path::toString);
  }
}
