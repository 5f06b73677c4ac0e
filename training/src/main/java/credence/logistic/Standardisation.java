package credence.logistic;

import java.util.ArrayList;
import java.util.List;

/// The internal scale of a fit: each column minus its mean, divided by its standard deviation.
///
/// It improves numerical accuracy. The penalty stays on the columns as given, so the optimum is the
/// same with it and without it.
final class Standardisation {
  private static final double MAGNITUDE_MAX = 1e100;
  private static final double MAGNITUDE_MIN = 1e-100;

  /// The columns' means; of a constant column, its value.
  final double[] means;

  /// The divisor of each column, above 0; for a constant column its magnitude, or 1 if that is 0.
  final double[] scales;

  /// Whether each column has one value only.
  final boolean[] constant;

  /// Whether each column separates the classes perfectly on its own.
  final boolean[] separating;

  private Standardisation(double[] means) {
    this.means = means;
    scales = new double[means.length];
    constant = new boolean[means.length];
    separating = new boolean[means.length];
  }

  /// Derives the scale from sums over all rows.
  static Standardisation of(ColumnSums sums) {
    int columns = sums.mean.length;
    Standardisation result = new Standardisation(sums.mean.clone());
    for (int j = 0; j < columns; j++) {
      double min = Math.min(sums.min[0][j], sums.min[1][j]);
      double max = Math.max(sums.max[0][j], sums.max[1][j]);
      if (min == max) {
        result.constant[j] = true;
        result.means[j] = min;
        result.scales[j] = min == 0 ? 1 : Math.abs(min);
      } else {
        result.scales[j] = Math.sqrt(sums.squares[j] / sums.rows());
        result.separating[j] = sums.min[1][j] > sums.max[0][j] || sums.max[1][j] < sums.min[0][j];
      }
    }
    return result;
  }

  /// Returns the errors of columns that cannot be used in a fit.
  List<String> errors(List<String> columnNames) {
    List<String> errors = new ArrayList<>();
    for (int j = 0; j < means.length; j++) {
      boolean usable =
          Math.abs(means[j]) <= MAGNITUDE_MAX
              && scales[j] <= MAGNITUDE_MAX
              && scales[j] >= MAGNITUDE_MIN;
      if (!usable) {
        errors.add(
            "%s: contains values that are not finite or have a magnitude outside 1e-100 to 1e100; "
                    .formatted(columnNames.get(j))
                + "clip the feature or express it in another unit");
      }
    }
    return errors;
  }

  /// Converts a point to the scale of the columns as given: intercept first, then the coefficients.
  double[] toOriginal(double[] point) {
    double[] original = point.clone();
    for (int j = 0; j < means.length; j++) {
      original[j + 1] = point[j + 1] / scales[j];
      original[0] -= original[j + 1] * means[j];
    }
    return original;
  }

  /// Converts the intercept and coefficients of the columns as given to the internal scale.
  double[] toInternal(double[] original) {
    double[] point = original.clone();
    for (int j = 0; j < means.length; j++) {
      point[j + 1] = original[j + 1] * scales[j];
      point[0] += original[j + 1] * means[j];
    }
    return point;
  }

  /// The derivatives of the intercept as given with respect to a point on the internal scale.
  double[] interceptSlope() {
    double[] slope = new double[means.length + 1];
    slope[0] = 1;
    for (int j = 0; j < means.length; j++) {
      slope[j + 1] = -means[j] / scales[j];
    }
    return slope;
  }

  /// Returns the names of the columns that are marked.
  static List<String> names(boolean[] chosen, List<String> columnNames) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < chosen.length; j++) {
      if (chosen[j]) {
        names.add(columnNames.get(j));
      }
    }
    return names;
  }
}
