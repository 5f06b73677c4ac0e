package credence.logistic;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/// The Hessian of a fit's objective at its coefficients, for [CustomerSandwich]. Immutable; two are
/// equal if they have the same bits.
public final class Curvature {
  /// The internal scale of the coefficients, on which the Hessian is given.
  final Standardisation scale;

  /// The Hessian of objective / (C · rows), with the penalty, intercept first; must not be
  /// modified.
  final DMatrixRMaj hessian;

  Curvature(Standardisation scale, DMatrixRMaj hessian) {
    this.scale = scale;
    this.hessian = hessian;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Curvature that
        && Arrays.equals(scale.means, that.scale.means)
        && Arrays.equals(scale.scales, that.scale.scales)
        && Arrays.equals(hessian.data, that.hessian.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hessian.data);
  }
}
