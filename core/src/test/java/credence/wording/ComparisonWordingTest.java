package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import credence.model.Comparison;
import credence.model.Comparison.HeldOut;
import credence.model.Comparison.SideDoubt;
import credence.model.VersionName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison is described")
class ComparisonWordingTest {
  private static Comparison comparison(@Nullable Long seen, long before) {
    return comparison(seen, null, null, before, null);
  }

  private static Comparison comparison(
      @Nullable Long seen,
      @Nullable Long byHash,
      @Nullable SideDoubt doubt,
      long before,
      @Nullable Long versions) {
    return new Comparison(
        new Comparison.Contender(new VersionName("b"), "00"),
        new Comparison.Contender(new VersionName("a"), "01"),
        new HeldOut(
            1_500,
            1_600,
            seen,
            byHash,
            1,
            2,
            List.of(),
            null,
            doubt,
            List.of("02"),
            before,
            versions),
        null,
        List.of(),
        List.of());
  }

  @Test
  @DisplayName("by the difference of the AUCs, which a small p-value does not hide")
  void difference() {
    Estimate value = new Estimate(-0.0104, 0.002, new Interval(-0.0143, -0.0065, 0.95));
    AucDifference difference = new AucDifference(value, 0.0000002, false);
    assertThat(ComparisonWording.difference(difference, null))
        .isEqualTo("AUC difference -0.0104 (-0.0143 to -0.0065), p < 0.001.");
    assertThat(ComparisonWording.difference(difference, new Interval(-0.0164, -0.0044, 0.9975)))
        .isEqualTo(
            "AUC difference -0.0104 (-0.0143 to -0.0065; at confidence 99.75 %, for 20 versions "
                + "compared: -0.0164 to -0.0044), p < 0.001.");
    assertThat(ComparisonWording.difference(null, null)).contains("cannot be compared");
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
    assertThat(ComparisonWording.customers(comparison(null, null, SideDoubt.ZONE_UNKNOWN, 0, 1L)))
        .contains("is unknown because its sides cannot be reproduced")
        .doesNotContain("confidence");
    assertThat(ComparisonWording.customers(comparison(0L, 0L, null, 0, 4L)))
        .contains("0 of them were in the training data of a, which holds out customers by the hash")
        .endsWith(
            " 4 versions have been compared on overlapping customers since the champion was last "
                + "promoted, so gates use confidence 1 - 0.05 / 4.");
    assertThat(ComparisonWording.customers(comparison(0L, 12L, null, 0, null)))
        .contains("12 of them may have been in the training data of a", "0 of the others were");
  }

  @Test
  @DisplayName("in one line if no customers remain")
  void noCustomersLeft() {
    assertThat(ComparisonWording.summary(comparison(1_500L, 0))).contains("no customers remain");
  }
}
