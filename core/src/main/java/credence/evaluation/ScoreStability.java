package credence.evaluation;

import credence.evaluation.distribution.Bisection;
import credence.evaluation.distribution.NormalTail;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The stability of one model's scores over time: the population stability index of the newest
/// customers against earlier ones, corrected for its bias, with an interval.
///
/// The index is Σ (q - p) ln(q / p) over ten bins, deciles of the earlier scores, with the shares p
/// of the earlier rows and q of the newest ones. Without drift it is not 0: differences of shares
/// are random, and their squares add up. Its expectation under no drift is Σ V / π, where V is the
/// variance of a bin's q - p and π the bin's share in both together, and a small further term as in
/// [PopulationStability]; with one row for each customer it is about (1 / n + 1 / m) times one less
/// than the number of bins. The estimate is the index less this expectation, not below 0.
///
/// V and the standard error of the index are computed from sums per customer. The standard error is
/// that of the delta method, which holds far from 0. Under an index θ of the populations, the index
/// of the samples has about the mean θ + E and the variance 2 E² / (bins - 1) + θ S² / index, where
/// E is the expectation under no drift and S the standard error: exactly the moments of a
/// noncentral chi-square variable without repeated customers and with a small drift. Its
/// distribution is taken to be that of a multiple of a chi-square variable with these moments
/// (Patnaik), whose cube root is nearly normal (Wilson and Hilferty). The interval contains each θ
/// under which the observed index is in neither tail.
///
/// Sources: B. Yurdakul, Statistical properties of population stability index (2018); J. N. K. Rao,
/// A. J. Scott, The analysis of categorical data from complex sample surveys, JASA 76 (1981), for E
/// with repeated customers; P. B. Patnaik, The non-central χ² and F distributions and their
/// applications, Biometrika 36 (1949); E. B. Wilson, M. M. Hilferty, The distribution of
/// chi-square, PNAS 17 (1931).
///
/// @param basis how the newest customers are distinguished
/// @param newest the name of the newest training set, or the first day of the newest applications,
///   as in `2025-03-31`
/// @param heldOut whether the earlier customers are held out; the newest always are
/// @param customersBefore the number of earlier customers
/// @param customersNow the number of newest customers
/// @param bins how many bins are not empty on both sides, at least 1
/// @param index the index, at least 0
/// @param noDriftIndex its expectation under no drift, at least 0
/// @param standardError its standard error by the delta method, at least 0
/// @param value the estimate, at least 0, with its 95 % interval, which is null if there is one bin
public record ScoreStability(
    Basis basis,
    String newest,
    boolean heldOut,
    long customersBefore,
    long customersNow,
    int bins,
    double index,
    double noDriftIndex,
    double standardError,
    Estimate value) {

  /// The minimum number of customers on either side from which on the interval is reliable enough
  /// for a gate, by the coverage measured in docs/statistics.md.
  public static final long CUSTOMERS_MIN = 200;

  private static final int CELLS = 1 << 10;

  /// How the newest customers are distinguished from earlier ones.
  public enum Basis {
    /// By the newest of several training sets.
    TRAINING_SETS,
    /// By the dates of the applications.
    APPLICATION_DATES
  }

  /// The stability of a sample's probabilities.
  ///
  /// @param isNow whether a row belongs to the newest ones; called from several threads
  /// @param heldOut whether the earlier customers are held out
  /// @return null if there are no earlier rows or no newest ones
  public static @Nullable ScoreStability of(
      Sample sample, IntPredicate isNow, Basis basis, String newest, boolean heldOut) {
    boolean[] now = new boolean[sample.rows()];
    int[] before = new int[sample.rows()];
    int rowsBefore = 0;
    for (int row = 0; row < now.length; row++) {
      now[row] = isNow.test(row);
      if (!now[row]) {
        before[rowsBefore++] = row;
      }
    }
    if (rowsBefore == 0 || rowsBefore == now.length) {
      return null;
    }
    NumberHistogram deciles =
        NumberHistogram.of(rowsBefore, i -> sample.probability(before[i]), rowsBefore);
    double[] edges = deciles.edges().stream().mapToDouble(Double::doubleValue).toArray();
    PlaceFinder finder = new PlaceFinder(edges, CELLS);
    byte[] bins = new byte[now.length];
    for (int row = 0; row < bins.length; row++) {
      bins[row] = (byte) finder.place(sample.probability(row));
    }
    return new Sides(sample.customers(), now, bins, edges.length + 1, rowsBefore)
        .stability(basis, newest, heldOut);
  }

  /// The estimate with its interval at another level.
  ///
  /// @param level in (0, 1)
  public Estimate value(double level) {
    return estimate(bins, index, noDriftIndex, standardError, level);
  }

  /// The smaller of the numbers of earlier and of newest customers.
  public long customersMin() {
    return Math.min(customersBefore, customersNow);
  }

  private static Estimate estimate(
      int bins, double index, double expectation, double standardError, double level) {
    double value = Math.max(0, index - expectation);
    if (bins == 1 || !(expectation > 0)) {
      return new Estimate(value, null, null);
    }
    double slope = index > 0 ? standardError * standardError / index : 0;
    Population population =
        new Population(index, expectation, 2 * expectation * expectation / (bins - 1), slope);
    double normal = NormalTail.quantile(level);
    double low = population.indexAt(normal);
    double high = population.indexAt(-normal);
    return new Estimate(
        value, null, new Interval(Math.min(low, value), Math.max(high, value), level));
  }

  /// The distribution of the index of samples, for any index θ of the populations.
  ///
  /// @param index the observed index
  /// @param expectation its expectation with θ = 0
  /// @param variance its variance with θ = 0
  /// @param slope by how much the variance grows with θ
  private record Population(double index, double expectation, double variance, double slope) {

    /// The position of the observed index in the distribution, in standard deviations of the normal
    /// distribution; decreases in θ.
    double position(double theta) {
      double mean = theta + expectation;
      double spread = (variance + slope * theta) / (9 * mean * mean);
      return (StrictMath.cbrt(index / mean) - (1 - spread)) / Math.sqrt(spread);
    }

    /// The θ, not below 0, under which the observed index is at a position.
    double indexAt(double position) {
      if (position(0) <= position) {
        return 0;
      }
      double beyond = expectation + index;
      while (position(beyond) > position) {
        beyond *= 2;
      }
      return Bisection.last(0, beyond, theta -> position(theta) > position);
    }
  }

  /// The rows of both sides in bins.
  @SuppressWarnings("ArrayRecordComponent")
  private record Sides(Customers customers, boolean[] now, byte[] bins, int width, int rowsBefore) {

    ScoreStability stability(Basis basis, String newest, boolean heldOut) {
      double rowsNow = now.length - rowsBefore;
      double[] counts = counts();
      double[] then = new double[width];
      double[] current = new double[width];
      double[] gradientThen = new double[width];
      double[] gradientNow = new double[width];
      double index = 0;
      int used = 0;
      for (int bin = 0; bin < width; bin++) {
        then[bin] = counts[bin] / rowsBefore;
        current[bin] = counts[width + bin] / rowsNow;
        if (then[bin] > 0 || current[bin] > 0) {
          double p = Math.max(counts[bin], PopulationStability.EMPTY_BIN_ROWS) / rowsBefore;
          double q = Math.max(counts[width + bin], PopulationStability.EMPTY_BIN_ROWS) / rowsNow;
          double log = StrictMath.log(q / p);
          index += (q - p) * log;
          gradientThen[bin] = 1 - q / p - log;
          gradientNow[bin] = 1 - p / q + log;
          used++;
        }
      }
      double[] variances = variances(then, current, gradientThen, gradientNow);
      double expectation = expectation(counts, variances);
      double error = Math.sqrt(variances[width]);
      return new ScoreStability(
          basis,
          newest,
          heldOut,
          (long) counts[2 * width],
          (long) counts[2 * width + 1],
          used,
          index,
          expectation,
          error,
          estimate(used, index, expectation, error, Interval.LEVEL));
    }

    /// The expectation of the index under no drift: Σ V / π and the next term of its expansion.
    private double expectation(double[] counts, double[] variances) {
      double first = 0;
      double second = 0;
      for (int bin = 0; bin < width; bin++) {
        double common = (counts[bin] + counts[width + bin]) / now.length;
        if (common > 0) {
          first += variances[bin] / common;
        }
        if (common * Math.min(rowsBefore, now.length - rowsBefore)
            >= PopulationStability.POOLED_ROWS) {
          double before = variances[width + 1 + bin] / common;
          double current = variances[2 * width + 1 + bin] / common;
          second += (before * before + current * current) / (2 * common);
        }
      }
      return first + PopulationStability.MEAN_FACTOR * second;
    }

    /// The rows in each bin, earlier ones first, then the numbers of earlier and newest customers.
    private double[] counts() {
      return customers.sum(
          2 * width,
          (row, sums) -> sums[now[row] ? width + bins[row] : bins[row]]++,
          2 * width + 2,
          (sums, totals) -> {
            double before = 0;
            double current = 0;
            for (int bin = 0; bin < width; bin++) {
              totals[bin] += sums[bin];
              totals[width + bin] += sums[width + bin];
              before += sums[bin];
              current += sums[width + bin];
            }
            totals[2 * width] += before > 0 ? 1 : 0;
            totals[2 * width + 1] += current > 0 ? 1 : 0;
          });
    }

    /// The variance of the difference of both shares of each bin, then that of the index by the
    /// delta method, then those of the earlier and of the newest share of each bin.
    private double[] variances(
        double[] then, double[] current, double[] gradientThen, double[] gradientNow) {
      double rowsNow = now.length - rowsBefore;
      double meanThen = product(then, gradientThen);
      double meanNow = product(current, gradientNow);
      return customers.sum(
          2 * width,
          (row, sums) -> sums[now[row] ? width + bins[row] : bins[row]]++,
          3 * width + 1,
          (sums, totals) -> {
            double before = total(sums, 0);
            double after = total(sums, width);
            double influence = -before * meanThen / rowsBefore - after * meanNow / rowsNow;
            for (int bin = 0; bin < width; bin++) {
              double rows = sums[bin];
              double newRows = sums[width + bin];
              influence +=
                  rows * gradientThen[bin] / rowsBefore + newRows * gradientNow[bin] / rowsNow;
              double ofNow = (newRows - after * current[bin]) / rowsNow;
              double ofBefore = (rows - before * then[bin]) / rowsBefore;
              totals[bin] += (ofNow - ofBefore) * (ofNow - ofBefore);
              totals[width + 1 + bin] += ofBefore * ofBefore;
              totals[2 * width + 1 + bin] += ofNow * ofNow;
            }
            totals[width] += influence * influence;
          });
    }

    private double total(double[] sums, int from) {
      double total = 0;
      for (int bin = 0; bin < width; bin++) {
        total += sums[from + bin];
      }
      return total;
    }

    private static double product(double[] shares, double[] values) {
      double product = 0;
      for (int bin = 0; bin < shares.length; bin++) {
        product += shares[bin] * values[bin];
      }
      return product;
    }
  }
}
