package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import credence.model.Comparison;
import credence.model.VersionName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison is described")
class ComparisonWordingTest {
  private static Comparison comparison(@Nullable Long seen, long before) {
    return new Comparison(
        new Comparison.Contender(new VersionName("b"), "00"),
        new Comparison.Contender(new VersionName("a"), "01"),
        new Comparison.HeldOut(1_500, 1_600, seen, 1, 2, List.of(), List.of("02"), before),
        null,
        List.of(),
        List.of());
  }

  @Test
  @DisplayName("by the difference of the AUCs, which a small p-value does not hide")
  void difference() {
    Estimate value = new Estimate(-0.0104, 0.002, new Interval(-0.0143, -0.0065, 0.95));
    assertThat(ComparisonWording.difference(new AucDifference(value, 0.0000002, false)))
        .isEqualTo("AUC difference -0.0104 (-0.0143 to -0.0065), p < 0.001.");
    assertThat(ComparisonWording.difference(null)).contains("cannot be compared");
  }

  @Test
  @DisplayName("by its customers")
  void customers() {
    assertThat(ComparisonWording.customers(comparison(20L, 2)))
        .startsWith(
            "Compared with a. b holds out 1,500 customers; 20 of them were in the training data of a")
        .contains("Compared on 1 customer and 2 rows", "2 other candidates have");
    assertThat(ComparisonWording.customers(comparison(null, 0)))
        .contains("a training set is missing", "No other candidate");
  }

  @Test
  @DisplayName("in one line where nobody is left")
  void nobodyLeft() {
    assertThat(ComparisonWording.summary(comparison(1_500L, 0))).contains("no customers remain");
  }
}
