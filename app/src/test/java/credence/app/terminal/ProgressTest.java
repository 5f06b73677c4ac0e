package credence.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import credence.job.JobState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Progress")
class ProgressTest {
  private static final String ERASE = "\r\u001b[J";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos;
  private int columns = 80;

  private Progress progress(boolean terminal) {
    return new Progress(err, terminal, () -> columns, () -> nanos);
  }

  private static JobState state(String step, double share, @Nullable Double seconds) {
    return new JobState(step, share, seconds, null);
  }

  private void pass(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  /// What was written since the last call.
  private String written() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Nested
  @DisplayName("on a terminal")
  class OnTerminal {
    @Test
    void isOneLineThatIsReplacedAndRemovedAtTheEnd() {
      try (Progress progress = progress(true)) {
        pass(1);
        progress.proceed(state("reading", 0.1, 20.0));
        assertThat(written()).isEqualTo(ERASE + "reading: 10 %, about 20 s left");
        pass(1);
        progress.proceed(state("fitting", 0.5, 10.0));
        assertThat(written()).isEqualTo(ERASE + "fitting: 50 %, about 10 s left");
      }
      assertThat(written()).isEqualTo(ERASE);
    }

    @Test
    void isNotWrittenAgainBeforeItChanges() {
      try (Progress progress = progress(true)) {
        pass(1);
        progress.proceed(state("reading", 0.1, 20.0));
        written();
        for (int i = 0; i < 100; i++) {
          pass(0.1);
          progress.proceed(state("reading", 0.1, 19.9));
        }
        assertThat(written()).isEmpty();
      }
    }

    @Test
    void isNothingForWorkThatEndsAtOnce() {
      try (Progress progress = progress(true)) {
        pass(0.3);
        progress.proceed(state("reading", 0.1, null));
      }
      assertThat(written()).isEmpty();
    }

    @Test
    void neverTakesMoreThanOneRow() {
      columns = 25;
      try (Progress progress = progress(true)) {
        pass(1);
        progress.proceed(new JobState("checking training_set_2025_03_31", 0.104, 5.0, 1_234_567.0));
        assertThat(written()).isEqualTo(ERASE + "checking traini...: 10 %");
      }
    }

    @Test
    void isRemovedFromAllRowsOfATerminalThatHasBecomeNarrower() {
      try (Progress progress = progress(true)) {
        pass(1);
        progress.proceed(state("reading", 0.1, 20.0)); // 30 columns
        written();
        columns = 12;
        pass(1);
        progress.proceed(state("fitting", 0.5, 10.0));
        assertThat(written()).isEqualTo("\r\u001b[A\u001b[A\u001b[Jfi...: 50 %");
      }
    }

    @Test
    void isRemovedBeforeAnInterruptionIsAcknowledged() {
      Progress progress = progress(true);
      pass(1);
      progress.proceed(state("reading", 0.1, 20.0));
      written();
      progress.stop();
      assertThat(written()).isEqualTo(ERASE + "credence: stopping\n");
      pass(1);
      progress.proceed(state("reading", 0.2, 20.0));
      progress.close();
      assertThat(written()).isEmpty();
    }
  }

  @Nested
  @DisplayName("elsewhere")
  class Elsewhere {
    @Test
    void isALineForEachLongStepWithoutControlCharacters() {
      try (Progress progress = progress(false)) {
        for (int i = 1; i <= 60; i++) {
          pass(1);
          progress.proceed(state(i <= 20 ? "reading" : "fitting", i / 100.0, 100.0 - i));
        }
      }
      assertThat(written())
          .isEqualTo(
              """
              credence: reading: 5 %, about 1 min 40 s left
              credence: fitting: 21 %, about 1 min 20 s left
              credence: fitting: 51 %, about 50 s left
              """);
    }

    @Test
    void isNothingForShortWork() {
      try (Progress progress = progress(false)) {
        for (int i = 0; i < 40; i++) {
          pass(0.1);
          progress.proceed(state("step " + i, i / 40.0, null));
        }
      }
      assertThat(written()).isEmpty();
    }
  }
}
