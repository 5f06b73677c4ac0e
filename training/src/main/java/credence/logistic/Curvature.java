package credence.logistic;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/// The Hessian of a fit's objective at its coefficients, for [CustomerSandwich] and
/// [UnpenalisedStep]. Immutable; two are equal if they have the same bits.
public final class Curvature {
  /// The internal scale of the coefficients, on which the Hessian is given.
  final Standardisation scale;

  /// The Hessian of objective / (C · rows), with the penalty, intercept first; must not be
  /// modified.
  final DMatrixRMaj hessian;

  private final double penalty;
  private final boolean penaliseIntercept;

  /// @param penalty 1 / (C · rows), the weight of the penalty in the Hessian
  /// @param penaliseIntercept whether it includes the intercept as given
  Curvature(Standardisation scale, DMatrixRMaj hessian, double penalty, boolean penaliseIntercept) {
    this.scale = scale;
    this.hessian = hessian;
    this.penalty = penalty;
    this.penaliseIntercept = penaliseIntercept;
  }

  /// The Hessian of the mean log-loss alone, without the penalty.
  DMatrixRMaj information() {
    DMatrixRMaj information = hessian.copy();
    addPenalty(information, scale, -penalty, penaliseIntercept);
    return information;
  }

  /// The gradient of the penalty at the fit's coefficients, on the internal scale, intercept first.
  double[] penaltyGradient(Fit fit) {
    double[] gradient = new double[hessian.numRows];
    for (int j = 1; j < gradient.length; j++) {
      gradient[j] = penalty * fit.coefficients().get(j - 1) / scale.scales[j - 1];
    }
    if (penaliseIntercept) {
      double[] slope = scale.interceptSlope();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += penalty * fit.intercept() * slope[i];
      }
    }
    return gradient;
  }

  /// The standard deviation of a column of the design; of a constant one, its magnitude, or 1.
  ///
  /// @param column from 0
  public double deviation(int column) {
    return scale.scales[column];
  }

  /// Adds the Hessian of penalty · ½ (Σ wⱼ² [+ b²]), where wⱼ and b are the coefficients and the
  /// intercept as given.
  static void addPenalty(
      DMatrixRMaj hessian, Standardisation scale, double penalty, boolean penaliseIntercept) {
    for (int j = 1; j < hessian.numRows; j++) {
      double inverse = 1 / scale.scales[j - 1];
      hessian.add(j, j, penalty * inverse * inverse);
    }
    if (penaliseIntercept) {
      double[] slope = scale.interceptSlope();
      for (int i = 0; i < slope.length; i++) {
        for (int k = 0; k < slope.length; k++) {
          hessian.add(i, k, penalty * slope[i] * slope[k]);
        }
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Curvature that
        && Arrays.equals(scale.means, that.scale.means)
        && Arrays.equals(scale.scales, that.scale.scales)
        && Arrays.equals(hessian.data, that.hessian.data)
        && penalty == that.penalty
        && penaliseIntercept == that.penaliseIntercept;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hessian.data);
  }
}
