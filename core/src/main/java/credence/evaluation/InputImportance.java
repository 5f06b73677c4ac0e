package credence.evaluation;

/// The importance of an input: how much its contribution to the log-odds of default varies between
/// rows. It depends on the input's effect and on how often and how far its values differ, and
/// compares inputs of any unit.
///
/// For a number that a logistic regression does not transform, it is the absolute coefficient times
/// the standard deviation of the number: its partially standardised coefficient (A. Agresti,
/// Categorical Data Analysis, 3rd ed. 2013, section 5.5.6; S. Menard, Six approaches to calculating
/// standardized logistic regression coefficients, The American Statistician 58, 2004).
///
/// @param input the input's name
/// @param deviation the standard deviation of the contribution, in log-odds, at least 0
public record InputImportance(String input, double deviation) {
  private static final int CHUNK_ROWS = 1 << 10;

  /// The importance of an input on a set of rows.
  ///
  /// @param rows the number of rows, at least 1
  /// @param contributions the contributions of the rows; called from several threads
  public static InputImportance of(String input, int rows, NumberHistogram.Values contributions) {
    double[] first = new double[1];
    contributions.read(0, 1, first);
    double mean = first[0] + sum(rows, contributions, first[0], 1) / rows;
    return new InputImportance(input, Math.sqrt(sum(rows, contributions, mean, 2) / rows));
  }

  /// The sum of the differences from a value, or of their squares.
  private static double sum(
      int rows, NumberHistogram.Values contributions, double from, int power) {
    return FixedBlocks.sum(
        rows,
        1,
        (first, end, sums) -> {
          double[] chunk = new double[CHUNK_ROWS];
          for (int row = first; row < end; row += CHUNK_ROWS) {
            int count = Math.min(CHUNK_ROWS, end - row);
            contributions.read(row, count, chunk);
            for (int i = 0; i < count; i++) {
              double difference = chunk[i] - from;
              sums[0] += power == 1 ? difference : difference * difference;
            }
          }
        })[0];
  }
}
