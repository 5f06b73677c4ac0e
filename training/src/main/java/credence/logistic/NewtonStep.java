package credence.logistic;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// The step from a point to the minimum of its quadratic model, -H⁻¹g, by Cholesky's decomposition.
///
/// If H is not positive definite due to rounding, for example with nearly collinear columns, its
/// diagonal is increased by a growing fraction (Levenberg–Marquardt damping) until it is.
final class NewtonStep {
  private static final double DAMPING_FIRST = 1e-14;
  private static final double DAMPING_FACTOR = 100;
  private static final double DAMPING_MAX = 1e6;

  private NewtonStep() {}

  /// Returns a descent direction.
  static double[] from(LogisticProblem.Evaluation at) {
    double damping = 0;
    while (damping <= DAMPING_MAX) {
      double[] step = solve(at, damping);
      double slope = dot(step, at.gradient);
      if (slope < 0 && slope > Double.NEGATIVE_INFINITY) {
        return step;
      }
      damping = damping == 0 ? DAMPING_FIRST : damping * DAMPING_FACTOR;
    }
    double[] downhill = at.gradient.clone();
    for (int i = 0; i < downhill.length; i++) {
      downhill[i] = -downhill[i];
    }
    return downhill;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// Returns the damped step, or zeros if the matrix is not positive definite.
  private static double[] solve(LogisticProblem.Evaluation at, double damping) {
    int size = at.gradient.length;
    DMatrixRMaj matrix = at.hessian.copy();
    DMatrixRMaj right = new DMatrixRMaj(size, 1);
    for (int i = 0; i < size; i++) {
      matrix.set(i, i, matrix.get(i, i) * (1 + damping));
      right.set(i, 0, -at.gradient[i]);
    }
    DMatrixRMaj step = new DMatrixRMaj(size, 1);
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(size);
    if (cholesky.setA(matrix)) {
      cholesky.solve(right, step);
    }
    return step.getData().clone();
  }
}
