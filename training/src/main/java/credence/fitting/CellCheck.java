package credence.fitting;

import credence.dataset.RawValues;
import credence.dataset.TrainingTable;
import credence.model.Encoding;
import credence.model.Encoding.Refusal;
import credence.model.Fault;
import credence.model.NumberEncoding;
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
  static List<Fault> faults(
      TrainingTable table, List<Encoding> encodings, int[] rows, String side) {
    return encodings.stream()
        .parallel()
        .map(encoding -> faults(encoding, counts(table, encoding, rows), side))
        .flatMap(List::stream)
        .toList();
  }

  private static Map<Refusal, Long> counts(TrainingTable table, Encoding encoding, int[] rows) {
    Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
    RawValues values = RawValues.of(table, encoding.input());
    boolean logarithm = encoding instanceof NumberEncoding number && number.logarithm();
    if (values.complete() && !logarithm) {
      return counts;
    }
    double[] raw = new double[BLOCK_ROWS];
    for (int from = 0; from < rows.length; from += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows.length - from);
      values.gather(rows, from, count, raw);
      for (int i = 0; i < count; i++) {
        Refusal refusal = encoding.refusal(raw[i]);
        if (refusal != null) {
          counts.merge(refusal, 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  private static List<Fault> faults(Encoding encoding, Map<Refusal, Long> counts, String side) {
    List<Fault> faults = new ArrayList<>();
    String place = "column " + encoding.name() + ", " + side;
    counts.forEach(
        (refusal, rows) -> {
          switch (refusal) {
            case MISSING ->
                faults.add(
                    new Fault(
                        place,
                        "expected a value in every row, because missing values are rejected; "
                            + Figures.rows(rows, "has none", "have none")
                            + ": set a rule for missing values, or remove these rows"));
            case NOT_POSITIVE ->
                faults.add(
                    new Fault(
                        place,
                        "expected numbers above 0, because the logarithm is taken; "
                            + Figures.rows(rows, "is not", "are not")
                            + ": clip the feature at a number above 0, or remove the logarithm"));
            case UNSEEN_LEVEL -> {}
          }
        });
    return faults;
  }
}
