package credence.logistic;

import java.util.BitSet;

/// The outcome of each row, one bit each. Immutable.
public final class Labels {
  private final BitSet positive;
  private final int rows;

  private Labels(BitSet positive, int rows) {
    this.positive = positive;
    this.rows = rows;
  }

  /// Copies the rows' outcomes.
  ///
  /// @param positive the rows that defaulted, all below rows
  /// @param rows how many rows there are
  public static Labels of(BitSet positive, int rows) {
    if (positive.length() > rows) {
      throw new IllegalArgumentException("A label is beyond row " + rows);
    }
    return new Labels((BitSet) positive.clone(), rows);
  }

  /// Returns how many rows have a label.
  public int rows() {
    return rows;
  }

  /// Returns how many rows defaulted.
  public int positives() {
    return positive.cardinality();
  }

  /// Returns whether a row defaulted.
  ///
  /// @param row from 0 to rows - 1
  public boolean positive(int row) {
    return positive.get(row);
  }
}
