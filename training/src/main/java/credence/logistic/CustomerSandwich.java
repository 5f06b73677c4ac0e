package credence.logistic;

import credence.model.StandardErrors;
import credence.model.StandardErrors.Estimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/// Standard errors of a penalised fit by the sandwich, clustered by customer.
///
/// V = G/(G - 1) · H⁻¹ · Σ (s - s̄)(s - s̄)ᵀ · H⁻¹, where H is the Hessian of the objective at the
/// coefficients, penalty included, s a customer's score (the gradient of the log-loss of its rows),
/// s̄ the mean score, and the sum over all G customers. The mean is subtracted because with a
/// penalty the scores do not sum to 0; this is equivalent to distributing the penalty's gradient
/// over the customers. Without a penalty it is 0, and V is the usual sandwich.
///
/// If the rarer class has fewer than [#FEW] customers, the sum rests on a few of them, and V is too
/// small. Then each standard error is the greater of two:
///
/// - that of V with k/(k - 1) in place of G/(G - 1), with k customers of the rarer class: to first
///   order the jackknife that omits one of these at a time;
/// - that of H⁻¹ A H⁻¹ · d, where A is the Hessian without the penalty and d the design effect of
///   the rarer class ([RarerClass]): the error by the model, if the rows of a customer are alike.
///
/// With fewer than [#MIN] customers of the rarer class there are none: their coverage, in
/// `docs/statistics.md`, is too low there.
///
/// Sources: P. Huber, The behavior of maximum likelihood estimates under nonstandard conditions
/// (1967); K.-Y. Liang and S. Zeger, Longitudinal data analysis using generalized linear models
/// (1986); S. Lipsitz, K. Dear and L. Zhao, Jackknife estimators of variance for parameter
/// estimates from estimating equations with applications to clustered survival data (1994).
///
/// The Hessian is the fit's own; one pass over the rows sums the scores. It needs as much memory as
/// [NewtonSolver].
public final class CustomerSandwich {
  /// The maximum variance inflation of a column; beyond it the inverse of the Hessian has too few
  /// correct digits.
  private static final double VARIANCE_INFLATION_MAX = 1e6;

  /// The number of customers of the rarer class below which V is too small.
  public static final int FEW = 100;

  /// The minimum number of customers of the rarer class for standard errors.
  public static final int MIN = 5;

  private final int threads;

  /// @param threads to work on, at least 1
  public CustomerSandwich(int threads) {
    this.threads = threads;
  }

