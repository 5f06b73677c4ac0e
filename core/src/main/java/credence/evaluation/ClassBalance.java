package credence.evaluation;

/// The size of a sample and its number of defaults. The precision of every metric is limited by the
/// number of distinct defaulters, not the number of rows.
///
/// @param rows the number of rows, at least 1
/// @param customers the number of distinct customers
/// @param defaults the number of rows that defaulted
/// @param defaulters the number of customers with at least one row that defaulted
/// @param defaultRate `defaults` / `rows`, in [0, 1]
public record ClassBalance(
    long rows, long customers, long defaults, long defaulters, double defaultRate) {

  /// The class balance of a sample.
  public static ClassBalance of(Sample sample) {
    double[] totals =
        sample
            .customers()
            .sum(
                1,
                (row, sums) -> sums[0] += sample.outcome(row),
                2,
                (sums, totalsSoFar) -> {
                  totalsSoFar[0] += sums[0];
                  totalsSoFar[1] += sums[0] > 0 ? 1 : 0;
                });
    return new ClassBalance(
        sample.rows(),
        sample.customers().count(),
        (long) totals[0],
        (long) totals[1],
        totals[0] / sample.rows());
  }
}
