package credence.dataset;

import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.model.Feature;
import java.util.List;

/// The histograms of a table's columns.
public final class ColumnHistograms {
  /// The maximum number of levels of a category with their own bin.
  private static final int LEVELS_MAX = 1_000;

  private ColumnHistograms() {}

  /// The histogram of a feature in some rows, before its missing-value rule.
  ///
  /// @param rows of the table
  /// @param independentRows the effective number of independent rows, in (0, rows]
  public static ReferenceHistogram of(
      TrainingTable table, Feature feature, int[] rows, double independentRows) {
    NumberColumn column = table.feature(feature.name());
    return switch (feature.type()) {
      case NUMBER ->
          NumberHistogram.of(
              rows.length,
              (from, count, into) -> column.gather(rows, from, count, into),
              independentRows);
      case BOOLEAN -> levels(List.of("false", "true"), column, rows, independentRows);
      case CATEGORY -> levels(table.levels(feature.name()), column, rows, independentRows);
    };
  }

  /// The histogram of a column of codes in some rows.
  ///
  /// @param levels the level of each code
  /// @param rows of the table
  public static LevelHistogram levels(
      List<String> levels, NumberColumn column, int[] rows, double independentRows) {
    return LevelHistogram.of(
        levels,
        rows.length,
        i -> {
          double code = column.get(rows[i]);
          return Double.isNaN(code) ? -1 : (int) code;
        },
        LEVELS_MAX,
        independentRows);
  }
}
