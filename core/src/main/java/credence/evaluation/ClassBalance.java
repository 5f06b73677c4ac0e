package credence.evaluation;

import org.jspecify.annotations.Nullable;

/// The size of a sample and its number of defaults. The precision of every metric is limited by the
/// number of distinct defaulters, not the number of rows.
///
/// @param rows the number of rows, at least 1
/// @param customers the number of distinct customers
/// @param defaults the number of rows that defaulted
/// @param defaulters the number of customers with at least one row that defaulted
/// @param defaultRate `defaults` / `rows`, in [0, 1]
/// @param effectiveDefaulters the effective number of defaulters if the defaults of a customer were
///   alike: (Σ m)² / Σ m² over the customers with m of them (L. Kish, Survey Sampling, 1965), from
///   0 to `defaulters`; null in documents of formats 1 and 2
/// @param effectiveOthers the effective number of customers with a row that did not default,
///   likewise
public record ClassBalance(
    long rows,
    long customers,
    long defaults,
    long defaulters,
    double defaultRate,
    @Nullable Double effectiveDefaulters,
    @Nullable Double effectiveOthers) {

  /// The class balance of a sample.
  public static ClassBalance of(Sample sample) {
    double[] totals =
        sample
            .customers()
            .sum(
                2,
                (row, sums) -> sums[sample.defaulted(row) ? 0 : 1]++,
                4,
                (sums, totalsSoFar) -> {
                  totalsSoFar[0] += sums[0];
                  totalsSoFar[1] += sums[0] > 0 ? 1 : 0;
                  totalsSoFar[2] += sums[0] * sums[0];
                  totalsSoFar[3] += sums[1] * sums[1];
                });
    double defaults = totals[0];
    return new ClassBalance(
        sample.rows(),
        sample.customers().count(),
        (long) defaults,
        (long) totals[1],
        defaults / sample.rows(),
        effective(defaults, totals[2]),
        effective(sample.rows() - defaults, totals[3]));
  }

  private static double effective(double rows, double squares) {
    return rows == 0 ? 0 : rows * rows / squares;
  }

  /// The number of customers of the rarer class, where one with rows of both classes is a
  /// defaulter.
  public long rarerCustomers() {
    return Math.min(defaulters, customers - defaulters);
  }

  /// Whether it was read from a document of format 1 or 2.
  boolean isOfEarlierFormat() {
    return effectiveDefaulters == null;
  }

  /// The effective number of customers of the rarer class; in documents of formats 1 and 2, their
  /// number.
  double effectiveRarer() {
    return effectiveDefaulters == null || effectiveOthers == null
        ? rarerCustomers()
        : Math.min(effectiveDefaulters, effectiveOthers);
  }

  /// 1 / (effective defaulters) + 1 / (effective others), likewise.
  double reciprocals() {
    return effectiveDefaulters == null || effectiveOthers == null
        ? 1.0 / defaulters + 1.0 / (customers - defaulters)
        : 1 / effectiveDefaulters + 1 / effectiveOthers;
  }
}
