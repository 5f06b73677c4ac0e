package credence.evaluation;

import java.util.Arrays;

/// Finds the bin of a number among the edges of a [NumberHistogram].
///
/// The range of the edges is cut into cells of equal width, and a table says how many edges lie in
/// the cells below. A processor cannot guess where a search among the edges would end, but in
/// nearly every cell there is none left to look at.
final class BinFinder {
  private static final int CELLS = 1 << 10;

  private final double[] edges;
  private final double least;
  private final double cellsPerUnit;
  private final int[] edgesBelow;

  /// A finder for some edges.
  ///
  /// @param edges finite and ascending; kept, not copied
  BinFinder(double[] edges) {
    this.edges = edges;
    least = edges.length == 0 ? 0 : edges[0];
    double range = edges.length == 0 ? 0 : edges[edges.length - 1] - least;
    cellsPerUnit = range > 0 ? CELLS / range : 0;
    edgesBelow = new int[CELLS];
    Arrays.fill(edgesBelow, edges.length);
    for (int edge = edges.length - 1; edge >= 0; edge--) {
      Arrays.fill(edgesBelow, 0, cell(edges[edge]) + 1, edge);
    }
  }

  /// The number of bins, that of missing values counted.
  int bins() {
    return edges.length + 2;
  }

  /// The index of the first bin whose upper edge is not below a value; of the last bin for NaN.
  int bin(double value) {
    if (Double.isNaN(value)) {
      return edges.length + 1;
    }
    int bin = edgesBelow[cell(value)];
    while (bin < edges.length && edges[bin] < value) {
      bin++;
    }
    return bin;
  }

  /// The cell of a value, the first or the last one if it lies beyond the edges. It is monotone in
  /// the value even where it is rounded or overflows, and a product that is not a number becomes
  /// cell 0; so an edge in a lower cell is below the value.
  private int cell(double value) {
    return Math.clamp((int) ((value - least) * cellsPerUnit), 0, CELLS - 1);
  }
}
