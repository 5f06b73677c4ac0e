package credence.logistic;

/// The point at which the next pass evaluates, set between passes only.
final class LogisticPoint {
  private double[] point;
  private boolean withHessian;
  private int stride = 1;

  LogisticPoint(int columns) {
    point = new double[columns + 1];
  }

  /// @param stride the stride of the blocks in the pass: 1 for all of them, 2 for every second
  void set(double[] point, boolean withHessian, int stride) {
    this.point = point;
    this.withHessian = withHessian;
    this.stride = stride;
  }

  double at(int i) {
    return point[i];
  }

  boolean withHessian() {
    return withHessian;
  }

  int stride() {
    return stride;
  }
}
