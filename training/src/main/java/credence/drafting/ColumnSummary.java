package credence.drafting;

import java.util.List;

/// The contents of a column of a file.
///
/// @param name its name
/// @param kind what its values are
/// @param isIntegral whether its values can be ids: texts, or integers
/// @param rows the number of rows of the file
/// @param present the rows that have a value
/// @param distinct the number of different values; estimated if there are more than [#LEVELS_MAX]
/// @param numbers what its numbers are; [Numbers#NONE] if its values are not numbers
/// @param levels its values in the order of their texts, if there are at most [#LEVELS_MAX]
///   different ones; otherwise empty
/// @param codes numbers that may be codes and not quantities, ascending
record ColumnSummary(
    String name,
    Kind kind,
    boolean isIntegral,
    long rows,
    long present,
    long distinct,
    Numbers numbers,
    List<Level> levels,
    List<Level> codes) {
  /// The maximum number of different values that are listed.
  static final int LEVELS_MAX = 60;

  /// Copies the lists.
  ColumnSummary {
    levels = List.copyOf(levels);
    codes = List.copyOf(codes);
  }

  /// What the values of a column are.
  enum Kind {
    NUMBER,
    BOOLEAN,
    TEXT,
    /// Dates in a form that can be an application date.
    DATE,
    /// Texts all of which are dates.
    DATE_TEXT,
    /// Texts all of which are numbers.
    NUMBER_TEXT,
    /// There are none.
    NONE,
    /// Lists, times of day and the like.
    OTHER
  }

  /// A value with the number of its rows.
  record Level(String text, long rows) {}

  /// The numbers of a column.
  ///
  /// @param low the smallest; NaN if there are none
  /// @param high the largest
  /// @param integers whether all are integers
  /// @param infinite how many are infinite
  record Numbers(double low, double high, boolean integers, long infinite) {
    /// No numbers.
    static final Numbers NONE = new Numbers(Double.NaN, Double.NaN, false, 0);

    /// Whether they are consecutive integers, each once.
    boolean isCounting(long rows) {
      return integers && high - low + 1 == rows;
    }
  }

  /// The rows without a value.
  long missing() {
    return rows - present;
  }

  /// Whether nearly every row has a value of its own.
  boolean isNearlyUnique() {
    return distinct > LEVELS_MAX && distinct >= 0.9 * present;
  }

  /// The values in the order of their numbers of rows, the most frequent first.
  List<Level> byFrequency() {
    return levels.stream()
        .sorted((a, b) -> a.rows() == b.rows() ? 0 : Long.compare(b.rows(), a.rows()))
        .toList();
  }
}
