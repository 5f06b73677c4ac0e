package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.home.Home;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingValuesTest {
  private enum Tone {
    LOUD,
    VERY_QUIET
  }

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.whole("drainMillis", 5000, "How long."),
          Setting.flag("accessLog", false, "Whether."),
          Setting.choice("tone", Tone.LOUD, "Which."),
          new Setting("host", new Setting.Text("HOST"), "localhost", "Where."));

  @TempDir private Path home;

  private SettingValues values(Map<String, String> options, Map<String, String> environment)
      throws IOException {
    return SettingValues.of(SETTINGS, options, environment, new Home(home));
  }

  private void config(String text) throws IOException {
    Files.writeString(home.resolve("config.yaml"), text);
  }

  @Nested
  class Precedence {
    @Test
    void anUnsetSettingHasItsDefault() throws IOException {
      SettingValues values = values(Map.of(), Map.of());
      assertThat(values.whole("drainMillis")).isEqualTo(5000);
      assertThat(values.flag("accessLog")).isFalse();
      assertThat(values.choice("tone", Tone.class)).isEqualTo(Tone.LOUD);
      assertThat(values.text("host")).isEqualTo("localhost");
      assertThat(values.errors()).isEmpty();
    }

    @Test
    void theFileBeatsTheDefault() throws IOException {
      config("drainMillis: 7\naccessLog: true\ntone: very-quiet\n");
      SettingValues values = values(Map.of(), Map.of());
      assertThat(values.whole("drainMillis")).isEqualTo(7);
      assertThat(values.flag("accessLog")).isTrue();
      assertThat(values.choice("tone", Tone.class)).isEqualTo(Tone.VERY_QUIET);
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
      config("drainMillis: 7\n");
      assertThat(values(Map.of(), Map.of("CREDENCE_DRAIN_MILLIS", "8")).whole("drainMillis"))
          .isEqualTo(8);
    }

    @Test
    void anEmptyVariableSetsNothing() throws IOException {
      config("drainMillis: 7\n");
      assertThat(values(Map.of(), Map.of("CREDENCE_DRAIN_MILLIS", "")).whole("drainMillis"))
          .isEqualTo(7);
    }

    @Test
    void theOptionBeatsAll() throws IOException {
      config("drainMillis: 7\n");
      SettingValues values =
          values(Map.of("drainMillis", "9"), Map.of("CREDENCE_DRAIN_MILLIS", "8"));
      assertThat(values.whole("drainMillis")).isEqualTo(9);
    }

    @Test
    void aFileOfCommentsAloneSetsNothing() throws IOException {
      config("# nothing yet\n\n");
      SettingValues values = values(Map.of(), Map.of());
      assertThat(values.whole("drainMillis")).isEqualTo(5000);
      assertThat(values.errors()).isEmpty();
    }
  }

  @Nested
  class Errors {
    @Test
    void allErrorsOfTheFileAreReportedWithLineAndSimilarNames() throws IOException {
      config("drainMilis: 7\naccessLog: perhaps\ntone: lowd\n");
      SettingValues values = values(Map.of(), Map.of());
      values.flag("accessLog");
      values.choice("tone", Tone.class);
      assertThat(values.errors())
          .extracting(LocatedError::message)
          .satisfiesExactly(
              unknown ->
                  assertThat(unknown)
                      .startsWith("config.yaml:1 drainMilis: ")
                      .endsWith("did you mean drainMillis?"),
              flag -> assertThat(flag).isEqualTo("config.yaml:2 accessLog: expected true or false"),
              choice ->
                  assertThat(choice)
                      .isEqualTo(
                          "config.yaml:3 tone: expected loud or very-quiet; did you mean loud?"));
    }

    @Test
    void anErrorNamesTheSourceThatSetTheValue() throws IOException {
      SettingValues values =
          values(Map.of("accessLog", "1"), Map.of("CREDENCE_DRAIN_MILLIS", "soon"));
      values.flag("accessLog");
      values.small("drainMillis");
      assertThat(values.errors())
          .extracting(LocatedError::place)
          .containsExactly("--access-log", "CREDENCE_DRAIN_MILLIS");
      assertThat(values.hasOptionErrors()).isTrue();
    }

    @Test
    void aSettingThatIsNoNumberAndSoOutOfRangeIsReportedOnce() throws IOException {
      SettingValues values = values(Map.of("drainMillis", "soon"), Map.of());
      values.whole("drainMillis");
      values.addError("drainMillis", "expected an integer from 1 to 10");
      assertThat(values.errors()).hasSize(1);
    }

    @Test
    void theDigitsOfAnotherScriptAreNoNumber() throws IOException {
      config("drainMillis: \"\u0667\"\n");
      SettingValues values = values(Map.of(), Map.of());
      values.whole("drainMillis");
      assertThat(values.errors())
          .extracting(LocatedError::message)
          .containsExactly("config.yaml:1 drainMillis: expected an integer");
    }

    @Test
    void aFileThatIsNotAMappingIsAnError() throws IOException {
      config("- 1\n");
      assertThat(values(Map.of(), Map.of()).errors())
          .extracting(LocatedError::message)
          .containsExactly("config.yaml:1: expected names with values, as in `port: 8080`");
    }

    @Test
    void aFileThatIsNotUtf8IsAnError() throws IOException {
      Files.write(home.resolve("config.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE});
      assertThat(values(Map.of(), Map.of()).errors())
          .extracting(LocatedError::message)
          .containsExactly("config.yaml: expected UTF-8 text");
    }
  }
}
