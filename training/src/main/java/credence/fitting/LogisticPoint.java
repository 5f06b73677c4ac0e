package credence.fitting;

/// The point at which the next pass evaluates, set between passes only.
final class LogisticPoint {
  private double[] point;
  private boolean withHessian;

  LogisticPoint(int columns) {
    point = new double[columns + 1];
  }

  void set(double[] point, boolean withHessian) {
    this.point = point;
    this.withHessian = withHessian;
  }

  double at(int i) {
    return point[i];
  }

  boolean withHessian() {
    return withHessian;
  }
}
