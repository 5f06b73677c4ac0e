package credence.logistic;

import java.util.List;

/// A design of arrays that are already encoded.
final class InMemoryDesign implements Design {
  private final List<String> columnNames;
  private final double[][] columns;
  private final int rows;

  /// Creates a design of arrays, which are not copied and must not change.
  ///
  /// @param columnNames one for each column
  /// @param columns the values, `[column][row]`, all columns of the same length
  InMemoryDesign(List<String> columnNames, double[][] columns) {
    if (columnNames.size() != columns.length) {
      throw new IllegalArgumentException(
          "%d names for %d columns".formatted(columnNames.size(), columns.length));
    }
    this.columnNames = List.copyOf(columnNames);
    this.columns = columns;
    this.rows = columns.length == 0 ? 0 : columns[0].length;
    for (double[] column : columns) {
      if (column.length != rows) {
        throw new IllegalArgumentException("The columns differ in length");
      }
    }
  }

  @Override
  public List<String> columnNames() {
    return columnNames;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int fill(int block, double[][] into) {
    int from = block * BLOCK_ROWS;
    int count = Math.min(BLOCK_ROWS, rows - from);
    for (int column = 0; column < columns.length; column++) {
      System.arraycopy(columns[column], from, into[column], 0, count);
    }
    return count;
  }
}
