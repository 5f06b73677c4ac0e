package credence.logistic;

import java.util.Arrays;

/// Sums over rows at one point: the log-loss, its gradient and Hessian on the internal scale.
///
/// Entry 0 is the intercept, entry j + 1 the column j. Rows and columns of the Hessian are padded
/// with zeros so that the kernel works in whole tiles; only the lower triangle counts.
final class LogisticSums implements BlockReduction.Sums<LogisticSums> {
  double loss;

  /// The lowest score of a positive row and the highest of a negative one.
  double lowestPositive;

  double highestNegative;
  final double[] gradient;
  final double[] hessian;

  /// Entries in a row of the Hessian.
  final int stride;

  LogisticSums(int columns) {
    stride = Math.ceilDiv(columns + 1, LogisticKernel.TILE_COLUMNS) * LogisticKernel.TILE_COLUMNS;
    gradient = new double[stride];
    hessian = new double[stride * stride];
    clear();
  }

  boolean separated() {
    return lowestPositive > highestNegative;
  }

  @Override
  public void clear() {
    loss = 0;
    lowestPositive = Double.POSITIVE_INFINITY;
    highestNegative = Double.NEGATIVE_INFINITY;
    Arrays.fill(gradient, 0);
    Arrays.fill(hessian, 0);
  }

  @Override
  public void add(LogisticSums next) {
    loss += next.loss;
    lowestPositive = Math.min(lowestPositive, next.lowestPositive);
    highestNegative = Math.max(highestNegative, next.highestNegative);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += next.gradient[i];
    }
    for (int i = 0; i < hessian.length; i++) {
      hessian[i] += next.hessian[i];
    }
  }
}
