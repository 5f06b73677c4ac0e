package credence.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of about the same predicted probability: what was promised, and what came.
///
/// The interval of the observed rate is Wilson's, at the number of independent rows that the bin is
/// worth: its rows divided by the design effect. That is the variance of the rate clustered by
/// customer over the one that independent rows would have, at least 1; where that is not known,
/// because all rows of the bin ended alike or belong to one customer, it is Kish's for rows of a
/// customer that are all alike. With a row for each customer it is 1.
///
/// Source: E. L. Korn, B. I. Graubard, Confidence intervals for proportions with small expected
/// number of positive counts estimated from survey data, Survey Methodology 24 (1998), for the
/// effective number of rows.
///
/// @param low the least probability in the bin
/// @param high the greatest probability in the bin
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

  /// Bins of about equal numbers of rows, in ascending order of probability. The k-th bin ends with
  /// the probability at rank ⌈rows · k / bins⌉. Rows of one probability stay together, so there may
  /// be fewer bins than asked for.
  static List<CalibrationBin> of(RankedScores ranked, Sample sample, int binsMax) {
    int[] ends = ends(ranked, binsMax);
    double[] independentRows = independentRows(ranked, sample, ends);
    List<CalibrationBin> bins = new ArrayList<>();
    int start = 0;
    for (int bin = 0; bin < ends.length; bin++) {
      int end = ends[bin];
      double sum = 0;
      for (int place = start; place < end; place++) {
        sum += ranked.score(place) * (ranked.rowsBelow(place + 1) - ranked.rowsBelow(place));
      }
      int rows = rows(ranked, start, end);
      double rate = rate(ranked, start, end);
      bins.add(
          new CalibrationBin(
              ranked.score(start),
              ranked.score(end - 1),
              rows,
              ranked.defaultsBelow(end) - ranked.defaultsBelow(start),
              sum / rows,
              rate,
              Interval.wilson(rate, independentRows[bin])));
      start = end;
    }
    return List.copyOf(bins);
  }

  /// The place after each bin's last.
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

  /// How many independent rows each bin is worth.
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
    double[] totals = clusterTotals(sample, highs, rates);
    double[] independent = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      double customers = totals[3 * bin];
      double variance = Customers.correction(customers) * totals[3 * bin + 2] / rows[bin];
      double effect = variance / (rates[bin] * (1 - rates[bin]));
      independent[bin] =
          Double.isFinite(effect)
              ? rows[bin] / Math.max(1, effect)
              : rows[bin] * rows[bin] / totals[3 * bin + 1];
    }
    return independent;
  }

  /// For each bin: its customers, Σ (rows of a customer)², Σ (residuals of a customer)².
  private static double[] clusterTotals(Sample sample, double[] highs, double[] rates) {
    int bins = highs.length;
    return sample
        .customers()
        .sum(
            2 * bins,
            (row, sums) -> {
              int bin = 0;
              while (highs[bin] < sample.probability(row)) {
                bin++;
              }
              sums[2 * bin]++;
              sums[2 * bin + 1] += sample.outcome(row) - rates[bin];
            },
            3 * bins,
            (sums, totals) -> {
              for (int bin = 0; bin < bins; bin++) {
                double rows = sums[2 * bin];
                double residual = sums[2 * bin + 1];
                totals[3 * bin] += rows > 0 ? 1 : 0;
                totals[3 * bin + 1] += rows * rows;
                totals[3 * bin + 2] += residual * residual;
              }
            });
  }
}
