package credence.evaluation;

import credence.evaluation.distribution.ChiSquare;
import org.jspecify.annotations.Nullable;

/// Observed over expected defaults, with a 95 % interval that counts defaulting customers.
///
/// With fewer than [#EXACT_BELOW] customers that defaulted, the number of defaulting customers is
/// Poisson, and the number of defaults is the sum of their default rows. The interval is the gamma
/// interval of a weighted Poisson count: with y = Σ m and v = Σ m² over customers with m default
/// rows each, and χ²(q, k) the quantile q of the chi-square distribution with k degrees of freedom,
///
/// - its lower end is v / (2 y) · χ²(0.025, 2 y² / v), or 0 if there is no default,
/// - its upper end is v′ / (2 y′) · χ²(0.975, 2 y′² / v′), y′ = y + w, v′ = v + w₂,
///
/// both divided by the expected defaults. w and w₂ are the mean and the mean square of the rows of
/// a customer, weighted by its mean probability: the default rows of the next customer to default,
/// if it did so in all of its rows. If no customer has more than one row, this is the exact
/// interval of a Poisson count. It is conservative otherwise, and where probabilities are not
/// small, because the number of defaults varies less than a Poisson count.
///
/// With more defaulting customers the interval is symmetric on the logarithmic scale. Its variance
/// is that of a ratio of two sums over customers, linearised: c(I) Σ (observed - ratio · expected)²
/// / (Σ expected)², over I customers, with c(I) = I / (I - 1).
///
/// Sources: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936); M. P.
/// Fay, E. J. Feuer, Confidence intervals for directly standardized rates: a method based on the
/// gamma distribution, Statistics in Medicine 16 (1997); R. C. Tiwari, L. X. Clegg, Z. Zou,
/// Efficient interval estimation for age-adjusted cancer rates, Statistical Methods in Medical
/// Research 15 (2006), for w and w₂; W. G. Cochran, Sampling Techniques (1977), for the ratio.
final class ObservedToExpected {

  /// The number of defaulting customers from which on the interval is that of a ratio.
  static final int EXACT_BELOW = 50;

  private static final double TAIL = (1 - Interval.LEVEL) / 2;

  private final Sample sample;
  private final double observed;
  private final double expected;

  /// The number of customers that defaulted.
  private final double defaulters;

  /// Σ m² over customers with m default rows.
  private final double squares;

  /// The sum over customers of their mean probability.
  private final double expectedCustomers;

  /// Σ expected defaults · rows over customers.
  private final double expectedRows;

  private ObservedToExpected(Sample sample) {
    this.sample = sample;
    double[] totals = sample.customers().distinct() ? totalsByRow(sample) : totals(sample);
    observed = totals[0];
    expected = totals[1];
    defaulters = totals[2];
    squares = totals[3];
    expectedCustomers = totals[4];
    expectedRows = totals[5];
  }

  /// The totals if each customer has one row.
  private static double[] totalsByRow(Sample sample) {
    double[] sums =
        FixedBlocks.sum(
            sample.rows(),
            2,
            (from, to, block) -> {
              for (int row = from; row < to; row++) {
                block[0] += sample.outcome(row);
                block[1] += sample.probability(row);
              }
            });
    return new double[] {sums[0], sums[1], sums[0], sums[0], sums[1], sums[1]};
  }

  private static double[] totals(Sample sample) {
    return sample
        .customers()
        .sum(
            3,
            (row, sums) -> {
              sums[0] += sample.outcome(row);
              sums[1] += sample.probability(row);
              sums[2]++;
            },
            6,
            ObservedToExpected::addCustomer);
  }

  /// Adds a customer, by its defaults, expected defaults and rows.
  private static void addCustomer(double[] sums, double[] totals) {
    totals[0] += sums[0];
    totals[1] += sums[1];
    totals[2] += sums[0] > 0 ? 1 : 0;
    totals[3] += sums[0] * sums[0];
    totals[4] += sums[1] / sums[2];
    totals[5] += sums[1] * sums[2];
  }

  /// The ratio.
  ///
  /// @return null if every probability is 0
  static @Nullable Estimate of(Sample sample) {
    return new ObservedToExpected(sample).estimate();
  }

  private @Nullable Estimate estimate() {
    double ratio = observed / expected;
    if (!Double.isFinite(ratio)) {
      return null;
    }
    double variance = variance(ratio);
    if (defaulters >= EXACT_BELOW) {
      return Estimate.logNormal(ratio, variance);
    }
    Interval interval = gamma(ratio);
    return interval == null
        ? new Estimate(ratio, null, null)
        : new Estimate(
            ratio,
            variance > 0 && Double.isFinite(variance) ? (Double) Math.sqrt(variance) : null,
            interval);
  }

  private double variance(double ratio) {
    Customers customers = sample.customers();
    double residuals =
        customers
            .sum(
                1,
                (row, sums) -> sums[0] += sample.outcome(row) - ratio * sample.probability(row),
                1,
                (sums, total) -> total[0] += sums[0] * sums[0])[0];
    return Customers.correction(customers.count()) * residuals / (expected * expected);
  }

  private @Nullable Interval gamma(double ratio) {
    double low = observed == 0 ? 0 : end(observed, squares, TAIL);
    double high =
        end(
            observed + expected / expectedCustomers,
            squares + expectedRows / expectedCustomers,
            1 - TAIL);
    return Double.isFinite(high)
        ? new Interval(Math.min(ratio, low), Math.max(ratio, high), Interval.LEVEL)
        : null;
  }

  /// An end of the interval, from a sum of weights and that of their squares.
  private double end(double sum, double squares, double probability) {
    return squares
        / (2 * sum)
        * ChiSquare.quantile(probability, 2 * sum * sum / squares)
        / expected;
  }
}
