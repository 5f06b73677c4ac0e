package credence.evaluation;

/// The class with fewer customers: usually those who defaulted. Their number limits the precision
/// of every estimate, however many rows there are.
///
/// @param customers the customers with a row of that class
/// @param designEffect Σ m² / Σ m over these customers with m rows of the class each, at least 1:
///   by how much a variance grows if the rows of a customer are alike (L. Kish, Survey Sampling,
///   1965)
record RarerClass(int customers, double designEffect) {

  /// The number of customers of the rarer class below which sums of squares over customers are too
  /// small, because they rest on a few customers.
  static final int FEW = 100;

  /// The minimum number of customers of the rarer class for an interval.
  static final int MIN = 5;

  /// The rarer class of a sample.
  ///
  /// @param defaults the number of rows that defaulted
  static RarerClass of(Sample sample, int defaults) {
    if (sample.customers().distinct()) {
      return new RarerClass(Math.min(defaults, sample.rows() - defaults), 1);
    }
    double[] totals =
        sample
            .customers()
            .sum(
                2,
                (row, sums) -> sums[sample.defaulted(row) ? 0 : 1]++,
                6,
                (sums, all) -> {
                  for (int side = 0; side < 2; side++) {
                    all[3 * side] += sums[side] > 0 ? 1 : 0;
                    all[3 * side + 1] += sums[side];
                    all[3 * side + 2] += sums[side] * sums[side];
                  }
                });
    int side = totals[0] <= totals[3] ? 0 : 3;
    return new RarerClass(
        (int) totals[side], totals[side] == 0 ? 1 : totals[side + 2] / totals[side + 1]);
  }
}
