package credence.evaluation;

import org.jspecify.annotations.Nullable;

/// The population stability index of a column against its reference: Σ (b - a) ln(b / a) over the
/// bins, where a and b are the shares of the reference's and of the current rows.
///
/// A bin that is empty on one side counts as half a row there; one that is empty on both is
/// omitted.
///
/// There is no other smoothing, so without empty bins this is the textbook definition. Under no
/// drift the index is about (1 / n + 1 / m) times a chi-square variable with one degree of freedom
/// less than there are bins, n and m being the numbers of independent rows; this gives the 99th
/// percentile under no drift. The approximation needs a few rows in every bin.
///
/// Source: B. Yurdakul, Statistical properties of population stability index (2018).
///
/// @param value the index, at least 0
/// @param noDriftLimit the quantile of the index under no drift at level [#NO_DRIFT_LEVEL] for
///   these counts
/// @param bins how many bins are not empty on both sides
public record PopulationStability(double value, double noDriftLimit, int bins) {

  /// The share of samples without drift whose index is below `noDriftLimit`.
  public static final double NO_DRIFT_LEVEL = 0.99;

  /// By convention, an index of at least this value indicates a moderate shift.
  public static final double NOTABLE = 0.1;

  /// By convention, an index of at least this value indicates a significant shift.
  public static final double LARGE = 0.25;

  private static final double EMPTY_BIN_ROWS = 0.5;

  /// The index of current counts against a reference.
  ///
  /// @param counts the current rows in each of the reference's bins, missing values last
  /// @param independentRows the effective number of independent rows, above 0 unless there are no
  ///   rows; see [Customers#independentRows()]
  /// @return null where either side has no rows
  /// @throws IllegalArgumentException if the number of counts is not the number of bins, or there
  ///   are rows but no independent ones
  public static @Nullable PopulationStability of(
      ReferenceHistogram reference, long[] counts, double independentRows) {
    if (counts.length != reference.bins()) {
      throw new IllegalArgumentException(
          counts.length + " counts for " + reference.bins() + " bins");
    }
    long referenceRows = reference.rows();
    long currentRows = 0;
    for (long count : counts) {
      currentRows += count;
    }
    if (referenceRows == 0 || currentRows == 0) {
      return null;
    }
    if (!(independentRows > 0 && reference.independentRows() > 0)) {
      throw new IllegalArgumentException("the effective number of rows must be above 0");
    }
    double index = 0;
    int bins = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      long referenceCount = reference.counts().get(bin);
      if (referenceCount > 0 || counts[bin] > 0) {
        double before = Math.max((double) referenceCount, EMPTY_BIN_ROWS) / referenceRows;
        double now = Math.max((double) counts[bin], EMPTY_BIN_ROWS) / currentRows;
        index += (now - before) * StrictMath.log(now / before);
        bins++;
      }
    }
    double scale = 1 / reference.independentRows() + 1 / independentRows;
    double limit = bins == 1 ? 0 : scale * ChiSquare.quantile(NO_DRIFT_LEVEL, bins - 1);
    return new PopulationStability(index, limit, bins);
  }

  /// Whether the index exceeds its 99th percentile under no drift.
  public boolean beyondChance() {
    return value > noDriftLimit;
  }
}