  /// Computes the standard errors of a fit, bit-identical at any number of threads.
  ///
  /// @param design the rows of the fit, in an order in which those of one customer are adjacent
  /// @param labels one for each row
  /// @param customerOfRow for each row its customer's number, at least 0; called by several
  ///   threads; null if each customer has one row
  /// @return null if they cannot be estimated, because columns are nearly collinear, or fewer than
  ///   [#MIN] customers have a row of a class; or if this thread was interrupted, in which case the
  ///   interrupt status is preserved
  public @Nullable StandardErrors standardErrors(
      Design design,
      Labels labels,
      @Nullable IntUnaryOperator customerOfRow,
      RarerClass rarer,
      Fit fit) {
    DMatrixRMaj inverse = inverse(fit.curvature().hessian);
    if (inverse == null || rarer.customers() < MIN) {
      return null;
    }
    try {
      ScoreSums sums = sumScores(design, labels, customerOfRow, fit);
      double rows = design.rows();
      Standardisation scale = fit.curvature().scale;
      if (rarer.customers() >= FEW) {
        return errors(inverse, scatter(sums, sums.customers(), rows), scale);
      }
      DMatrixRMaj byModel = fit.curvature().information();
      CommonOps_DDRM.scale(rarer.designEffect() / rows, byModel);
      return greater(
          errors(inverse, scatter(sums, rarer.customers(), rows), scale),
          errors(inverse, byModel, scale));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private ScoreSums sumScores(
      Design design, Labels labels, @Nullable IntUnaryOperator customerOfRow, Fit fit)
      throws InterruptedException {
    Standardisation scale = fit.curvature().scale;
    LogisticPoint point = new LogisticPoint(design.columns());
    point.set(scale.toInternal(original(fit)), false, 1);
    ScoreSums total = new ScoreSums(design.columns());
    try (ExecutorService executor = BlockReduction.threads(threads)) {
      new BlockReduction<>(
              executor,
              threads,
              () ->
                  new ScoreKernel(
                      new LogisticKernel(design, labels, scale, point),
                      design.columns(),
                      customerOfRow),
              () -> new ScoreSums(design.columns()))
          .reduce(design.blockCount(), total, new FitPasses(FitProgress.SILENT, 1));
    }
    total.finish();
    return total;
  }

  /// The coefficients of the columns as given, intercept first.
  private static double[] original(Fit fit) {
    return Stream.concat(Stream.of(fit.intercept()), fit.coefficients().stream())
        .mapToDouble(coefficient -> coefficient)
        .toArray();
  }

  /// Inverts the Hessian; null if it is singular or too ill-conditioned.
  private static @Nullable DMatrixRMaj inverse(DMatrixRMaj hessian) {
    int size = hessian.numRows;
    DMatrixRMaj inverse = new DMatrixRMaj(size, size);
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(size);
    if (!cholesky.setA(hessian.copy())) {
      return null;
    }
    cholesky.invert(inverse);
    for (int j = 0; j < size; j++) {
      double inflation = hessian.get(j, j) * inverse.get(j, j);
      if (!(inflation <= VARIANCE_INFLATION_MAX)) {
        return null;
      }
    }
    return inverse;
  }

  /// The greater of two standard errors of each coefficient.
  private static StandardErrors greater(StandardErrors one, StandardErrors other) {
    List<Double> coefficients = new ArrayList<>();
    for (int j = 0; j < one.coefficients().size(); j++) {
      coefficients.add(Math.max(one.coefficients().get(j), other.coefficients().get(j)));
    }
    return new StandardErrors(
        Math.max(one.intercept(), other.intercept()), coefficients, Estimator.FEW_CUSTOMERS);
  }

  /// Σ (s - s̄)(s - s̄)ᵀ / rows², as the Hessian is divided by the rows, corrected for a number of
  /// independent customers: times independent/(independent - 1).
  private static DMatrixRMaj scatter(ScoreSums sums, long independent, double rows) {
    double customers = sums.customers();
    double factor = (double) independent / (independent - 1) / rows / rows;
    double[] total = sums.rows.gradient;
    int size = sums.size();
    DMatrixRMaj scatter = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      for (int k = 0; k <= i; k++) {
        double products = sums.products[i * sums.rows.stride + k];
        double entry = factor * (products - total[i] * total[k] / customers);
        scatter.set(i, k, entry);
        scatter.set(k, i, entry);
      }
    }
    return scatter;
  }

  /// Converts the diagonal of the sandwich to the scale of the columns as given.
  private static StandardErrors errors(
      DMatrixRMaj inverse, DMatrixRMaj scatter, Standardisation scale) {
    int size = inverse.numRows;
    DMatrixRMaj half = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(inverse, scatter, half);
    DMatrixRMaj variance = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(half, inverse, variance);
    double[] slope = scale.interceptSlope();
    Double[] coefficients = new Double[size - 1];
    for (int j = 1; j < size; j++) {
      coefficients[j - 1] = Math.sqrt(Math.max(0, variance.get(j, j))) / scale.scales[j - 1];
    }
    double intercept = 0;
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        intercept += slope[i] * variance.get(i, k) * slope[k];
      }
    }
    return new StandardErrors(Math.sqrt(Math.max(0, intercept)), Arrays.asList(coefficients));
  }
}
