package credence.model;

import java.util.List;

/// How far the intercept and the coefficients of a fit would stray if other customers of the same
/// kind had been fitted to: the standard deviation of each, by the sandwich clustered by customer.
///
/// They stand on the coefficients' own scale. They do not know the bias towards 0 that the penalty
/// brings, so they are not for significance tests, and coefficient ± 1.96 errors is no 95 %
/// interval of an unpenalised truth.
///
/// @param intercept that of the intercept, finite, at least 0
/// @param coefficients one for each encoded column, in the order of the coefficients; finite, at
///   least 0; 0 for a column with one value beside a free intercept
public record StandardErrors(double intercept, List<Double> coefficients) {
  /// Takes a copy of the list.
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
