package credence.evaluation;

import credence.evaluation.distribution.ChiSquare;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The population stability index of a column against its reference: Σ (b - a) ln(b / a) over the
/// bins, where a and b are the shares of the reference's and of the current rows.
///
/// A bin that is empty on one side counts as half a row there; one that is empty on both is
/// omitted. Levels of a category of which fewer than five independent rows are expected on the
/// smaller side are pooled with the levels that have no bin; the expectation is that of both sides
/// together, which under no drift says nothing about their difference. Levels that the reference
/// does not contain have no bin, so without the rare ones that it does contain their share would be
/// larger on the other side without any drift. Otherwise, without empty bins, this is the textbook
/// definition.
///
/// Under no drift the index is about (1 / n + 1 / m) times a chi-square variable with one degree of
/// freedom less than there are bins, n and m being the numbers of independent rows. With few rows
/// in a bin its mean and variance are larger. Let r be the average over the bins of ½ (1 / (n² p) +
/// 1 / (m² p)) / (1 / n + 1 / m), where p is a bin's share, the second term of the mean's expansion
/// for Poisson counts. Then the mean is larger by a factor of 1 + 1.2 r and the variance by at most
/// 1 + 5 r, fitted to the exact moments of expected counts from 5 to 500; the quantile is shifted
/// and stretched accordingly. Bins with fewer than five expected rows do not contribute to r:
/// counting half a row for none makes up for it.
///
/// Source: B. Yurdakul, Statistical properties of population stability index (2018).
///
/// @param value the index, at least 0
/// @param noDriftLimit the limit that, without drift, the indexes of all columns compared together
///   stay below with a probability of at least [#NO_DRIFT_LEVEL]
/// @param bins how many bins, after pooling, are not empty on both sides
public record PopulationStability(double value, double noDriftLimit, int bins) {

  /// The share of data sets without drift in which no index exceeds its `noDriftLimit`.
  public static final double NO_DRIFT_LEVEL = 0.99;

  /// By convention, an index of at least this value indicates a moderate shift.
  public static final double NOTABLE = 0.1;

  /// By convention, an index of at least this value indicates a significant shift.
  public static final double LARGE = 0.25;

  /// The number of rows that an empty bin is taken to have.
  static final double EMPTY_BIN_ROWS = 0.5;

  /// The expected number of independent rows below which levels are pooled.
  static final double POOLED_ROWS = 5;

  /// The factor of the second-order term of the mean of an index under no drift.
  static final double MEAN_FACTOR = 1.2;

  private static final double VARIANCE_FACTOR = 5;

  /// The index of current counts against a reference, of one column alone.
  ///
  /// @param counts the current rows in each of the reference's bins, missing values last
  /// @param independentRows the effective number of independent rows, above 0 unless there are no
  ///   rows; see [Customers#independentRows()]
  /// @return null where either side has no rows
  /// @throws IllegalArgumentException if the number of counts is not the number of bins, or there
  ///   are rows but no independent ones
  public static @Nullable PopulationStability of(
      ReferenceHistogram reference, long[] counts, double independentRows) {
    return of(reference, counts, independentRows, 1);
  }

  /// The index of current counts against a reference, of one of several columns.
  ///
  /// @param columns the number of columns that are compared, at least 1: the limit of each is its
  ///   quantile at 1 - (1 - [#NO_DRIFT_LEVEL]) / columns (Bonferroni)
  public static @Nullable PopulationStability of(
      ReferenceHistogram reference, long[] counts, double independentRows, int columns) {
    if (counts.length != reference.bins()) {
      throw new IllegalArgumentException(
          counts.length + " counts for " + reference.bins() + " bins");
    }
    double[] before = reference.counts().stream().mapToDouble(Long::doubleValue).toArray();
    double[] now = Arrays.stream(counts).asDoubleStream().toArray();
    double rowsBefore = Arrays.stream(before).sum();
    double rowsNow = Arrays.stream(now).sum();
    if (rowsBefore == 0 || rowsNow == 0) {
      return null;
    }
    if (!(independentRows > 0 && reference.independentRows() > 0)) {
      throw new IllegalArgumentException("the effective number of rows must be above 0");
    }
    Sides sides =
        new Sides(before, now, rowsBefore, rowsNow, reference.independentRows(), independentRows);
    if (reference instanceof LevelHistogram) {
      sides.poolRareLevels();
    }
    return sides.stability(1 - (1 - NO_DRIFT_LEVEL) / columns);
  }

  /// The counts of both sides.
  @SuppressWarnings("ArrayRecordComponent")
  private record Sides(
      double[] before,
      double[] now,
      double rowsBefore,
      double rowsNow,
      double independentBefore,
      double independentNow) {

    /// Adds the counts of rare levels to the bin of other levels, the last one but one.
    void poolRareLevels() {
      int others = before.length - 2;
      for (int bin = 0; bin < others; bin++) {
        if (rare(bin)) {
          before[others] += before[bin];
          now[others] += now[bin];
          before[bin] = 0;
          now[bin] = 0;
        }
      }
    }

    /// A bin's share of the independent rows of both sides together.
    private double commonShare(int bin) {
      return (before[bin] / rowsBefore * independentBefore + now[bin] / rowsNow * independentNow)
          / (independentBefore + independentNow);
    }

    private boolean rare(int bin) {
      return commonShare(bin) * Math.min(independentBefore, independentNow) < POOLED_ROWS;
    }

    PopulationStability stability(double level) {
      double index = 0;
      double excess = 0;
      int bins = 0;
      double squares =
          1 / (independentBefore * independentBefore) + 1 / (independentNow * independentNow);
      for (int bin = 0; bin < before.length; bin++) {
        if (before[bin] > 0 || now[bin] > 0) {
          double then = Math.max(before[bin], EMPTY_BIN_ROWS) / rowsBefore;
          double current = Math.max(now[bin], EMPTY_BIN_ROWS) / rowsNow;
          index += (current - then) * StrictMath.log(current / then);
          excess += rare(bin) ? 0 : squares / (2 * commonShare(bin));
          bins++;
        }
      }
      if (bins == 1) {
        return new PopulationStability(index, 0, bins);
      }
      double scale = 1 / independentBefore + 1 / independentNow;
      int degrees = bins - 1;
      double relative = excess / (scale * degrees);
      double limit =
          scale
              * (degrees * (1 + MEAN_FACTOR * relative)
                  + (ChiSquare.quantile(level, degrees) - degrees)
                      * Math.sqrt(1 + VARIANCE_FACTOR * relative));
      return new PopulationStability(index, limit, bins);
    }
  }

  /// Whether the index exceeds its limit under no drift.
  public boolean beyondChance() {
    return value > noDriftLimit;
  }
}
