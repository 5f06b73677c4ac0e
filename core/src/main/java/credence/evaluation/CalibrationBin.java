package credence.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of similar predicted probability: predicted and observed default rate.
///
/// The interval of the observed rate is Wilson's at the bin's effective number of rows: its rows
/// divided by 1 + ρ (K - 1), where K is Σ m² / Σ m over its customers with m rows in it, and ρ is
/// the intra-customer correlation of outcomes, from 0 to 1. A single bin holds too few defaults to
/// estimate ρ, so ρ is chosen to match the squared residuals of customers summed over all bins, and
/// is 1 if these give no estimate. With one row per customer K is 1.
///
/// Sources: L. Kish, Survey Sampling (1965), for the design effect; E. L. Korn, B. I. Graubard,
/// Confidence intervals for proportions with small expected number of positive counts estimated
/// from survey data, Survey Methodology 24 (1998), for intervals at the effective number of rows.
///
/// @param low the lowest probability in the bin
/// @param high the highest probability in the bin
/// @param rows the number of rows, at least 1
/// @param defaults how many of them defaulted
/// @param meanPredicted the mean of their probabilities
/// @param observedRate `defaults` / `rows`
/// @param observedInterval the 95 % interval of the observed rate
public record CalibrationBin(
    double low,
    double high,
    long rows,
    long defaults,
    double meanPredicted,
    double observedRate,
    Interval observedInterval) {

  /// How the observed rate of a bin relates to its predictions.
  public enum Verdict {
    /// The interval of the observed rate contains the mean predicted probability.
    AS_PREDICTED,
    /// It does not, but observed over predicted is within the tolerance.
    IMMATERIAL,
    /// More rows defaulted than predicted.
    MORE,
    /// Fewer rows defaulted than predicted.
    FEWER
  }

  /// The verdict on this bin alone.
  ///
  /// @param low the minimum ratio of observed to predicted defaults that is immaterial
  /// @param high the maximum ratio that is immaterial
  public Verdict verdict(double low, double high) {
    if (observedInterval.contains(meanPredicted)) {
      return Verdict.AS_PREDICTED;
    }
    if (observedRate >= low * meanPredicted && observedRate <= high * meanPredicted) {
      return Verdict.IMMATERIAL;
    }
    return observedRate > meanPredicted ? Verdict.MORE : Verdict.FEWER;
  }

  /// Bins of about equal numbers of rows, in ascending order of probability. The k-th bin ends with
  /// the probability at rank ⌈rows · k / bins⌉. Rows of equal probability are in one bin, so there
  /// may be fewer bins than requested.
  static List<CalibrationBin> of(RankedScores ranked, Sample sample, int binsMax) {
    int[] ends = ends(ranked, binsMax);
    double[] independentRows = independentRows(ranked, sample, ends);
    List<CalibrationBin> bins = new ArrayList<>();
    int start = 0;
    for (int bin = 0; bin < ends.length; bin++) {
      int end = ends[bin];
      double rate = rate(ranked, start, end);
      bins.add(
          new CalibrationBin(
              ranked.score(start),
              ranked.score(end - 1),
              rows(ranked, start, end),
              ranked.defaultsBelow(end) - ranked.defaultsBelow(start),
              ranked.meanScore(start, end),
              rate,
              Interval.wilson(rate, independentRows[bin])));
      start = end;
    }
    return List.copyOf(bins);
  }

  /// The index after each bin's last row.
  private static int[] ends(RankedScores ranked, int binsMax) {
    int[] ends = new int[binsMax];
    int bins = 0;
    int place = 0;
    for (int k = 1; k <= binsMax; k++) {
      long rank = ((long) ranked.rows() * k + binsMax - 1) / binsMax;
      while (ranked.rowsBelow(place) < rank) {
        place++;
      }
      if (bins == 0 || ends[bins - 1] < place) {
        ends[bins++] = place;
      }
    }
    return Arrays.copyOf(ends, bins);
  }

  private static int rows(RankedScores ranked, int start, int end) {
    return ranked.rowsBelow(end) - ranked.rowsBelow(start);
  }

  private static double rate(RankedScores ranked, int start, int end) {
    return 1.0
        * (ranked.defaultsBelow(end) - ranked.defaultsBelow(start))
        / rows(ranked, start, end);
  }

  /// The effective number of independent rows of each bin.
  private static double[] independentRows(RankedScores ranked, Sample sample, int[] ends) {
    int bins = ends.length;
    double[] highs = new double[bins];
    double[] rates = new double[bins];
    double[] rows = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      int start = bin == 0 ? 0 : ends[bin - 1];
      highs[bin] = ranked.score(ends[bin] - 1);
      rates[bin] = rate(ranked, start, ends[bin]);
      rows[bin] = rows(ranked, start, ends[bin]);
    }
    if (sample.customers().distinct()) {
      return rows;
    }
    double[] squares = clusterSquares(sample, highs, rates);
    double excess = 0;
    double excessWhereAlike = 0;
    for (int bin = 0; bin < bins; bin++) {
      double variance = rows[bin] * rates[bin] * (1 - rates[bin]);
      excess += squares[2 * bin + 1] - variance;
      excessWhereAlike += variance * (squares[2 * bin] / rows[bin] - 1);
    }
    double likeness = excessWhereAlike > 0 ? Math.clamp(excess / excessWhereAlike, 0.0, 1.0) : 1;
    double[] independent = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      independent[bin] = rows[bin] / (1 + likeness * (squares[2 * bin] / rows[bin] - 1));
    }
    return independent;
  }

  /// The bin of a row.
  ///
  /// @param highs the maximum probability of each bin, ascending; the last one is not below that of
  ///   the row
  static int index(double[] highs, double probability) {
    int bin = 0;
    while (highs[bin] < probability) {
      bin++;
    }
    return bin;
  }

  /// For each bin over its customers: Σ (rows of a customer)², Σ (residuals of a customer)².
  private static double[] clusterSquares(Sample sample, double[] highs, double[] rates) {
    int bins = highs.length;
    return sample
        .customers()
        .sum(
            2 * bins,
            (row, sums) -> {
              int bin = index(highs, sample.probability(row));
              sums[2 * bin]++;
              sums[2 * bin + 1] += sample.outcome(row) - rates[bin];
            },
            2 * bins,
            (sums, totals) -> {
              for (int i = 0; i < sums.length; i++) {
                totals[i] += sums[i] * sums[i];
              }
            });
  }
}
