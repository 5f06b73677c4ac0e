package credence.evaluation;

import java.util.Arrays;

/// The distinct scores of a sample in ascending order, each with the numbers of rows and of
/// defaults that lie below it. The measures that only depend on order are read from here.
///
/// Score and outcome of a row are sorted as one `long`: the bits of a double that is not negative
/// are in the order of its value, and those of one in [0, 1] leave the two top bits free. So rows
/// are sorted as primitives, in parallel, with one result at any number of threads.
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

  /// A distinct score by its place in ascending order.
  double score(int place) {
    return scores[place];
  }

  /// What finds the place of a row's score.
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

  /// Whether both classes occur, so that one can be ranked against the other.
  boolean bothClasses() {
    return defaults() > 0 && goods() > 0;
  }

  /// The mean score of the rows from one place to before another.
  double meanScore(int start, int end) {
    double sum = 0;
    for (int place = start; place < end; place++) {
      sum += scores[place] * (rowsBelow[place + 1] - rowsBelow[place]);
    }
    return sum / (rowsBelow[end] - rowsBelow[start]);
  }

  /// How many rows have a score below that of a place; for the place after the last, all of them.
  int rowsBelow(int place) {
    return rowsBelow[place];
  }

  /// How many rows that defaulted have a score below that of a place.
  int defaultsBelow(int place) {
    return defaultsBelow[place];
  }

  /// How many rows that did not default have a score below that of a place.
  int goodsBelow(int place) {
    return rowsBelow[place] - defaultsBelow[place];
  }

  /// How many rows that defaulted have the score of a place.
  int defaultsAt(int place) {
    return defaultsBelow[place + 1] - defaultsBelow[place];
  }

  /// How many rows that did not default have the score of a place.
  int goodsAt(int place) {
    return goodsBelow(place + 1) - goodsBelow(place);
  }

  /// The placement value of a row that defaulted: the share of those that did not whose score is
  /// below its own, an equal score counting half.
  double placementOfDefault(int place) {
    return (goodsBelow(place) + 0.5 * goodsAt(place)) / goods();
  }

  /// The placement value of a row that did not default: the share of those that did whose score is
  /// above its own, an equal score counting half.
  double placementOfGood(int place) {
    return (defaults() - defaultsBelow(place + 1) + 0.5 * defaultsAt(place)) / defaults();
  }
}
