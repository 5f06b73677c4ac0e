package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.SpecDocument;
import credence.evaluation.Calibration;
import credence.evaluation.CalibrationBin;
import credence.evaluation.Estimate;
import credence.evaluation.HosmerLemeshow;
import credence.evaluation.Interval;
import credence.model.Gates.Range;
import credence.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The calibration of a version")
class CalibrationWordingTest {
  private static final Range TOLERANCE = new Range(0.95, 1.05);
  private static final HosmerLemeshow REJECTS = new HosmerLemeshow(55, 10, 1e-8);
  private static final HosmerLemeshow HOLDS = new HosmerLemeshow(9, 10, 0.53);

  @Test
  @DisplayName("is not praised for its total if four of ten bins are off")
  void binsAreOff() {
    assertThat(verdict(1, 0.9, 1.1, 4, REJECTS))
        .isEqualTo(
            "the number of defaults is consistent with the predictions (observed / expected 1.0000,"
                + " 95 % interval 0.9000 to 1.1000), but 4 of 10 bins are outside the 95 % intervals"
                + " (Hosmer–Lemeshow test clustered by customer, p < 0.001)");
    assertThat(verdict(1.3, 1.2, 1.4, 1, REJECTS))
        .startsWith("there were more defaults than predicted (")
        .contains("; 1 of 10 bins is outside the 95 % interval (");
  }

  @Test
  @DisplayName("follows the joint test: single bins may be outside by chance")
  void jointTest() {
    assertThat(verdict(1, 0.9, 1.1, 1, HOLDS)).doesNotContain("bin");
    assertThat(verdict(1, 0.9, 1.1, 0, REJECTS))
        .contains(", but the bins deviate together, none of them alone (Hosmer–Lemeshow");
  }

  @Test
  @DisplayName("counts the bins of an earlier format, which has no joint test, unless few are off")
  void earlierFormat() {
    assertThat(verdict(1, 0.9, 1.1, 4, null))
        .endsWith(", but 4 of 10 bins are outside the 95 % intervals");
    assertThat(verdict(1, 0.9, 1.1, 3, null)).contains("3 of 10 bins");
    assertThat(verdict(1, 0.9, 1.1, 2, null)).endsWith("1.1000)");
    assertThat(verdict(1, 0.9, 1.1, 0, null)).endsWith("1.1000)");
  }

  @Test
  @DisplayName("counts bins with an immaterial deviation among those outside their intervals")
  void immaterialBins() {
    CalibrationBin immaterial =
        new CalibrationBin(0.1, 0.3, 1_000_000, 0, 0.2, 0.205, new Interval(0.204, 0.206, 0.95));
    List<CalibrationBin> bins = new ArrayList<>(calibration(1, 0.9, 1.1, 1, null).bins());
    bins.set(8, immaterial);
    bins.set(9, immaterial);
    Estimate ratio = new Estimate(1, null, new Interval(0.9, 1.1, 0.95));
    assertThat(CalibrationWording.verdict(new Calibration(ratio, null, null, bins, null), spec("")))
        .endsWith(", but 3 of 10 bins are outside the 95 % intervals");
  }

  @Test
  @DisplayName("is immaterially off within the tolerance, even if significantly so")
  void immaterial() {
    assertThat(verdict(1.03, 1.01, 1.05, 0, HOLDS))
        .startsWith("there were more defaults than predicted, by an immaterial amount (");
    assertThat(verdict(0.97, 0.96, 0.98, 0, HOLDS))
        .startsWith("there were fewer defaults than predicted, by an immaterial amount (");
    assertThat(verdict(1.06, 1.01, 1.11, 0, HOLDS))
        .startsWith("there were more defaults than predicted (");
    assertThat(
            CalibrationWording.verdict(
                calibration(1.06, 1.01, 1.11, 0, HOLDS), spec("calibration-tolerance: [0.9, 1.1]")))
        .contains("immaterial");
  }

  @Test
  @DisplayName("is off if none defaulted against many expected")
  void noDefault() {
    assertThat(verdict(0, 0, 0.048, 0, REJECTS))
        .startsWith("there were fewer defaults than predicted (");
  }

  @Test
  @DisplayName("has a verdict on each bin")
  void bins() {
    assertThat(CalibrationWording.of(bin(0.1, 0.1), TOLERANCE)).isEqualTo("as predicted");
    assertThat(CalibrationWording.of(bin(0.1, 0.2), TOLERANCE)).isEqualTo("more than predicted");
    assertThat(CalibrationWording.of(bin(0.2, 0.1), TOLERANCE)).isEqualTo("fewer than predicted");
    CalibrationBin precise =
        new CalibrationBin(0.1, 0.3, 1_000_000, 0, 0.2, 0.205, new Interval(0.204, 0.206, 0.95));
    assertThat(CalibrationWording.of(precise, TOLERANCE)).isEqualTo("immaterial deviation");
    assertThat(CalibrationWording.of(precise, new Range(0.99, 1.01)))
        .isEqualTo("more than predicted");
  }

  @Test
  @DisplayName("names the joint test with its degrees of freedom")
  void namesTheTest() {
    assertThat(CalibrationWording.test(calibration(1, 0.9, 1.1, 0, HOLDS), spec("")))
        .isEqualTo(
            "Hosmer–Lemeshow test of all bins together, clustered by customer: χ² = 9.0000 with 10"
                + " degrees of freedom, p = 0.530.");
    assertThat(CalibrationWording.test(calibration(1, 0.9, 1.1, 0, null), spec(""))).isEmpty();
  }

  @Test
  @DisplayName("says that rows count as customers if the spec has no id")
  void withoutIds() {
    ModelSpec spec = read("");
    assertThat(CalibrationWording.test(calibration(1, 0.9, 1.1, 0, HOLDS), spec))
        .startsWith(
            "Hosmer–Lemeshow test of all bins together, computed with each row as a different"
                + " customer: ");
    assertThat(CalibrationWording.verdict(calibration(1, 0.9, 1.1, 4, REJECTS), spec))
        .endsWith(
            " (Hosmer–Lemeshow test computed with each row as a different customer, p < 0.001)");
  }

  private static ModelSpec spec(String more) {
    return read("id: id\n" + more);
  }

  private static ModelSpec read(String more) {
    return switch (SpecDocument.read(
        "target: {column: y}\nfeatures: {x: {type: number}}\n" + more, "spec")) {
      case SpecDocument.Read read -> read.document().spec();
      case SpecDocument.Invalid invalid -> throw new AssertionError(invalid.errors());
    };
  }

  private static String verdict(
      double ratio, double low, double high, int outside, @Nullable HosmerLemeshow test) {
    return CalibrationWording.verdict(calibration(ratio, low, high, outside, test), spec(""));
  }

  private static Calibration calibration(
      double ratio, double low, double high, int outside, @Nullable HosmerLemeshow test) {
    List<CalibrationBin> bins =
        IntStream.range(0, 10).mapToObj(i -> bin(0.1, i < outside ? 0.2 : 0.1)).toList();
    Estimate observedToExpected = new Estimate(ratio, null, new Interval(low, high, 0.95));
    return new Calibration(observedToExpected, null, null, bins, test);
  }

  private static CalibrationBin bin(double predicted, double observed) {
    return new CalibrationBin(
        predicted / 2,
        2 * predicted,
        1_000,
        Math.round(1_000 * observed),
        predicted,
        observed,
        new Interval(observed - 0.02, observed + 0.02, 0.95));
  }
}
