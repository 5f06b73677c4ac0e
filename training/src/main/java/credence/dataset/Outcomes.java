package credence.dataset;

import credence.evaluation.Sample;
import java.util.Arrays;
import java.util.BitSet;

/// The outcomes and customers of a table's rows.
///
/// @param table the table
/// @param defaulted the rows that defaulted
public record Outcomes(TrainingTable table, BitSet defaulted) {

  /// Some rows with a model's predictions, for an evaluation.
  ///
  /// @param probabilities in the order of the rows, each in [0, 1]
  public Sample sample(int[] rows, double[] probabilities) {
    boolean[] outcomes = new boolean[rows.length];
    int[] customers = new int[rows.length];
    int[] renumbered = new int[table.customers()];
    Arrays.fill(renumbered, -1);
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      outcomes[i] = defaulted.get(rows[i]);
      int customer = table.customer(rows[i]);
      if (renumbered[customer] < 0) {
        renumbered[customer] = count++;
      }
      customers[i] = renumbered[customer];
    }
    return Sample.of(probabilities, outcomes, customers);
  }
}
