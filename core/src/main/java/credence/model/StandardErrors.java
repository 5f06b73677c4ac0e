package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Standard errors of the intercept and the coefficients, clustered by customer.
///
/// They are on the coefficients' own scale. They do not include the bias towards 0 from the
/// penalty, so they are not for significance tests, and coefficient ± 1.96 standard errors is not a
/// 95 % interval of the unpenalised coefficient.
///
/// @param intercept that of the intercept, finite, at least 0
/// @param coefficients one for each encoded column, in the order of the coefficients; finite, at
///   least 0; 0 for a constant column with a free intercept
/// @param estimator how they were estimated; null: by the sandwich
public record StandardErrors(
    double intercept, List<Double> coefficients, @Nullable Estimator estimator) {
  /// How standard errors were estimated, if not by the sandwich.
  public enum Estimator {
    /// The greater of a jackknife by customer and the error by the model, since a class has few
    /// customers.
    FEW_CUSTOMERS
  }

  /// Those of the sandwich.
  public StandardErrors(double intercept, List<Double> coefficients) {
    this(intercept, coefficients, null);
  }

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if one is not finite, or below 0
  public StandardErrors {
    coefficients = List.copyOf(coefficients);
    if (!sound(intercept) || !coefficients.stream().allMatch(StandardErrors::sound)) {
      throw new IllegalArgumentException("expected finite standard errors of at least 0");
    }
  }

  private static boolean sound(double error) {
    return error >= 0 && error < Double.POSITIVE_INFINITY;
  }
}
