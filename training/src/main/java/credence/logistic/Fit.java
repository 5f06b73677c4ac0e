package credence.logistic;

import java.util.List;

/// A fitted logistic regression: P(default) = 1 / (1 + exp(-(intercept + Σ coefficient ·
/// feature))).
///
/// @param intercept the score of a row whose features are all 0, as log-odds
/// @param coefficients log-odds for one unit of each column, in the design's order and on its scale
/// @param iterations the solver's number of steps
/// @param convergence why it stopped
/// @param gradientNorm the largest component, by magnitude, of the gradient of (objective / (C ·
///   rows)) with respect to the intercept and coefficients of the standardised columns
/// @param objective C · Σ log-loss + ½‖w‖² at the coefficients
/// @param separated whether every positive row scores above every negative one: then only the
///   penalty bounds the coefficients
/// @param constantColumns names of the columns with one value only; their coefficient is 0, unless
///   the intercept is penalised, when such a column serves as a second intercept
/// @param separatingColumns names of the columns that separate the classes perfectly
/// @param curvature the curvature of the objective at the coefficients, for standard errors
public record Fit(
    double intercept,
    List<Double> coefficients,
    int iterations,
    Convergence convergence,
    double gradientNorm,
    double objective,
    boolean separated,
    List<String> constantColumns,
    List<String> separatingColumns,
    Curvature curvature) {
  /// Copies the lists.
  public Fit {
    coefficients = List.copyOf(coefficients);
    constantColumns = List.copyOf(constantColumns);
    separatingColumns = List.copyOf(separatingColumns);
  }
}
