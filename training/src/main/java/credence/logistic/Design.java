package credence.logistic;

import java.util.List;

/// The encoded rows for a solver, provided in blocks.
///
/// A solver reads all blocks several times and from several threads at once, so [#fill] is
/// thread-safe and always returns the same values. Blocks have a fixed size, because sums are
/// formed by block and added in block order: so a fit is bit-identical at any number of threads.
public interface Design {
  /// The number of rows of each block except the last, which has the remainder.
  int BLOCK_ROWS = 8192;

  /// Returns the names of the encoded columns, in the order of the coefficients.
  List<String> columnNames();

  /// Returns how many rows there are.
  int rows();

  /// Writes a block's values, every one of them finite.
  ///
  /// @param block from 0 to blockCount() - 1
  /// @param columns written to: one array for each column, in order, each of at least [#BLOCK_ROWS]
  ///   entries; entries beyond the block's rows are unchanged
  /// @return rows in the block, from 1 to [#BLOCK_ROWS]
  int fill(int block, double[][] columns);

  /// Returns how many encoded columns there are.
  default int columns() {
    return columnNames().size();
  }

  /// Returns how many blocks the rows make.
  default int blockCount() {
    return Math.ceilDiv(rows(), BLOCK_ROWS);
  }
}
