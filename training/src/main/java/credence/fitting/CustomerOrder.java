package credence.fitting;

import credence.dataset.TrainingTable;
import java.util.BitSet;

/// Rows in an order in which those of one customer are adjacent.
///
/// @param rows of the table
/// @param distinct whether each customer has one row
@SuppressWarnings("ArrayRecordComponent")
record CustomerOrder(int[] rows, boolean distinct) {
  /// The rows grouped by customer, in the given order within each customer; the same array if they
  /// are already grouped.
  static CustomerOrder of(TrainingTable table, int[] rows) {
    if (table.customers() == table.rows()) {
      return new CustomerOrder(rows, true);
    }
    BitSet seen = new BitSet(table.customers());
    boolean distinct = true;
    int last = -1;
    for (int row : rows) {
      int customer = table.customer(row);
      if (customer == last) {
        distinct = false;
      } else if (seen.get(customer)) {
        return new CustomerOrder(ordered(table, rows), false);
      }
      seen.set(customer);
      last = customer;
    }
    return new CustomerOrder(rows, distinct);
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
