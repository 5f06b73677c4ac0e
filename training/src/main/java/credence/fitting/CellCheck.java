package credence.fitting;

import credence.dataset.RawValues;
import credence.dataset.TrainingTable;
import credence.model.Encoding;
import credence.model.Encoding.ValueError;
import credence.model.LocatedError;
import credence.model.NumberEncoding;
import credence.model.ValueRule;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Checks for values that an encoding rejects, before anything is fitted.
final class CellCheck {
  private static final int BLOCK_ROWS = 8192;

  private CellCheck() {}

  /// All errors that prevent the rows from being encoded, by feature and reason, with counts.
  ///
  /// Levels unseen in training are not errors: such rows are excluded from validation and counted
  /// in the evaluation.
  ///
  /// @param side the side of the rows, for the errors
  static List<LocatedError> errors(
      TrainingTable table, List<Encoding> encodings, int[] rows, String side) {
    return encodings.stream()
        .parallel()
        .map(encoding -> errors(encoding, counts(table, encoding, rows), side))
        .flatMap(List::stream)
        .toList();
  }

  private static Map<ValueError, Long> counts(TrainingTable table, Encoding encoding, int[] rows) {
    Map<ValueError, Long> counts = new EnumMap<>(ValueError.class);
    RawValues values = RawValues.of(table, encoding.input(ValueRule.CANONICAL));
    boolean logarithm = encoding instanceof NumberEncoding number && number.logarithm();
    if (values.complete() && !logarithm) {
      return counts;
    }
    double[] raw = new double[BLOCK_ROWS];
    for (int from = 0; from < rows.length; from += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows.length - from);
      values.gather(rows, from, count, raw);
      for (int i = 0; i < count; i++) {
        ValueError valueError = encoding.valueError(raw[i]);
        if (valueError != null) {
          counts.merge(valueError, 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  private static List<LocatedError> errors(
      Encoding encoding, Map<ValueError, Long> counts, String side) {
    List<LocatedError> errors = new ArrayList<>();
    String place = "column " + encoding.name() + ", " + side;
    counts.forEach(
        (valueError, rows) -> {
          switch (valueError) {
            case MISSING ->
                errors.add(
                    new LocatedError(
                        place,
                        "expected a value in every row, because missing values are rejected; "
                            + Figures.rows(rows, "has none", "have none")
                            + ": set a rule for missing values, or remove these rows"));
            case NOT_POSITIVE ->
                errors.add(
                    new LocatedError(
                        place,
                        "expected numbers above 0, because the logarithm is taken; "
                            + Figures.rows(rows, "is not", "are not")
                            + ": clip the feature at a number above 0, or remove the logarithm"));
            case UNSEEN_LEVEL -> {}
          }
        });
    return errors;
  }
}
