package credence.logistic;

import java.util.Arrays;

/// Mean, standard deviation and range of each column over some rows, in total and by class.
///
/// Blocks are joined by Chan, Golub and LeVeque's update (1979), which keeps the variance exact to
/// rounding whatever the mean.
final class ColumnSums implements BlockReduction.Sums<ColumnSums> {
  /// The number of independent partial sums, so that an addition does not wait for the previous
  /// one.
  private static final int LANES = 4;

  /// The number of rows examined before checking whether the ranges are conclusive.
  private static final int RANGE_ROWS = 64;

  final double[] mean;

  /// Sum of squared deviations from the mean.
  final double[] squares;

  /// Smallest and largest value of each column, `[class][column]`, class 1 the positive rows; if
  /// the classes overlap, of enough rows to show it.
  final double[][] min;

  final double[][] max;

  private long rows;

  ColumnSums(int columns) {
    mean = new double[columns];
    squares = new double[columns];
    min = new double[2][columns];
    max = new double[2][columns];
    clear();
  }

  long rows() {
    return rows;
  }

  @Override
  public void clear() {
    rows = 0;
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    for (int label = 0; label < 2; label++) {
      Arrays.fill(min[label], Double.POSITIVE_INFINITY);
      Arrays.fill(max[label], Double.NEGATIVE_INFINITY);
    }
  }

  @Override
  public void add(ColumnSums next) {
    double all = rows + next.rows;
    for (int j = 0; j < mean.length; j++) {
      double difference = next.mean[j] - mean[j];
      mean[j] += difference * (next.rows / all);
      squares[j] += next.squares[j] + difference * difference * (rows * (next.rows / all));
      for (int label = 0; label < 2; label++) {
        min[label][j] = Math.min(min[label][j], next.min[label][j]);
        max[label][j] = Math.max(max[label][j], next.max[label][j]);
      }
    }
    rows += next.rows;
  }

  /// Sums the blocks of a design.
  static final class Kernel implements BlockReduction.Kernel<ColumnSums> {
    private final Design design;
    private final Labels labels;
    private final double[][] values;
    private final boolean[] positive = new boolean[Design.BLOCK_ROWS];

    Kernel(Design design, Labels labels) {
      this.design = design;
      this.labels = labels;
      this.values = new double[design.columns()][Design.BLOCK_ROWS];
    }

    @Override
    public void sum(int block, ColumnSums into) {
      int count = design.fill(block, values);
      for (int r = 0; r < count; r++) {
        positive[r] = labels.positive(block * Design.BLOCK_ROWS + r);
      }
      into.rows = count;
      for (int j = 0; j < values.length; j++) {
        into.mean[j] = mean(values[j], count);
        into.squares[j] = squares(values[j], count, into.mean[j]);
        into.range(j, values[j], positive, count);
      }
    }

    /// Lane i sums every fourth value from the i-th on.
    private static double mean(double[] values, int count) {
      double lane0 = 0;
      double lane1 = 0;
      double lane2 = 0;
      double lane3 = 0;
      int whole = count - count % LANES;
      for (int r = 0; r < whole; r += LANES) {
        lane0 += values[r];
        lane1 += values[r + 1];
        lane2 += values[r + 2];
        lane3 += values[r + 3];
      }
      double[] lanes = {lane0, lane1, lane2, lane3};
      for (int r = whole; r < count; r++) {
        lanes[r - whole] += values[r];
      }
      return sum(lanes) / count;
    }

    private static double squares(double[] values, int count, double mean) {
      double lane0 = 0;
      double lane1 = 0;
      double lane2 = 0;
      double lane3 = 0;
      int whole = count - count % LANES;
      for (int r = 0; r < whole; r += LANES) {
        lane0 += square(values[r] - mean);
        lane1 += square(values[r + 1] - mean);
        lane2 += square(values[r + 2] - mean);
        lane3 += square(values[r + 3] - mean);
      }
      double[] lanes = {lane0, lane1, lane2, lane3};
      for (int r = whole; r < count; r++) {
        lanes[r - whole] += square(values[r] - mean);
      }
      return sum(lanes);
    }

    private static double square(double x) {
      return x * x;
    }

    private static double sum(double[] lanes) {
      double sum = 0;
      for (double lane : lanes) {
        sum += lane;
      }
      return sum;
    }
  }

  /// Updates the ranges over a block, or over as many of its first rows as are conclusive.
  private void range(int j, double[] values, boolean[] positive, int count) {
    for (int from = 0; from < count && !settled(j); from += RANGE_ROWS) {
      int to = Math.min(count, from + RANGE_ROWS);
      for (int r = from; r < to; r++) {
        int label = positive[r] ? 1 : 0;
        min[label][j] = Math.min(min[label][j], values[r]);
        max[label][j] = Math.max(max[label][j], values[r]);
      }
    }
  }

  /// Whether the column has several values and those of the classes overlap, so that more rows can
  /// make it neither constant nor separating.
  private boolean settled(int j) {
    return min[0][j] <= max[1][j]
        && min[1][j] <= max[0][j]
        && Math.min(min[0][j], min[1][j]) < Math.max(max[0][j], max[1][j]);
  }
}
