package credence.fitting;

import java.util.Arrays;

/// Mean, spread and range of each column over some rows, in all and by class.
///
/// Blocks are joined by Chan, Golub and LeVeque's update (1979), which keeps the variance exact to
/// rounding whatever the mean.
final class ColumnSums implements BlockReduction.Sums<ColumnSums> {
  /// Partial sums that are kept apart, so that an addition need not wait for the one before.
  private static final int LANES = 4;

  final double[] mean;

  /// Sum of squared deviations from the mean.
  final double[] squares;

  /// Smallest and largest value of each column, `[class][column]`, class 1 the positive rows.
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

    /// The block's rows, those of class 0 first.
    private final int[] order = new int[Design.BLOCK_ROWS];

    Kernel(Design design, Labels labels) {
      this.design = design;
      this.labels = labels;
      this.values = new double[design.columns()][Design.BLOCK_ROWS];
    }

    @Override
    public void sum(int block, ColumnSums into) {
      int count = design.fill(block, values);
      int negatives = orderByClass(block * Design.BLOCK_ROWS, count);
      into.rows = count;
      for (int j = 0; j < values.length; j++) {
        into.mean[j] = mean(values[j], count);
        into.squares[j] = squares(values[j], count, into.mean[j]);
        into.range(0, j, values[j], order, 0, negatives);
        into.range(1, j, values[j], order, negatives, count);
      }
    }

    private int orderByClass(int firstRow, int count) {
      int negatives = 0;
      int positives = count;
      for (int r = 0; r < count; r++) {
        if (labels.positive(firstRow + r)) {
          order[--positives] = r;
        } else {
          order[negatives++] = r;
        }
      }
      return negatives;
    }

    private static double mean(double[] values, int count) {
      double[] lanes = new double[LANES];
      for (int r = 0; r < count; r++) {
        lanes[r % LANES] += values[r];
      }
      return sum(lanes) / count;
    }

    private static double squares(double[] values, int count, double mean) {
      double[] lanes = new double[LANES];
      for (int r = 0; r < count; r++) {
        double deviation = values[r] - mean;
        lanes[r % LANES] += deviation * deviation;
      }
      return sum(lanes);
    }

    private static double sum(double[] lanes) {
      double sum = 0;
      for (double lane : lanes) {
        sum += lane;
      }
      return sum;
    }
  }

  private void range(int label, int j, double[] values, int[] order, int from, int to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = values[order[i]];
      if (value < low) {
        low = value;
      }
      if (value > high) {
        high = value;
      }
    }
    min[label][j] = low;
    max[label][j] = high;
  }
}
