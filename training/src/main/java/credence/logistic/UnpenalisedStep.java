package credence.logistic;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/// The coefficients to be expected without the penalty: one step of Newton's method on the log-loss
/// alone, from the penalised optimum.
///
/// At the optimum the gradient of the log-loss is the negative gradient g of the penalty, so the
/// step is A⁻¹ g with the Hessian A of the log-loss.
///
/// @param coefficients one for each column, on its scale as given
/// @param standardErrors of these by the model, for independent rows
public record UnpenalisedStep(List<Double> coefficients, List<Double> standardErrors) {
  /// Copies the lists.
  public UnpenalisedStep {
    coefficients = List.copyOf(coefficients);
    standardErrors = List.copyOf(standardErrors);
  }

  /// The step from a fit.
  ///
  /// @param rows the number of rows in the fit
  /// @return null if the Hessian is singular
  public static @Nullable UnpenalisedStep of(Fit fit, int rows) {
    Curvature curvature = fit.curvature();
    DMatrixRMaj information = curvature.information();
    int size = information.numRows;
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(size);
    if (!cholesky.setA(information)) {
      return null;
    }
    DMatrixRMaj inverse = new DMatrixRMaj(size, size);
    cholesky.invert(inverse);
    double[] gradient = curvature.penaltyGradient(fit);
    List<Double> coefficients = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int j = 1; j < size; j++) {
      double step = 0;
      for (int k = 0; k < size; k++) {
        step += inverse.get(j, k) * gradient[k];
      }
      double deviation = curvature.deviation(j - 1);
      coefficients.add(fit.coefficients().get(j - 1) + step / deviation);
      errors.add(Math.sqrt(Math.max(0, inverse.get(j, j)) / rows) / deviation);
    }
    return new UnpenalisedStep(coefficients, errors);
  }
}
