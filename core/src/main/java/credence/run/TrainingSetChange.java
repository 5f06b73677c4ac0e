package credence.run;

import credence.evaluation.PopulationStability;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What has changed in a training set since a set before it: a code with its parameters, never a
/// sentence. `credence.wording` renders it as text.
///
/// A record's name is its code, its components are its parameters; profiles hold both.
public sealed interface TrainingSetChange {
  /// The code, in lower case with hyphens, for example `column-moved`.
  default String code() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /// A change from a profile of an earlier build, which holds a sentence.
  record Recorded(String sentence) implements TrainingSetChange {}

  /// The number of rows has changed.
  ///
  /// @param since the name of the set before
  /// @param rows rows now
  /// @param before rows of the set before
  record RowCount(String since, long rows, long before) implements TrainingSetChange {}

  /// Customers of an earlier set have another outcome in this one.
  ///
  /// @param since the name of the set before
  /// @param customers the number of customers whose outcome is known in both sets
  /// @param toDefault how many of them did not default in the set before and do now
  /// @param toNonDefault how many of them defaulted in the set before and do not now
  record OutcomesChanged(String since, long customers, long toDefault, long toNonDefault)
      implements TrainingSetChange {}

  /// The outcomes of customers were not compared with those of the set before, because its file is
  /// missing, has changed, or cannot be read by the present spec.
  ///
  /// @param set the name of the set before
  record OutcomesNotCompared(String set) implements TrainingSetChange {}

  /// A category has a level that no earlier set has.
  ///
  /// @param since the name of the set before
  /// @param level the level
  /// @param customers the number of customers who have it
  /// @param share its share of the rows, in (0, 1]
  record NewLevel(String column, String since, String level, long customers, double share)
      implements TrainingSetChange {}

  /// A category has further new levels.
  ///
  /// @param count how many, at least 1
  record FurtherNewLevels(String column, long count) implements TrainingSetChange {}

  /// A column's distribution has shifted by more than chance explains.
  ///
  /// @param since the name of the set before
  /// @param stability the population stability index
  /// @param defaultRate for the target, the share of defaults among the known outcomes; null for
  ///   other columns, and if no outcome is known
  /// @param mean for numbers, the mean; otherwise null
  /// @param level for categories and booleans, the level of the set before whose share changed
  ///   most; otherwise null
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

  /// Columns have shifted by more than chance explains, but only slightly: their index is below
  /// [PopulationStability#NOTABLE].
  ///
  /// @param since the name of the set before
  /// @param columns their names, at least one, the largest shift first
  record ColumnsMovedSlightly(String since, List<String> columns) implements TrainingSetChange {
    /// Copies the list.
    public ColumnsMovedSlightly {
      columns = List.copyOf(columns);
    }
  }

  /// A value in both sets.
  record Move(double before, double now) {}

  /// A level's share in both sets.
  record LevelMove(String name, double before, double now) {}

  /// Further columns have shifted less.
  ///
  /// @param count how many, at least 1
  record FurtherColumns(long count) implements TrainingSetChange {}

  /// A comparison with an earlier set was not possible because its profile is damaged.
  ///
  /// @param set the set's name
  record NotCompared(String set) implements TrainingSetChange {}
}
