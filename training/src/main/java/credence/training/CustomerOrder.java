package credence.training;

import credence.trainingset.TrainingTable;
import java.util.BitSet;

/// Rows in an order in which those of one customer stand next to each other.
final class CustomerOrder {
  private CustomerOrder() {}

  /// The rows by customer, each customer's in the order given; the rows as they are where no
  /// customer repeats.
  static int[] of(TrainingTable table, int[] rows) {
    return repeats(table, rows) ? ordered(table, rows) : rows;
  }

  private static boolean repeats(TrainingTable table, int[] rows) {
    BitSet seen = new BitSet(table.customers());
    for (int row : rows) {
      int customer = table.customer(row);
      if (seen.get(customer)) {
        return true;
      }
      seen.set(customer);
    }
    return false;
  }

  private static int[] ordered(TrainingTable table, int[] rows) {
    int[] next = new int[table.customers() + 1];
    for (int row : rows) {
      next[table.customer(row) + 1]++;
    }
    for (int customer = 0; customer < table.customers(); customer++) {
      next[customer + 1] += next[customer];
    }
    int[] ordered = new int[rows.length];
    for (int row : rows) {
      ordered[next[table.customer(row)]++] = row;
    }
    return ordered;
  }
}
