package credence.evaluation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The distribution of a category or boolean column: a bin for each level, one for all other
/// levels, and one for missing values.
///
/// @param levels the levels that have their own bin, the most frequent first
/// @param counts the rows of each level, then those of other levels, then missing values: two more
///   than there are levels
/// @param independentRows the effective number of independent rows counted
public record LevelHistogram(List<String> levels, List<Long> counts, double independentRows)
    implements ReferenceHistogram {

  private static final int MANY_LEVELS = 50;
  private static final double ROWS_PER_LEVEL_MIN = 5;
  private static final double OWN_BIN_SHARE = 0.01;

  public LevelHistogram {
    levels = List.copyOf(levels);
    counts = List.copyOf(counts);
    if (counts.size() != levels.size() + 2) {
      throw new IllegalArgumentException(counts.size() + " bins of " + levels.size() + " levels");
    }
  }

  /// The histogram of a column.
  ///
  /// Every level has its own bin unless there are very many: more than `levelsMax`, or more than 50
  /// that have fewer than five independent rows on average. Then only levels with at least 1 % of
  /// the rows have one, at most `levelsMax`. A choice of the most frequent levels alone would be
  /// biased: their shares in other data would be smaller without any drift.
  ///
  /// @param levels the names, each once
  /// @param rows the number of rows
  /// @param code of a row's level, an index into `levels`; -1 where it is missing
  /// @param levelsMax the maximum number of levels with their own bin; the most frequent levels,
  ///   ties in order of their names
  /// @param independentRows the effective number of independent rows, in (0, rows]
  public static LevelHistogram of(
      List<String> levels, int rows, IntUnaryOperator code, int levelsMax, double independentRows) {
    long[] byCode = countCodes(levels.size(), rows, code);
    int present =
        (int) IntStream.range(0, levels.size()).filter(level -> byCode[level] > 0).count();
    boolean veryMany =
        present > levelsMax
            || (present > MANY_LEVELS && independentRows < ROWS_PER_LEVEL_MIN * present);
    double rowsMin = veryMany ? OWN_BIN_SHARE * rows : 1;
    List<String> kept =
        IntStream.range(0, levels.size())
            .filter(level -> byCode[level] > 0 && byCode[level] >= rowsMin)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(level -> -byCode[level])
                    .thenComparing(levels::get))
            .limit(levelsMax)
            .map(levels::get)
            .toList();
    long[] counts = intoBins(kept, levels, byCode);
    return new LevelHistogram(kept, LongStream.of(counts).boxed().toList(), independentRows);
  }

  /// How many rows of another data set fall into each of these bins.
  ///
  /// @param otherLevels that data set's names of levels, each once, in its own order
  /// @param rows the number of rows
  /// @param code of a row's level, an index into `otherLevels`; -1 where it is missing
  public long[] count(List<String> otherLevels, int rows, IntUnaryOperator code) {
    return intoBins(levels, otherLevels, countCodes(otherLevels.size(), rows, code));
  }

  /// The number of rows of each code, then of missing values.
  private static long[] countCodes(int codes, int rows, IntUnaryOperator code) {
    long[] counts = new long[codes + 1];
    for (int row = 0; row < rows; row++) {
      int level = code.applyAsInt(row);
      counts[level < 0 ? codes : level]++;
    }
    return counts;
  }

  private static long[] intoBins(List<String> kept, List<String> levels, long[] byCode) {
    Map<String, Integer> bins = new HashMap<>();
    kept.forEach(level -> bins.put(level, bins.size()));
    long[] counts = new long[kept.size() + 2];
    for (int code = 0; code < levels.size(); code++) {
      counts[bins.getOrDefault(levels.get(code), kept.size())] += byCode[code];
    }
    counts[kept.size() + 1] = byCode[levels.size()];
    return counts;
  }
}
