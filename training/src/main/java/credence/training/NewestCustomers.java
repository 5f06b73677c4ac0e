package credence.training;

import credence.dataset.NumberColumn;
import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.evaluation.Sample;
import credence.evaluation.ScoreStability;
import credence.evaluation.ScoreStability.Basis;
import credence.model.ModelSpec.SplitMethod;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compares a model's scores of the newest customers with those of earlier ones.
///
/// Of several training sets, the last one is the newest. If the held-out customers of only one set
/// were scored, the newest quarter of them by application date are compared with the others. If the
/// newest applications are held out, they are compared with the training side: then no earlier
/// customers are held out.
final class NewestCustomers {
  private static final double NEWEST_SHARE = 0.25;

  private final Outcomes outcomes;
  private final TrainingTable table;
  private final int[] rows;
  private final Sample asServed;

  private NewestCustomers(Outcomes outcomes, int[] rows, Sample asServed) {
    this.outcomes = outcomes;
    this.table = outcomes.table();
    this.rows = rows;
    this.asServed = asServed;
  }

  /// The stability of the scores.
  ///
  /// @param method how the validation side was held out
  /// @param training the scores of the training side
  /// @param trainingRows its rows of the table
  /// @param asServed the scores of the validation side as served
  /// @param rows its rows of the table
  /// @return null if there are neither earlier sets nor earlier dates
  static @Nullable ScoreStability stability(
      Outcomes outcomes,
      SplitMethod method,
      Sample training,
      int[] trainingRows,
      Sample asServed,
      int[] rows) {
    NewestCustomers newest = new NewestCustomers(outcomes, rows, asServed);
    if (method == SplitMethod.OUT_OF_TIME) {
      return newest.againstTraining(training, trainingRows);
    }
    ScoreStability bySet = newest.bySet();
    return bySet == null ? newest.byDate() : bySet;
  }

  private @Nullable ScoreStability bySet() {
    int last = table.sets().size() - 1;
    if (last == 0) {
      return null;
    }
    int firstRow = table.firstRow(last);
    return ScoreStability.of(
        asServed,
        i -> rows[i] >= firstRow,
        Basis.TRAINING_SETS,
        table.sets().get(last).name(),
        true);
  }

  private @Nullable ScoreStability byDate() {
    NumberColumn days = table.applicationDays();
    if (days == null) {
      return null;
    }
    int[] dated = IntStream.range(0, rows.length).filter(i -> isDated(days, i)).toArray();
    if (dated.length == 0) {
      return null;
    }
    double[] sorted = Arrays.stream(dated).mapToDouble(i -> days.get(rows[i])).sorted().toArray();
    double first = sorted[(int) ((1 - NEWEST_SHARE) * sorted.length)];
    return ScoreStability.of(
        asServed.select(dated),
        i -> days.get(rows[dated[i]]) >= first,
        Basis.APPLICATION_DATES,
        date(first),
        true);
  }

  private boolean isDated(NumberColumn days, int i) {
    return !Double.isNaN(days.get(rows[i]));
  }

  private @Nullable ScoreStability againstTraining(Sample training, int[] trainingRows) {
    NumberColumn days = table.applicationDays();
    if (days == null) {
      return null;
    }
    int earlier = trainingRows.length;
    int[] both = Arrays.copyOf(trainingRows, earlier + rows.length);
    double[] scores = new double[both.length];
    double first = Double.POSITIVE_INFINITY;
    for (int i = 0; i < earlier; i++) {
      scores[i] = training.probability(i);
    }
    for (int i = 0; i < rows.length; i++) {
      both[earlier + i] = rows[i];
      scores[earlier + i] = asServed.probability(i);
      first = Math.min(first, days.get(rows[i]));
    }
    return ScoreStability.of(
        outcomes.sample(both, scores),
        i -> i >= earlier,
        Basis.APPLICATION_DATES,
        date(first),
        false);
  }

  private static String date(double day) {
    return LocalDate.ofEpochDay((long) day).toString();
  }
}
