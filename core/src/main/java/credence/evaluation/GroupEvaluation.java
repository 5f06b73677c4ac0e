package credence.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The metrics of a model on the rows of one group: those with one level of a column, or those of
/// one training set.
///
/// @param column the column that groups
/// @param level its value in this group, or [#OTHER] for the rows of all levels beyond a limit
/// @param balance the size of the group and its number of defaults
/// @param auc the area under the ROC curve within the group, with its interval clustered by
///   customer; null if all of its rows or none defaulted
/// @param logLoss as in [Evaluation]
/// @param brier as in [Evaluation]
/// @param meanPredicted the mean of its probabilities, to compare with the balance's default rate
/// @param observedToExpected as in [Calibration]
public record GroupEvaluation(
    String column,
    String level,
    ClassBalance balance,
    @Nullable Estimate auc,
    double logLoss,
    double brier,
    double meanPredicted,
    @Nullable Estimate observedToExpected) {

  /// The name of the group that pools all levels beyond the limit.
  public static final String OTHER = "(other)";

  /// Evaluates each group, in descending order of rows; groups of equal size are in order of their
  /// codes. Empty groups are omitted.
  ///
  /// @param levelOfRow for each row the code of its level, an index into `levels`; missing values
  ///   form their own level, which the caller names
  /// @param levels the names, each once
  /// @param groupsMax how many groups to make at most, at least 1; when there are more, the
  ///   smallest are pooled into [#OTHER], which comes last
  /// @throws IllegalArgumentException if the number of codes is not the number of rows, a code is
  ///   not an index into `levels`, or `groupsMax` is below 1
  public static List<GroupEvaluation> of(
      String column, Sample sample, int[] levelOfRow, List<String> levels, int groupsMax) {
    if (levelOfRow.length != sample.rows() || groupsMax < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d codes for %d rows, at most %d groups",
              levelOfRow.length,
              sample.rows(),
              groupsMax));
    }
    int[] rows = new int[levels.size()];
    for (int level : levelOfRow) {
      if (level < 0 || level >= rows.length) {
        throw new IllegalArgumentException(
            "a level's code must be in 0 to " + (rows.length - 1) + ", not " + level);
      }
      rows[level]++;
    }
    List<Integer> order =
        IntStream.range(0, rows.length)
            .filter(level -> rows[level] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(level -> -rows[level]))
            .toList();
    int alone = order.size() <= groupsMax ? order.size() : groupsMax - 1;
    List<GroupEvaluation> groups = new ArrayList<>();
    for (int level : order.subList(0, alone)) {
      int[] selected = rowsWhere(levelOfRow, code -> code == level);
      groups.add(of(column, levels.get(level), sample.select(selected)));
    }
    if (alone < order.size()) {
      Set<Integer> pooled = Set.copyOf(order.subList(alone, order.size()));
      groups.add(of(column, OTHER, sample.select(rowsWhere(levelOfRow, pooled::contains))));
    }
    return List.copyOf(groups);
  }

  private static int[] rowsWhere(int[] levelOfRow, IntPredicate level) {
    return IntStream.range(0, levelOfRow.length)
        .filter(row -> level.test(levelOfRow[row]))
        .toArray();
  }

  private static GroupEvaluation of(String column, String level, Sample sample) {
    RankedScores ranked = RankedScores.of(sample);
    ClassBalance balance = ClassBalance.of(sample);
    return new GroupEvaluation(
        column,
        level,
        balance,
        ranked.bothClasses()
            ? Auc.estimate(Auc.byCustomer(ranked, sample), balance, Interval.LEVEL)
            : null,
        Evaluation.logLoss(sample),
        Evaluation.brier(sample),
        ranked.meanScore(0, ranked.distinct()),
        ObservedToExpected.of(sample));
  }
}
