package credence.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calibration of the predicted probabilities. All intervals are clustered by customer.
///
/// Probabilities of 0 and 1 count as 2⁻⁵² and 1 - 2⁻⁵² where their log-odds are needed: in slope
/// and intercept.
///
/// @param observedToExpected the number of defaults over the sum of the probabilities: above 1 the
///   model underestimates defaults; its interval, which counts defaulting customers, is exact or
///   conservative if fewer than 50 of them defaulted, and then present even if none did; null if
///   every probability is 0
/// @param slope of the outcome's log-odds over the predicted ones, intercept fitted: 1 is ideal,
///   below 1 the probabilities are too extreme; null if a threshold separates the classes or only
///   one class occurs; without an interval if either class has fewer than 5 customers
/// @param intercept the shift of all predicted log-odds at which the expected number of defaults
///   equals the observed one, with the slope fixed at 1: 0 is ideal; null if all rows or none
///   defaulted; without an interval if either class has fewer than 5 customers
/// @param bins at most ten, of about equal numbers of rows, in ascending order of probability
/// @param hosmerLemeshow the joint test of the bins; null if too few defaults are expected, or in a
///   document of an earlier format
public record Calibration(
    @Nullable Estimate observedToExpected,
    @Nullable Estimate slope,
    @Nullable Estimate intercept,
    List<CalibrationBin> bins,
    @Nullable HosmerLemeshow hosmerLemeshow) {

  private static final int BINS_MAX = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  static Calibration of(RankedScores ranked, Sample sample) {
    Recalibration recalibration = new Recalibration(sample);
    List<CalibrationBin> bins = CalibrationBin.of(ranked, sample, BINS_MAX);
    return new Calibration(
        ObservedToExpected.of(sample),
        recalibration.slope(),
        recalibration.intercept(ranked.defaults()),
        bins,
        HosmerLemeshow.of(ranked, bins, sample));
  }
}
