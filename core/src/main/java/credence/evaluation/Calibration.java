package credence.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calibration of the predicted probabilities. All intervals are clustered by customer.
///
/// Probabilities of 0 and 1 count as 2⁻⁵² and 1 - 2⁻⁵² where their log-odds are needed: in slope
/// and intercept.
///
/// @param observedToExpected the number of defaults over the sum of the probabilities: above 1 the
///   model underestimates defaults; its interval is symmetric on the logarithmic scale; null if
///   every probability is 0
/// @param slope of the outcome's log-odds over the predicted ones, intercept fitted: 1 is ideal,
///   below 1 the probabilities are too extreme; null if a threshold separates the classes or only
///   one class occurs
/// @param intercept the shift of all predicted log-odds at which the expected number of defaults
///   equals the observed one, with the slope fixed at 1: 0 is ideal; null if all rows or none
///   defaulted
/// @param bins at most ten, of about equal numbers of rows, in ascending order of probability
public record Calibration(
    @Nullable Estimate observedToExpected,
    @Nullable Estimate slope,
    @Nullable Estimate intercept,
    List<CalibrationBin> bins) {

  private static final int BINS_MAX = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  static Calibration of(RankedScores ranked, Sample sample) {
    Recalibration recalibration = new Recalibration(sample);
    return new Calibration(
        observedToExpected(sample),
        recalibration.slope(),
        recalibration.intercept(ranked.defaults()),
        CalibrationBin.of(ranked, sample, BINS_MAX));
  }

  /// Observed over expected defaults. Its variance is that of a ratio of two sums over customers,
  /// linearised: c(I) Σ (observed - ratio · expected)² / (Σ expected)², over I customers, with c(I)
  /// = I / (I - 1) (W. G. Cochran, Sampling Techniques, 1977).
  static @Nullable Estimate observedToExpected(Sample sample) {
    Customers customers = sample.customers();
    double[] totals =
        FixedBlocks.sum(
            sample.rows(),
            2,
            (from, to, sums) -> {
              for (int row = from; row < to; row++) {
                sums[0] += sample.outcome(row);
                sums[1] += sample.probability(row);
              }
            });
    double expected = totals[1];
    double ratio = totals[0] / expected;
    if (!Double.isFinite(ratio)) {
      return null;
    }
    double squares =
        customers
            .sum(
                1,
                (row, sums) -> sums[0] += sample.outcome(row) - ratio * sample.probability(row),
                1,
                (sums, total) -> total[0] += sums[0] * sums[0])[0];
    return Estimate.logNormal(
        ratio, Customers.correction(customers.count()) * squares / (expected * expected));
  }
}
