package credence.run;

import credence.evaluation.PopulationStability;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What has changed in a training set since a set before it: a code with its parameters, never a
/// sentence. `credence.wording` puts it into words.
///
/// A record's name is its code, its components are its parameters; profiles hold both.
public sealed interface TrainingSetChange {
  /// What it is, in lower case with hyphens, for example `column-moved`.
  default String code() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /// A change as a profile of an earlier build holds it: as a sentence.
  record Recorded(String sentence) implements TrainingSetChange {}

  /// The number of rows is another.
  ///
  /// @param since the name of the set before
  /// @param rows rows now
  /// @param before rows of the set before
  record RowCount(String since, long rows, long before) implements TrainingSetChange {}

  /// A column's values moved further than chance alone would move them.
  ///
  /// @param since the name of the set before
  /// @param stability how far
  /// @param defaultRate of the target, the share of defaults among the known outcomes; null for
  ///   other columns, and where none is known
  /// @param mean of numbers, their mean; else null
  /// @param level of categories and truth values, the level of the set before whose share moved
  ///   most; else null
  /// @param missing the share of missing values; null if both sets have none
  record ColumnMoved(
      String column,
      String since,
      PopulationStability stability,
      @Nullable Move defaultRate,
      @Nullable Move mean,
      @Nullable LevelMove level,
      @Nullable Move missing)
      implements TrainingSetChange {}

  /// A figure of both sets.
  record Move(double before, double now) {}

  /// A level's share in both sets.
  record LevelMove(String name, double before, double now) {}

  /// Further columns moved less far.
  ///
  /// @param count how many, at least 1
  record FurtherColumns(long count) implements TrainingSetChange {}

  /// A set before it could not be compared with, because its profile is damaged.
  ///
  /// @param set the set's name
  record NotCompared(String set) implements TrainingSetChange {}
}
