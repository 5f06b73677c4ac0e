package credence.training;

import credence.model.LogisticModel;
import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;
import credence.scoring.Scorer;
import credence.trainingset.TrainingTable;
import java.util.List;
import java.util.stream.IntStream;

/// Scores rows of a table by a model, with the code that serves.
final class TableScoring {
  private static final int BLOCK_ROWS = 4096;

  private TableScoring() {}

  /// The probability of default of each row, found in parallel.
  ///
  /// @param rows of the table, ascending
  /// @return in the order of the rows; NaN where the model refuses an input
  static double[] probabilities(TrainingTable table, LogisticModel model, int[] rows) {
    InputLayout layout = InputLayout.of(List.of(model));
    Scorer scorer = Scorer.of(model, layout);
    List<RawValues> values = RawValues.of(table, model.encodings());
    int[] slots =
        model.encodings().stream().mapToInt(encoding -> layout.slotOf(encoding).index()).toArray();
    double[] probabilities = new double[rows.length];
    IntStream.range(0, Math.ceilDiv(rows.length, BLOCK_ROWS))
        .parallel()
        .forEach(
            block -> {
              int from = block * BLOCK_ROWS;
              int count = Math.min(BLOCK_ROWS, rows.length - from);
              double[][] columns = new double[slots.length][count];
              for (int i = 0; i < slots.length; i++) {
                values.get(i).gather(rows, from, count, columns[i]);
              }
              FeatureVector applicant = new FeatureVector(layout.size());
              for (int row = 0; row < count; row++) {
                for (int i = 0; i < slots.length; i++) {
                  applicant.set(slots[i], columns[i][row]);
                }
                probabilities[from + row] = scorer.probability(applicant);
              }
            });
    return probabilities;
  }
}
