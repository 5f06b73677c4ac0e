package credence.evaluation;

import org.jspecify.annotations.Nullable;

/// Logistic recalibration of a model: a logistic regression of the outcome on the model's log-odds,
/// log-odds' = a + b · log-odds.
///
/// A perfectly calibrated model has b = 1, and a = 0 when b is fixed at 1. The maximum of the
/// likelihood is found by Newton's method. Its step is shortened by ln(1 + S) / S, where S is the
/// maximum change of any row's log-odds by the full step: this increases the likelihood with every
/// step, from any start, and the step is nearly full near the maximum. The search ends when S is at
/// most 1e-10.
///
/// The variance is the sandwich A⁻¹ B A⁻¹ of the information A and the squares B of the scores
/// summed per customer, times customers / (customers - 1). If the rarer class has fewer than
/// [RarerClass#FEW] customers, B rests on a few of them, and the interval would be too short. Then
/// the variance is the greater of two: the sandwich times k / (k - 1), with k customers of the
/// rarer class, which to first order is the jackknife that omits one of them at a time; and A⁻¹,
/// the variance by the model, times the design effect of the rarer class. With fewer than
/// [RarerClass#MIN] there is no interval.
///
/// Sources: D. R. Cox, Two further applications of a model for binary regression, Biometrika 45
/// (1958), for the regression; F. Bach, Self-concordant analysis for logistic regression,
/// Electronic Journal of Statistics 4 (2010), for the step; K.-Y. Liang, S. L. Zeger, Longitudinal
/// data analysis using generalized linear models, Biometrika 73 (1986), for the variance.
final class Recalibration {

  private static final int STEPS_MAX = 200;
  private static final double MOVE_MAX = 1e-10;

  private final Sample sample;
  private final double[] logOdds;
  private final double centre;
  private final double reach;
  private final boolean overlapping;
  private final RarerClass rarer;

  /// The log-odds are centred, which does not change b and decorrelates the two unknowns.
  Recalibration(Sample sample) {
    this.sample = sample;
    int rows = sample.rows();
    double[] values = new double[rows];
    centre =
        FixedBlocks.sum(
                rows,
                1,
                (from, to, sums) -> {
                  for (int row = from; row < to; row++) {
                    values[row] = LogOdds.of(sample.probability(row));
                    sums[0] += values[row];
                  }
                })[0]
            / rows;
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int defaults = 0;
    for (int row = 0; row < rows; row++) {
      int side = sample.defaulted(row) ? 1 : 0;
      defaults += side;
      least[side] = Math.min(least[side], values[row]);
      most[side] = Math.max(most[side], values[row]);
      values[row] -= centre;
    }
    logOdds = values;
    reach = Math.max(Math.max(most[0], most[1]) - centre, centre - Math.min(least[0], least[1]));
    overlapping = least[1] < most[0] && least[0] < most[1];
    rarer = RarerClass.of(sample, defaults);
  }

  /// The slope b, fitted together with a: below 1 the probabilities are too extreme, above 1 not
  /// extreme enough.
  ///
  /// @return null if no finite slope maximises the likelihood, because a threshold separates the
  ///   classes or one of them does not occur, or if it is indistinguishable from noise
  @Nullable Estimate slope() {
    if (!overlapping) {
      return null;
    }
    double[] line = {centre, 1};
    for (int step = 0; step < STEPS_MAX; step++) {
      double[] sums = scoreAndInformation(line);
      double determinant = sums[2] * sums[4] - sums[3] * sums[3];
      double a = (sums[4] * sums[0] - sums[3] * sums[1]) / determinant;
      double b = (sums[2] * sums[1] - sums[3] * sums[0]) / determinant;
      double move = Math.abs(a) + Math.abs(b) * reach;
      if (!Double.isFinite(move)) {
        return null;
      }
      double share = stepShare(move);
      line[0] += share * a;
      line[1] += share * b;
      if (move <= MOVE_MAX) {
        double[] squares = scoreSquares(line);
        double meat =
            sums[2] * sums[2] * squares[2]
                - 2 * sums[2] * sums[3] * squares[1]
                + sums[3] * sums[3] * squares[0];
        return estimate(line[1], meat / (determinant * determinant), sums[2] / determinant);
      }
    }
    return null;
  }

  /// The intercept a with the slope fixed at 1: the shift of all log-odds at which the expected
  /// number of defaults equals the observed one. Above 0 the model underestimates defaults.
  ///
  /// @return null if all rows or none defaulted
  @Nullable Estimate intercept(long defaults) {
    if (defaults == 0 || defaults == sample.rows()) {
      return null;
    }
    double[] line = {centre, 1};
    for (int step = 0; step < STEPS_MAX; step++) {
      double[] sums = scoreAndInformation(line);
      double a = sums[0] / sums[2];
      double move = Math.abs(a);
      if (!Double.isFinite(move)) {
        return null;
      }
      line[0] += stepShare(move) * a;
      if (move <= MOVE_MAX) {
        return estimate(line[0] - centre, scoreSquares(line)[0] / (sums[2] * sums[2]), 1 / sums[2]);
      }
    }
    return null;
  }

  private static double stepShare(double move) {
    return move < MOVE_MAX ? 1 : StrictMath.log1p(move) / move;
  }

  /// @param sandwich the variance by the sandwich, without a correction of its bias
  /// @param model the variance by the model, if rows were independent
  private Estimate estimate(double value, double sandwich, double model) {
    double variance;
    if (rarer.customers() < RarerClass.MIN) {
      variance = Double.NaN;
    } else if (rarer.customers() < RarerClass.FEW) {
      variance =
          Math.max(
              Customers.correction(rarer.customers()) * sandwich, rarer.designEffect() * model);
    } else {
      variance = Customers.correction(sample.customers().count()) * sandwich;
    }
    return Estimate.normal(value, variance, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// For a line a + b x over centred log-odds x: Σ r, Σ r x, Σ w, Σ w x, Σ w x², where r is outcome
  /// minus probability p and w is p (1 - p).
  private double[] scoreAndInformation(double[] line) {
    double a = line[0];
    double b = line[1];
    return FixedBlocks.sum(
        logOdds.length,
        5,
        (from, to, sums) -> {
          for (int row = from; row < to; row++) {
            double x = logOdds[row];
            double probability = LogOdds.probability(a + b * x);
            double residual = sample.outcome(row) - probability;
            double weight = probability * (1 - probability);
            sums[0] += residual;
            sums[1] += residual * x;
            sums[2] += weight;
            sums[3] += weight * x;
            sums[4] += weight * x * x;
          }
        });
  }

  /// Over customers: Σ R², Σ R X, Σ X², where R is the sum of a customer's residuals and X that of
  /// residual times centred log-odds.
  private double[] scoreSquares(double[] line) {
    double a = line[0];
    double b = line[1];
    return sample
        .customers()
        .sum(
            2,
            (row, sums) -> {
              double x = logOdds[row];
              double residual = sample.outcome(row) - LogOdds.probability(a + b * x);
              sums[0] += residual;
              sums[1] += residual * x;
            },
            3,
            (sums, totals) -> {
              totals[0] += sums[0] * sums[0];
              totals[1] += sums[0] * sums[1];
              totals[2] += sums[1] * sums[1];
            });
  }
}
