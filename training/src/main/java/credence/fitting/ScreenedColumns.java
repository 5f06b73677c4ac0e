package credence.fitting;

import credence.logistic.Design;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The weighted correlations of the columns of a design with few rows.
final class ScreenedColumns {
  /// The minimum effective number of rows that determine a column's variance.
  private static final double ACTIVE_MIN = 10;

  private static final int LANES = 4;
  private static final int POWERS = 4;

  private final int rows;
  private final double[] weights = new double[Design.BLOCK_ROWS];
  private final double[] means;
  private final double[] deviations;
  private final boolean[] usable;
  private final double[][] correlations;
  private double sumOfWeights;
  private double squaredWeights;

  private ScreenedColumns(int rows, int columns) {
    this.rows = rows;
    this.means = new double[columns];
    this.deviations = new double[columns];
    this.usable = new boolean[columns];
    this.correlations = new double[columns][columns];
  }

  /// Computes the correlations, in parallel on the threads of the caller's pool.
  ///
  /// @param weight the weight of each row, above 0
  static ScreenedColumns of(Design design, IntToDoubleFunction weight) {
    ScreenedColumns result = new ScreenedColumns(design.rows(), design.columns());
    for (int row = 0; row < design.rows(); row++) {
      double w = weight.applyAsDouble(row);
      result.sumOfWeights += w;
      result.squaredWeights += w * w;
    }
    double[][] values = new double[design.columns()][Design.BLOCK_ROWS];
    result.findScale(design, weight, values);
    result.findCorrelations(design, weight, values);
    return result;
  }

  /// The number of rows.
  int rows() {
    return rows;
  }

  /// The effective number of equally weighted rows, (Σ w)² / Σ w².
  double effectiveRows() {
    return sumOfWeights * sumOfWeights / squaredWeights;
  }

  /// Whether enough rows determine a column's variance: with squared deviations d, (Σ d)² / Σ d² is
  /// at least 10. For a column of zeros and a few ones it is about the number of ones.
  boolean isUsable(int column) {
    return usable[column];
  }

  /// The correlation of two columns, in [-1, 1] up to rounding; 0 if one of them is constant.
  double correlation(int one, int other) {
    return one < other ? correlations[other][one] : correlations[one][other];
  }

  private int fill(Design design, IntToDoubleFunction weight, int block, double[][] values) {
    int count = design.fill(block, values);
    for (int row = 0; row < count; row++) {
      weights[row] = weight.applyAsDouble(block * Design.BLOCK_ROWS + row);
    }
    return count;
  }

  /// Finds means, deviations and usable columns. Values are first shifted by a value of their
  /// column, so that a large mean takes no digits.
  private void findScale(Design design, IntToDoubleFunction weight, double[][] values) {
    int columns = means.length;
    double[][] powers = new double[columns][POWERS + 1];
    double[] shift = new double[columns];
    for (int block = 0; block < design.blockCount(); block++) {
      int count = fill(design, weight, block, values);
      int number = block;
      IntStream.range(0, columns)
          .parallel()
          .forEach(
              j -> {
                shift[j] = number == 0 ? values[j][0] : shift[j];
                addPowers(values[j], shift[j], count, powers[j]);
              });
    }
    for (int j = 0; j < columns; j++) {
      double mean = powers[j][1] / sumOfWeights;
      double second = powers[j][2] / sumOfWeights;
      double third = powers[j][3] / sumOfWeights;
      double fourth = powers[j][4] / sumOfWeights;
      double variance = second - mean * mean;
      double centredFourth =
          fourth - 4 * mean * third + 6 * mean * mean * second - 3 * mean * mean * mean * mean;
      means[j] = shift[j] + mean;
      deviations[j] = Math.sqrt(Math.max(0, variance));
      usable[j] =
          variance > 0 && effectiveRows() * variance * variance >= ACTIVE_MIN * centredFourth;
    }
  }

  private void addPowers(double[] values, double shift, int count, double[] powers) {
    for (int row = 0; row < count; row++) {
      double x = values[row] - shift;
      double product = weights[row];
      for (int power = 1; power < powers.length; power++) {
        product *= x;
        powers[power] += product;
      }
    }
  }

  private void findCorrelations(Design design, IntToDoubleFunction weight, double[][] values) {
    for (int block = 0; block < design.blockCount(); block++) {
      int count = fill(design, weight, block, values);
      IntStream.range(0, means.length).parallel().forEach(j -> standardise(values[j], j, count));
      IntStream.range(0, means.length)
          .parallel()
          .filter(j -> usable[j])
          .forEach(
              j -> {
                for (int k = 0; k <= j; k++) {
                  correlations[j][k] += usable[k] ? product(values[j], values[k], count) : 0;
                }
              });
    }
  }

  /// Centres and scales values, and multiplies them by the root of the share of their weight.
  private void standardise(double[] values, int column, int count) {
    for (int row = 0; row < count; row++) {
      values[row] =
          usable[column]
              ? (values[row] - means[column])
                  / deviations[column]
                  * Math.sqrt(weights[row] / sumOfWeights)
              : 0;
    }
  }

  private static double product(double[] one, double[] other, int count) {
    double lane0 = 0;
    double lane1 = 0;
    double lane2 = 0;
    double lane3 = 0;
    int whole = count - count % LANES;
    for (int row = 0; row < whole; row += LANES) {
      lane0 += one[row] * other[row];
      lane1 += one[row + 1] * other[row + 1];
      lane2 += one[row + 2] * other[row + 2];
      lane3 += one[row + 3] * other[row + 3];
    }
    double sum = lane0 + lane1 + (lane2 + lane3);
    for (int row = whole; row < count; row++) {
      sum += one[row] * other[row];
    }
    return sum;
  }
}
