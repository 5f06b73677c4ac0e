package credence.logistic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/// The clustered sandwich as a textbook writes it: row by row on the features as given, a map of
/// customers, and a general inverse; with few customers of a class, the greater of jackknife and
/// model.
final class ReferenceSandwich {
  private ReferenceSandwich() {}

  /// Returns the standard errors of a fit, the intercept's first.
  static double[] errors(TrainingRows rows, int[] customers, SolverSettings settings, Fit fit) {
    int size = fit.coefficients().size() + 1;
    RealMatrix hessian = new Array2DRowRealMatrix(size, size);
    Map<Integer, double[]> scores = new TreeMap<>();
    List<Map<Integer, Integer>> rowsOfClass = List.of(new TreeMap<>(), new TreeMap<>());
    double[] mean = new double[size];
    for (int row = 0; row < rows.rows(); row++) {
      double[] x = new double[size];
      x[0] = 1;
      double z = fit.intercept();
      for (int j = 1; j < size; j++) {
        x[j] = rows.columns().get(j - 1)[row];
        z += fit.coefficients().get(j - 1) * x[j];
      }
      double p = 1 / (1 + Math.exp(-z));
      rowsOfClass.get(rows.positive().get(row) ? 0 : 1).merge(customers[row], 1, Integer::sum);
      double[] score = scores.computeIfAbsent(customers[row], _ -> new double[size]);
      for (int i = 0; i < size; i++) {
        double term = settings.c() * (p - (rows.positive().get(row) ? 1 : 0)) * x[i];
        score[i] += term;
        mean[i] += term;
        for (int k = 0; k < size; k++) {
          hessian.addToEntry(i, k, settings.c() * p * (1 - p) * x[i] * x[k]);
        }
      }
    }
    int count = scores.size();
    RealMatrix scatter = new Array2DRowRealMatrix(size, size);
    for (double[] score : scores.values()) {
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
          double product = (score[i] - mean[i] / count) * (score[k] - mean[k] / count);
          scatter.addToEntry(i, k, product * count / (count - 1));
        }
      }
    }
    RealMatrix byModel = hessian.copy();
    for (int i = settings.penaliseIntercept() ? 0 : 1; i < size; i++) {
      hessian.addToEntry(i, i, 1);
    }
    RealMatrix inverse = new QRDecomposition(hessian).getSolver().getInverse();
    RealMatrix variance = inverse.multiply(scatter).multiply(inverse);
    Map<Integer, Integer> rarer =
        rowsOfClass.stream().min(Comparator.comparingInt(Map::size)).orElseThrow();
    double few = rarer.size();
    double total = rarer.values().stream().mapToDouble(m -> m).sum();
    double designEffect = rarer.values().stream().mapToDouble(m -> m * m).sum() / total;
    RealMatrix model =
        inverse.multiply(byModel).multiply(inverse).scalarMultiply(settings.c() * designEffect);
    double[] errors = new double[size];
    for (int i = 0; i < size; i++) {
      double sandwich = variance.getEntry(i, i);
      double jackknife = sandwich * (count - 1) / count * few / (few - 1);
      errors[i] = Math.sqrt(few >= 100 ? sandwich : Math.max(jackknife, model.getEntry(i, i)));
    }
    return errors;
  }
}
