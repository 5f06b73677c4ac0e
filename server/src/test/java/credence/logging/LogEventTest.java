package credence.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An event of the log")
class LogEventTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("says what has happened, and what to do unless it is normal operation")
  void action(LogEvent event) {
    assertThat(event.meaning()).matches("(?s)[A-Z].*\\.");
    if (event.level() == Level.INFO) {
      assertThat(event.action()).isEmpty();
    } else {
      assertThat(event.action()).matches("[a-z][^|]+[^.]");
    }
  }

  @Test
  @DisplayName("is documented for operators, in the order of the code")
  void documented() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/log.md")).stream()
            .filter(line -> line.matches("\\| `[a-z-]+` \\| (INFO|WARNING|ERROR) \\|.*"))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(LogEvent.values()).map(LogEventTest::row).toList());
  }

  /// The event as a row of the table in `docs/log.md`.
  private static String row(LogEvent event) {
    return "| `"
        + event.code()
        + "` | "
        + event.level()
        + " | "
        + event.meaning()
        + " | "
        + event.action()
        + " |";
  }
}
