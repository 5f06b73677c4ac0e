package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.AucDifference;
import credence.evaluation.DecisionChange;
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
  private static Comparison comparison(@Nullable Long seen, @Nullable Long versions) {
    return comparison(seen, null, null, versions);
  }

  private static Comparison comparison(
      @Nullable Long seen,
      @Nullable Long byHash,
      @Nullable SideDoubt doubt,
      @Nullable Long versions) {
    return new Comparison(
        new Comparison.Contender(new VersionName("b"), "00"),
        new Comparison.Contender(new VersionName("a"), "01"),
        new HeldOut(
            1_500, 1_600, seen, byHash, 1, 2, List.of(), null, doubt, List.of("02"), versions),
        null,
        List.of(),
        List.of());
  }

  @Test
  @DisplayName("by the difference of the AUCs, which a small p-value does not hide")
  void difference() {
    Estimate value = new Estimate(-0.0104, 0.002, new Interval(-0.0143, -0.0065, 0.95));
    AucDifference difference = new AucDifference(value, 0.0000002, false);
    assertThat(ComparisonWording.apart(difference, null))
        .isEqualTo("AUC difference -0.0104 (-0.0143 to -0.0065), p < 0.001");
    assertThat(ComparisonWording.apart(difference, new Interval(-0.0164, -0.0044, 0.9975)))
        .isEqualTo(
            "AUC difference -0.0104 (-0.0143 to -0.0065; at confidence 99.75 %, for 20 versions "
                + "compared: -0.0164 to -0.0044), p < 0.001");
    assertThat(ComparisonWording.apart(null, null)).contains("cannot be compared");
  }

  @Test
  @DisplayName("by its customers")
  void customers() {
    assertThat(ComparisonWording.customers(comparison(20L, 3L)))
        .startsWith(
            "Compared with a. b holds out 1,500 customers; 20 of them were in the training data of a")
        .contains("Compared on 1 customer and 2 rows", "3 versions have been compared");
    assertThat(ComparisonWording.customers(comparison(null, 1L)))
        .contains("a training set is missing", "No other version has been compared");
    assertThat(ComparisonWording.customers(comparison(null, null, SideDoubt.ZONE_UNKNOWN, null)))
        .contains("is unknown because its sides cannot be reproduced")
        .endsWith(" both models as served.");
    assertThat(ComparisonWording.customers(comparison(0L, 0L, null, 4L)))
        .contains("0 of them were in the training data of a, which holds out customers by the hash")
        .endsWith(
            " 4 versions have been compared on overlapping customers since the champion last changed,"
                + " or before with the same champion, so gates use confidence 98.8 %.");
    assertThat(ComparisonWording.customers(comparison(0L, 12L, null, null)))
        .contains("12 of them may have been in the training data of a", "0 of the others were");
  }

  @Test
  @DisplayName("in one line if no customers remain")
  void noCustomersLeft() {
    assertThat(ComparisonWording.summary(comparison(1_500L, null))).contains("no customers remain");
  }

  @Test
  @DisplayName("by its decision rules, with approval rates as chosen")
  void decisionRules() {
    DecisionChange.Swapped none = new DecisionChange.Swapped(0, 0, 0, null);
    assertThat(
            ComparisonWording.decided(
                new DecisionChange(0.5, 0.1, 0.1, 100, 50, 50, none, none, 0)))
        .isEqualTo("At an approval rate of 50 %");
    assertThat(
            ComparisonWording.decided(
                new DecisionChange(null, 0.1, 0.1, 100, 50, 50, none, none, 0)))
        .isEqualTo("At the cutoffs");
  }
}
