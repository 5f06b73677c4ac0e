package credence.evaluation;

import java.util.Arrays;

/// Finds the place of a score among the distinct scores of a sample.
///
/// The range of the scores is cut into cells of equal width, and a table says where each cell's
/// scores begin, so that the search is over the few scores of one cell. Over millions of scores
/// that is several times faster than a search over all of them, which would wait for memory at each
/// step.
final class PlaceFinder {

  private static final int CELLS_MAX = 1 << 20;

  private final double[] scores;
  private final double least;
  private final double cellsPerUnit;
  private final int[] firstPlace;

  /// A finder for some scores.
  ///
  /// @param scores distinct and ascending, at least one; kept, not copied
  PlaceFinder(double[] scores) {
    this.scores = scores;
    least = scores[0];
    int cells = Math.min(scores.length, CELLS_MAX);
    double range = scores[scores.length - 1] - least;
    cellsPerUnit = range > 0 ? (cells - 1) / range : 0;
    firstPlace = new int[cells + 1];
    int next = 0;
    for (int place = 0; place < scores.length; place++) {
      int cell = cell(scores[place]);
      while (next <= cell) {
        firstPlace[next++] = place;
      }
    }
    Arrays.fill(firstPlace, next, cells + 1, scores.length);
  }

  /// The place of a score that is among them.
  int place(double score) {
    int cell = cell(score);
    return Arrays.binarySearch(scores, firstPlace[cell], firstPlace[cell + 1], score + 0.0);
  }

  /// The cell of a score. The product is monotone in the score even where it is rounded, so cells
  /// are in the order of scores; the least of it and the last cell guards against rounding upwards.
  private int cell(double score) {
    return Math.min((int) ((score - least) * cellsPerUnit), firstPlace.length - 2);
  }
}
