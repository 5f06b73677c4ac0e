package credence.evaluation;

/// Finds the position of a number in a sorted array.
///
/// The range of the array is divided into cells of equal width, and a table holds where each cell
/// begins, so that only one cell has to be searched. For millions of numbers this is several times
/// faster than a binary search, which waits for memory at each step; for a few, it avoids
/// unpredictable branches, since nearly every cell is empty.
final class PlaceFinder {
  /// The number of cells for a large sample.
  static final int CELLS_MAX = 1 << 20;

  private final double[] numbers;
  private final double least;
  private final double cellsPerUnit;
  private final int[] firstPlace;

  /// A finder among some numbers.
  ///
  /// @param numbers finite, distinct and ascending; kept, not copied
  /// @param cells the number of cells, at least 1
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

  /// The index of the first number that is not below a value; the length if all are.
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

  /// The cell of a value, clamped to the first and last cell. It is monotonic in the value even
  /// with rounding and overflow, and NaN becomes cell 0; so a number in a lower cell is below the
  /// value, and one in a higher cell above it.
  private int cell(double value) {
    return Math.clamp((int) ((value - least) * cellsPerUnit), 0, firstPlace.length - 2);
  }
}
