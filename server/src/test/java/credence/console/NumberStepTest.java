package credence.console;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.NumberHistogram;
import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.ValueRange;
import credence.model.ModelVersion.ValueScale;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The step by which a number is changed")
class NumberStepTest {
  private static double step(double low, double high, ValueScale scale, double typical) {
    return NumberStep.of(reference(new ValueRange(low, high), scale), typical, high - low).signed();
  }

  private static InputReference reference(@Nullable ValueRange range, @Nullable ValueScale scale) {
    return new InputReference(
        "x", new NumberHistogram(List.of(), List.of(10L, 0L), 10), range, scale);
  }

  @Test
  @DisplayName("is 1 for a count, also if most values are 0")
  void count() {
    assertThat(step(0, 12, new ValueScale(0, 1, true, 1.0), 0)).isEqualTo(1);
    assertThat(step(0, 40, new ValueScale(4, 11, true, 4.0), 6)).isEqualTo(1);
    assertThat(step(0, 3, new ValueScale(0, 0, true, 2.0), 0)).isEqualTo(1);
  }

  @Test
  @DisplayName("is 0.01 for a share, or less if shares differ less")
  void share() {
    assertThat(step(0, 1, new ValueScale(0.2, 0.6, false, 0.3), 0.4)).isEqualTo(0.01);
    assertThat(step(0, 1, new ValueScale(0, 0, false, 0.3), 0)).isEqualTo(0.01);
    assertThat(step(0, 0.02, new ValueScale(0.001, 0.004, false, 0.001), 0.002)).isEqualTo(0.002);
  }

  @Test
  @DisplayName("is a round number within the interquartile range for an amount")
  void amount() {
    assertThat(step(0, 1e6, new ValueScale(24_000, 44_000, true, 3.0), 32_000)).isEqualTo(20_000);
    assertThat(step(0, 9_000, new ValueScale(10.5, 79.25, false, 3.0), 40)).isEqualTo(50);
    assertThat(step(18, 70, new ValueScale(30, 55, true, 3.0), 40)).isEqualTo(20);
    assertThat(step(0, 50_000, new ValueScale(0, 0, true, 5_400.0), 0)).isEqualTo(5_000);
    assertThat(step(0, 50_000, new ValueScale(0, 0, false, 730.5), 0)).isEqualTo(500);
  }

  @Test
  @DisplayName("is a decrease if an increase would exceed all values of the training rows")
  void decrease() {
    assertThat(step(0, 1, new ValueScale(0, 1, true, 0.0), 1)).isEqualTo(-1);
    assertThat(step(0, 1, new ValueScale(0.5, 1, false, 0.9), 1)).isEqualTo(-0.01);
    assertThat(step(1, 1, new ValueScale(1, 1, true, null), 1)).isEqualTo(1);
  }

  @Test
  @DisplayName("is a power of ten without a scale, as in documents of earlier formats")
  void withoutScale() {
    assertThat(NumberStep.of(reference(null, null), 0, 1).signed()).isEqualTo(0.1);
    assertThat(NumberStep.of(reference(null, null), 32_580, 40_120).signed()).isEqualTo(1_000);
    assertThat(NumberStep.of(reference(null, null), 7, 0).signed()).isEqualTo(1);
  }
}
