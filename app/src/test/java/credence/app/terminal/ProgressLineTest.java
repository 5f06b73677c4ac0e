package credence.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import credence.job.JobState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The line of progress")
class ProgressLineTest {
  private static final JobState READING = new JobState("reading", 0.429, 24.0, 1_203_456.0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80 | reading: 42 %, 1,200,000 rows/s, about 25 s left",
        "50 | reading: 42 %, 1,200,000 rows/s, about 25 s left",
        "47 | reading: 42 %, about 25 s left",
        "20 | reading: 42 %",
        "12 | rea...: 42 %",
        "7 | : 42 %",
        "3 | ''"
      })
  void leavesOutWhatDoesNotFit(int columns, String line) {
    assertThat(ProgressLine.of(READING, columns)).isEqualTo(line);
    assertThat(TextWidth.of(line)).isLessThanOrEqualTo(columns);
  }

  @Test
  void countsTwoColumnsForWideCharacters() {
    JobState checking = new JobState("checking 训练集_2025_03_31", 0.5, null, null);
    assertThat(ProgressLine.of(checking, 33)).isEqualTo("checking 训练集_2025_03_31: 50 %");
    assertThat(ProgressLine.of(checking, 22)).isEqualTo("checking 训练...: 50 %");
    assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
  }

  @Test
  void hasNoPercentageAboveTheOneThatIsDone() {
    assertThat(ProgressLine.of(new JobState("reading", 0.9999, null, null), 80))
        .isEqualTo("reading: 99 %");
  }

  @ParameterizedTest
  @CsvSource({
    "0, about 1 s left",
    "9.4, about 9 s left",
    "12, about 10 s left",
    "13, about 15 s left",
    "58, about 1 min left",
    "94, about 1 min 30 s left",
    "299, about 5 min left",
    "1000, about 17 min left",
    "3500, about 58 min left",
    "4000, about 1 h 10 min left",
    "7200, about 2 h left"
  })
  void roundsTheTimeLeft(double seconds, String words) {
    assertThat(ProgressLine.left(seconds)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"24 200, 200", "'24 80\n', 80", "0 0, 80", "'', 80", "x, 80"})
  void readsTheColumnsOfTheTerminal(String size, int columns) {
    assertThat(TerminalColumns.columns(size)).isEqualTo(columns);
  }
}
