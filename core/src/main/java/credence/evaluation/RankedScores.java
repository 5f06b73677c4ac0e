package credence.evaluation;

import java.util.Arrays;

/// The distinct scores of a sample in ascending order, each with the numbers of rows and of
/// defaults below it. All rank-based metrics are computed from it.
///
/// Score and outcome of a row are sorted as one `long`: the bits of a double that is not negative
/// are in the order of its value, and those of one in [0, 1] leave the two top bits free. So rows
/// are sorted as primitives, in parallel, with the same result at any number of threads.
final class RankedScores {

  private final double[] scores;
  private final int[] rowsBelow;
  private final int[] defaultsBelow;

  private RankedScores(double[] scores, int[] rowsBelow, int[] defaultsBelow) {
    this.scores = scores;
    this.rowsBelow = rowsBelow;
    this.defaultsBelow = defaultsBelow;
  }

  static RankedScores of(Sample sample) {
    long[] keys = new long[sample.rows()];
    Arrays.parallelSetAll(keys, row -> key(sample.probability(row), sample.defaulted(row)));
    Arrays.parallelSort(keys);
    int distinct = 1;
    for (int i = 1; i < keys.length; i++) {
      distinct += keys[i] >>> 1 == keys[i - 1] >>> 1 ? 0 : 1;
    }
    double[] scores = new double[distinct];
    int[] rowsBelow = new int[distinct + 1];
    int[] defaultsBelow = new int[distinct + 1];
    int place = -1;
    int defaults = 0;
    for (int i = 0; i < keys.length; i++) {
      if (i == 0 || keys[i] >>> 1 != keys[i - 1] >>> 1) {
        place++;
        scores[place] = Double.longBitsToDouble(keys[i] >>> 1);
        rowsBelow[place] = i;
        defaultsBelow[place] = defaults;
      }
      defaults += (int) (keys[i] & 1);
    }
    rowsBelow[distinct] = keys.length;
    defaultsBelow[distinct] = defaults;
    return new RankedScores(scores, rowsBelow, defaultsBelow);
  }

  /// Adding 0.0 turns the negative zero, whose bits are out of order, into the positive one.
  private static long key(double score, boolean defaulted) {
    return Double.doubleToRawLongBits(score + 0.0) << 1 | (defaulted ? 1 : 0);
  }

  /// The number of distinct scores, at least 1.
  int distinct() {
    return scores.length;
  }

  /// The distinct score at an index in ascending order.
  double score(int place) {
    return scores[place];
  }

  /// Finds the index of a row's score.
  PlaceFinder finder() {
    return new PlaceFinder(scores, Math.min(scores.length, PlaceFinder.CELLS_MAX));
  }

  int rows() {
    return rowsBelow[distinct()];
  }

  int defaults() {
    return defaultsBelow[distinct()];
  }

  int goods() {
    return rows() - defaults();
  }

  /// Whether both classes occur.
  boolean bothClasses() {
    return defaults() > 0 && goods() > 0;
  }

  /// The mean score of the rows from one index (inclusive) to another (exclusive).
  double meanScore(int start, int end) {
    double sum = 0;
    for (int place = start; place < end; place++) {
      sum += scores[place] * (rowsBelow[place + 1] - rowsBelow[place]);
    }
    return sum / (rowsBelow[end] - rowsBelow[start]);
  }

  /// The number of rows with a score below that at an index; for the index after the last, all
  /// rows.
  int rowsBelow(int place) {
    return rowsBelow[place];
  }

  /// The number of rows that defaulted with a score below that at an index.
  int defaultsBelow(int place) {
    return defaultsBelow[place];
  }

  /// The number of rows that did not default with a score below that at an index.
  int goodsBelow(int place) {
    return rowsBelow[place] - defaultsBelow[place];
  }

  /// The number of rows that defaulted with the score at an index.
  int defaultsAt(int place) {
    return defaultsBelow[place + 1] - defaultsBelow[place];
  }

  /// The number of rows that did not default with the score at an index.
  int goodsAt(int place) {
    return goodsBelow(place + 1) - goodsBelow(place);
  }

  /// The placement value of a row that defaulted: the share of rows that did not default with a
  /// lower score, ties counting half.
  double placementOfDefault(int place) {
    return (goodsBelow(place) + 0.5 * goodsAt(place)) / goods();
  }

  /// The placement value of a row that did not default: the share of rows that defaulted with a
  /// higher score, ties counting half.
  double placementOfGood(int place) {
    return (defaults() - defaultsBelow(place + 1) + 0.5 * defaultsAt(place)) / defaults();
  }
}
