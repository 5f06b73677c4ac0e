package credence.logistic;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;

/// The optimum as a textbook finds it: row by row, on the features as given, with a general QR
/// solve.
final class ReferenceOptimum {
  private final TrainingRows rows;
  private final SolverSettings settings;

  ReferenceOptimum(TrainingRows rows, SolverSettings settings) {
    this.rows = rows;
    this.settings = settings;
  }

  /// Returns intercept and coefficients after thirty halved-if-need-be Newton steps.
  double[] find() {
    double[] w = new double[rows.columns().size() + 1];
    for (int iteration = 0; iteration < 30; iteration++) {
      double[] step = step(w);
      double share = 1;
      while (share > 1e-6 && objective(moved(w, step, share)) > objective(w)) {
        share /= 2;
      }
      w = moved(w, step, share);
    }
    return w;
  }

  private static double[] moved(double[] w, double[] step, double share) {
    double[] moved = w.clone();
    Arrays.setAll(moved, i -> w[i] - share * step[i]);
    return moved;
  }

  private double feature(int row, int i) {
    return i == 0 ? 1 : rows.columns().get(i - 1)[row];
  }

  private double score(double[] w, int row) {
    double score = 0;
    for (int i = 0; i < w.length; i++) {
      score += w[i] * feature(row, i);
    }
    return score;
  }

  private double objective(double[] w) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      double margin = rows.positive().get(row) ? score(w, row) : -score(w, row);
      sum += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
    }
    double squares = 0;
    for (int i = settings.penaliseIntercept() ? 0 : 1; i < w.length; i++) {
      squares += w[i] * w[i];
    }
    return settings.c() * sum + squares / 2;
  }

  private double[] step(double[] w) {
    double[][] hessian = new double[w.length][w.length];
    double[] gradient = new double[w.length];
    for (int i = settings.penaliseIntercept() ? 0 : 1; i < w.length; i++) {
      gradient[i] = w[i];
      hessian[i][i] = 1;
    }
    for (int row = 0; row < rows.rows(); row++) {
      double p = 1 / (1 + Math.exp(-score(w, row)));
      double residual = p - (rows.positive().get(row) ? 1 : 0);
      for (int i = 0; i < w.length; i++) {
        gradient[i] += settings.c() * residual * feature(row, i);
        for (int k = 0; k < w.length; k++) {
          hessian[i][k] += settings.c() * p * (1 - p) * feature(row, i) * feature(row, k);
        }
      }
    }
    return new QRDecomposition(new Array2DRowRealMatrix(hessian))
        .getSolver()
        .solve(new ArrayRealVector(gradient))
        .toArray();
  }
}
