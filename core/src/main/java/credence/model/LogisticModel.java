package credence.model;

import java.util.List;

/// Logistic regression: the probability of default is 1 / (1 + e^-z) with z the intercept plus the
/// sum of coefficient times encoded column.
///
/// @param valueRule how values of the inputs that are not strings are read
/// @param encodings the inputs' encodings, in the order of the spec's features
/// @param intercept z when every encoded column is 0
/// @param coefficients one for each encoded column, in the order of the encodings
public record LogisticModel(
    ValueRule valueRule, List<Encoding> encodings, double intercept, List<Double> coefficients)
    implements Model {
  /// The share of a coefficient in [#parameterBytes()].
  public static final long COEFFICIENT_BYTES = 24 + 2 * 16;

  private static final long PART_BYTES = 40;

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if the number of coefficients is not that of the encoded
  ///   columns, or one is not finite
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

  /// A model that reads values as versions trained by this build do: by [ValueRule#CANONICAL].
  public LogisticModel(List<Encoding> encodings, double intercept, List<Double> coefficients) {
    this(ValueRule.CANONICAL, encodings, intercept, coefficients);
  }

  @Override
  public List<Input> inputs() {
    return encodings.stream().map(encoding -> encoding.input(valueRule)).toList();
  }

  @Override
  public long parameterBytes() {
    long bytes = COEFFICIENT_BYTES * coefficients.size();
    for (Encoding encoding : encodings) {
      bytes += parameterBytes(encoding);
    }
    return bytes;
  }

  /// The share of an encoding in [#parameterBytes()], without its coefficients.
  public static long parameterBytes(Encoding encoding) {
    return encoding instanceof NumberEncoding number
        ? (number.clip() == null ? 0 : PART_BYTES)
            + (number.standardisation() == null ? 0 : PART_BYTES)
        : 0;
  }

  @Override
  public boolean fits(StandardErrors errors) {
    return errors.coefficients().size() == coefficients.size();
  }

  /// The names of the encoded columns, in the order of the coefficients.
  public List<String> columnNames() {
    return encodings.stream().flatMap(encoding -> encoding.columnNames().stream()).toList();
  }
}
