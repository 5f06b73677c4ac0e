package credence.model;

import java.util.List;

/// Logistic regression: the probability of default is 1 / (1 + e^-z) with z the intercept plus the
/// sum of coefficient times encoded column.
///
/// @param encodings the inputs' encodings, in the order of the spec's features
/// @param intercept z when every encoded column is 0
/// @param coefficients one for each encoded column, in the order of the encodings
public record LogisticModel(List<Encoding> encodings, double intercept, List<Double> coefficients)
    implements Model {
  /// Takes copies of the lists.
  ///
  /// @throws IllegalArgumentException if the coefficients are not as many as the encoded columns,
  ///   or not finite
  public LogisticModel {
    encodings = List.copyOf(encodings);
    coefficients = List.copyOf(coefficients);
    int columns = encodings.stream().mapToInt(Encoding::columns).sum();
    if (coefficients.size() != columns) {
      throw new IllegalArgumentException(
          "expected " + columns + " coefficients, one for each encoded column");
    }
    if (!Double.isFinite(intercept) || !coefficients.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("expected finite coefficients and intercept");
    }
  }

  /// The names of the encoded columns, in the order of the coefficients.
  public List<String> columnNames() {
    return encodings.stream().flatMap(encoding -> encoding.columnNames().stream()).toList();
  }
}
