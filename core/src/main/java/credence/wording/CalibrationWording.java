package credence.wording;

import credence.evaluation.Calibration;
import credence.evaluation.CalibrationBin;
import credence.evaluation.CalibrationBin.Verdict;
import credence.evaluation.Estimate;
import credence.evaluation.HosmerLemeshow;
import credence.evaluation.Interval;
import credence.evaluation.distribution.Binomial;
import credence.model.Gates.Range;
import credence.model.ModelSpec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Describes the calibration of a model's probabilities.
public final class CalibrationWording {
  private final Calibration calibration;
  private final ModelSpec spec;

  private CalibrationWording(Calibration calibration, ModelSpec spec) {
    this.calibration = calibration;
    this.spec = spec;
  }

  /// Whether as many defaulted as expected, overall and in each bin, as a sentence fragment; empty
  /// if the data do not yield a ratio with an interval.
  ///
  /// The bins count if the joint test rejects the predictions. A document of an earlier format has
  /// no such test: then they count if so many are outside their 95 % intervals by chance in less
  /// than 5 % of cases.
  ///
  /// @param spec has the ratios of observed to expected defaults that are immaterial
  public static String verdict(Calibration calibration, ModelSpec spec) {
    return new CalibrationWording(calibration, spec).verdict();
  }

  /// The joint test of all bins as a sentence; empty if there is none.
  public static String test(Calibration calibration, ModelSpec spec) {
    HosmerLemeshow test = calibration.hosmerLemeshow();
    return test == null
        ? ""
        : "Hosmer–Lemeshow test of all bins together, %s: χ² = %s with %s, p %s."
            .formatted(
                ClusterWording.of(spec),
                Figures.measure(test.statistic()),
                Figures.count(test.degrees(), "degree of freedom", "degrees of freedom"),
                Figures.pValue(test.pValue()));
  }

  /// The verdict on one bin, for a table.
  ///
  /// @param tolerance the ratios of observed to expected defaults that are immaterial
  public static String of(CalibrationBin bin, Range tolerance) {
    return switch (bin.verdict(tolerance.low(), tolerance.high())) {
      case AS_PREDICTED -> "as predicted";
      case IMMATERIAL -> "immaterial deviation";
      case MORE -> "more than predicted";
      case FEWER -> "fewer than predicted";
    };
  }

  private String verdict() {
    Estimate ratio = calibration.observedToExpected();
    Interval interval = ratio == null ? null : ratio.interval();
    if (ratio == null || interval == null) {
      return "";
    }
    String bins = bins();
    String figure =
        " (observed / expected %s, 95 %% interval %s)"
            .formatted(Figures.measure(ratio), Figures.interval(ratio));
    if (interval.contains(1)) {
      return "the number of defaults is consistent with the predictions"
          + figure
          + (bins.isEmpty() ? "" : ", but " + bins);
    }
    return apart(ratio, interval) + figure + (bins.isEmpty() ? "" : "; " + bins);
  }

  private String apart(Estimate ratio, Interval interval) {
    String words =
        interval.low() > 1
            ? "there were more defaults than predicted"
            : "there were fewer defaults than predicted";
    Range tolerance = spec.calibrationTolerance();
    return ratio.value() >= tolerance.low() && ratio.value() <= tolerance.high()
        ? words + ", by an immaterial amount"
        : words;
  }

  /// How the bins deviate; empty if they do not, or the joint test does not reject the predictions.
  private String bins() {
    HosmerLemeshow test = calibration.hosmerLemeshow();
    if (test != null && !test.rejects()) {
      return "";
    }
    Range tolerance = spec.calibrationTolerance();
    List<Verdict> verdicts =
        calibration.bins().stream()
            .map(bin -> bin.verdict(tolerance.low(), tolerance.high()))
            .toList();
    int material = count(verdicts, Verdict.MORE) + count(verdicts, Verdict.FEWER);
    int outside = material + count(verdicts, Verdict.IMMATERIAL);
    if (test == null && byChance(outside, verdicts.size())) {
      return "";
    }
    String deviation =
        material > 0
            ? String.format(
                Locale.ROOT,
                "%d of %d bins %s outside the 95 %% %s",
                outside,
                verdicts.size(),
                outside == 1 ? "is" : "are",
                outside == 1 ? "interval" : "intervals")
            : together(outside);
    return deviation + basis(test);
  }

  /// Whether at least so many of independent 95 % intervals miss by chance in 5 % of cases or more.
  private static boolean byChance(int outside, int intervals) {
    return Binomial.atLeast(outside, intervals, 1 - Interval.LEVEL) >= 1 - Interval.LEVEL;
  }

  private static String together(int immaterial) {
    return immaterial > 0
        ? "the bins deviate by immaterial amounts"
        : "the bins deviate together, none of them alone";
  }

  private String basis(@Nullable HosmerLemeshow test) {
    return test == null
        ? ""
        : " (Hosmer–Lemeshow test %s, p %s)"
            .formatted(ClusterWording.of(spec), Figures.pValue(test.pValue()));
  }

  private static int count(List<Verdict> verdicts, Verdict verdict) {
    return Collections.frequency(verdicts, verdict);
  }
}
