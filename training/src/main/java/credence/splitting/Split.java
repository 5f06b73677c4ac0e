package credence.splitting;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/// The side of every row of a table. Immutable.
public final class Split {
  private final int rows;
  private final BitSet validation;
  private final BitSet neither;

  private Split(int rows, BitSet validation, BitSet neither) {
    this.rows = rows;
    this.validation = validation;
    this.neither = neither;
  }

  /// Creates a split from the side of each row, called in order from 0 to rows - 1.
  public static Split ofSides(int rows, IntFunction<Side> sideOfRow) {
    BitSet validation = new BitSet(rows);
    BitSet neither = new BitSet();
    for (int row = 0; row < rows; row++) {
      switch (sideOfRow.apply(row)) {
        case VALIDATION -> validation.set(row);
        case NEITHER -> neither.set(row);
        case TRAINING -> {}
      }
    }
    return new Split(rows, validation, neither);
  }

  /// Returns how many rows were split.
  public int rows() {
    return rows;
  }

  /// Returns the side of a row.
  ///
  /// @param row from 0 to rows - 1
  public Side side(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException(row);
    }
    if (validation.get(row)) {
      return Side.VALIDATION;
    }
    return neither.get(row) ? Side.NEITHER : Side.TRAINING;
  }

  /// Returns the number of rows on a side.
  public int count(Side side) {
    return switch (side) {
      case VALIDATION -> validation.cardinality();
      case NEITHER -> neither.cardinality();
      case TRAINING -> rows - validation.cardinality() - neither.cardinality();
    };
  }

  /// Counts the customers who have rows in training and in validation.
  ///
  /// The model has seen such customers in training. A split by id has none; one by rows or by date
  /// may.
  ///
  /// @param customerOfRow a number for the customer of each row, the same for the same customer
  ///   only
  public int customersOnBothSides(IntToLongFunction customerOfRow) {
    long[] trained = customers(Side.TRAINING, customerOfRow);
    long[] validated = customers(Side.VALIDATION, customerOfRow);
    int both = 0;
    int t = 0;
    for (int v = 0; v < validated.length; v++) {
      if (v > 0 && validated[v] == validated[v - 1]) {
        continue;
      }
      while (t < trained.length && trained[t] < validated[v]) {
        t++;
      }
      both += t < trained.length && trained[t] == validated[v] ? 1 : 0;
    }
    return both;
  }

  private long[] customers(Side side, IntToLongFunction customerOfRow) {
    long[] customers = new long[count(side)];
    int found = 0;
    for (int row = 0; row < rows; row++) {
      if (side(row) == side) {
        customers[found++] = customerOfRow.applyAsLong(row);
      }
    }
    Arrays.sort(customers);
    return customers;
  }
}
