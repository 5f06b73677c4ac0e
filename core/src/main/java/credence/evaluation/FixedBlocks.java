package credence.evaluation;

import java.util.stream.IntStream;

/// Parallel sums over many rows that are bit-identical at any number of threads: the rows are
/// divided into blocks of a fixed size, each block is summed alone, and the blocks are added in
/// order.
final class FixedBlocks {

  private static final int BLOCK_ROWS = 1 << 14;

  private FixedBlocks() {}

  /// Adds a range of rows to a block's sums.
  @FunctionalInterface
  interface Range {
    /// Adds the rows `from` to `to` - 1.
    ///
    /// @param from the first row
    /// @param to the row after the last
    /// @param sums the block's sums, zero at its start
    void add(int from, int to, double[] sums);
  }

  /// The sums over rows 0 to `count` - 1.
  ///
  /// @param width the number of sums computed together
  static double[] sum(int count, int width, Range range) {
    int blocks = (int) (((long) count + BLOCK_ROWS - 1) / BLOCK_ROWS);
    double[][] parts =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(
                block -> {
                  double[] sums = new double[width];
                  int from = block * BLOCK_ROWS;
                  range.add(from, from + Math.min(BLOCK_ROWS, count - from), sums);
                  return sums;
                })
            .toArray(double[][]::new);
    double[] totals = new double[width];
    for (double[] part : parts) {
      for (int i = 0; i < width; i++) {
        totals[i] += part[i];
      }
    }
    return totals;
  }
}
