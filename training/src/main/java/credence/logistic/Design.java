package credence.logistic;

import java.util.List;

/// The encoded rows that a solver learns from, handed out in blocks.
///
/// A solver reads all blocks several times and from several threads at once, so [#fill] is safe to
/// call concurrently and gives the same values every time. Blocks have a fixed size, because sums
/// are formed by block and added in block order: so a fit has the same bits at any number of
/// threads.
public interface Design {
  /// Rows in each block but the last, which has what is left.
  int BLOCK_ROWS = 8192;

  /// Returns the names of the encoded columns, in the order of the coefficients.
  List<String> columnNames();

  /// Returns how many rows there are.
  int rows();

  /// Writes a block's values, every one of them finite.
  ///
  /// @param block from 0 to blockCount() - 1
  /// @param columns written to: one array for each column, in order, each of at least [#BLOCK_ROWS]
  ///   entries; what stands beyond the block's rows is left alone
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
