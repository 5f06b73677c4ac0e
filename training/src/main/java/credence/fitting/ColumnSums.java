package credence.fitting;

import java.util.Arrays;

/// Mean, spread and range of each column over some rows, in all and by class.
///
/// Blocks are joined by Chan, Golub and LeVeque's update (1979), which keeps the variance exact to
/// rounding whatever the mean.
final class ColumnSums implements BlockReduction.Sums<ColumnSums> {
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
  static BlockReduction.Kernel<ColumnSums> kernel(Design design, Labels labels) {
    double[][] values = new double[design.columns()][Design.BLOCK_ROWS];
    return (block, into) -> {
      int count = design.fill(block, values);
      into.rows = count;
      for (int j = 0; j < values.length; j++) {
        into.sumColumn(j, values[j], count, labels, block * Design.BLOCK_ROWS);
      }
    };
  }

  private void sumColumn(int j, double[] values, int count, Labels labels, int firstRow) {
    double sum = 0;
    for (int r = 0; r < count; r++) {
      sum += values[r];
    }
    double blockMean = sum / count;
    double deviations = 0;
    for (int r = 0; r < count; r++) {
      double deviation = values[r] - blockMean;
      deviations += deviation * deviation;
      int label = labels.positive(firstRow + r) ? 1 : 0;
      min[label][j] = Math.min(min[label][j], values[r]);
      max[label][j] = Math.max(max[label][j], values[r]);
    }
    mean[j] = blockMean;
    squares[j] = deviations;
  }
}
