package credence.evaluation;

/// Finds the place of a number among some others.
///
/// The range of the others is cut into cells of equal width, and a table says where each cell's
/// begin, so that the search is over the few of one cell. Over millions that is several times
/// faster than a search over all of them, which would wait for memory at each step; over a few, a
/// processor cannot guess where a search would end, and in nearly every cell there is none to look
/// at.
final class PlaceFinder {
  /// Cells that the numbers of a large sample are cut into.
  static final int CELLS_MAX = 1 << 20;

  private final double[] numbers;
  private final double least;
  private final double cellsPerUnit;
  private final int[] firstPlace;

  /// A finder among some numbers.
  ///
  /// @param numbers finite, distinct and ascending; kept, not copied
  /// @param cells how many cells their range is cut into, at least 1
  PlaceFinder(double[] numbers, int cells) {
    this.numbers = numbers;
    least = numbers.length == 0 ? 0 : numbers[0];
    double range = numbers.length == 0 ? 0 : numbers[numbers.length - 1] - least;
    cellsPerUnit = range > 0 ? cells / range : 0;
    firstPlace = new int[cells + 1];
    int next = 0;
    for (int place = 0; place < numbers.length; place++) {
      for (int cell = cell(numbers[place]); next <= cell; next++) {
        firstPlace[next] = place;
      }
    }
    for (; next <= cells; next++) {
      firstPlace[next] = numbers.length;
    }
  }

  /// The place of the first number that is not below a value; one after the last if all are.
  ///
  /// @param value not NaN
  int place(double value) {
    int cell = cell(value);
    int from = firstPlace[cell];
    int to = firstPlace[cell + 1];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (numbers[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// The cell of a value, the first or the last one if it lies beyond the numbers. It is monotone
  /// in the value even where it is rounded or overflows, and a product that is not a number becomes
  /// cell 0; so a number in a lower cell is below the value, and one in a higher cell above it.
  private int cell(double value) {
    return Math.clamp((int) ((value - least) * cellsPerUnit), 0, firstPlace.length - 2);
  }
}
