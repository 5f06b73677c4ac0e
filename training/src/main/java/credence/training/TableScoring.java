package credence.training;

import credence.dataset.RawValues;
import credence.dataset.TrainingTable;
import credence.model.Model;
import credence.scoring.InputLayout;
import credence.scoring.Scorer;
import java.util.List;
import java.util.stream.IntStream;

/// Scores rows of a table with a model, using the same code as serving.
final class TableScoring {
  /// The number of rows that a thread scores at a time.
  private static final int BLOCK_ROWS = 1 << 15;

  /// The number of rows whose values fit into the processor's cache.
  private static final int CHUNK_ROWS = 1 << 9;

  private TableScoring() {}

  /// The probability of default of each row, computed in parallel.
  ///
  /// @param rows of the table, ascending
  /// @return in the order of the rows; NaN where the model rejects an input
  static double[] probabilities(TrainingTable table, Model model, int[] rows) {
    InputLayout layout = InputLayout.of(List.of(model));
    Scorer scorer = Scorer.of(model, layout);
    List<RawValues> values = RawValues.of(table, model.inputs());
    int[] slots = model.inputs().stream().mapToInt(input -> layout.slotOf(input).index()).toArray();
    double[] probabilities = new double[rows.length];
    IntStream.range(0, Math.ceilDiv(rows.length, BLOCK_ROWS))
        .parallel()
        .forEach(
            block -> {
              int from = block * BLOCK_ROWS;
              int to = Math.min(rows.length, from + BLOCK_ROWS);
              double[][] columns = new double[slots.length][CHUNK_ROWS];
              double[] scored = new double[CHUNK_ROWS];
              for (int at = from; at < to; at += CHUNK_ROWS) {
                int count = Math.min(CHUNK_ROWS, to - at);
                for (int i = 0; i < slots.length; i++) {
                  values.get(i).gather(rows, at, count, columns[slots[i]]);
                }
                scorer.probabilities(columns, count, scored);
                System.arraycopy(scored, 0, probabilities, at, count);
              }
            });
    return probabilities;
  }
}
