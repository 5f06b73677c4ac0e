package credence.training;

import credence.dataset.Outcomes;
import credence.dataset.RawValues;
import credence.dataset.RowSets;
import credence.dataset.TextColumn;
import credence.dataset.TrainingTable;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.GroupEvaluation;
import credence.evaluation.InputImportance;
import credence.evaluation.Sample;
import credence.model.Finding;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.Provenance.TrainingSetReference;
import credence.model.Result;
import credence.scoring.Contributions;
import credence.splitting.RowSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Both sides of a split with a model's predictions, for evaluation.
///
/// A validation row with a level unseen in training may be rejected by the model: then it is
/// excluded from validation both as specified and as served, so that both cover the same rows. If
/// both encodings are equal, they are one sample, which is evaluated once.
final class ScoredSides {
  private final Outcomes outcomes;
  private final TrainingTable table;
  private final Model served;
  private final int[] trainingRows;
  private final int[] validationRows;
  private final Sample training;
  private final Sample validation;
  private final Sample validationAsServed;

  private ScoredSides(
      Outcomes outcomes,
      Model served,
      int[] trainingRows,
      int[] validationRows,
      Sample training,
      Sample validation,
      Sample validationAsServed) {
    this.outcomes = outcomes;
    this.table = outcomes.table();
    this.served = served;
    this.trainingRows = trainingRows;
    this.validationRows = validationRows;
    this.training = training;
    this.validation = validation;
    this.validationAsServed = validationAsServed;
  }

  /// Scores both sides.
  ///
  /// @param served the model as it serves
  /// @param validated the model with the validation side's rules for missing values
  /// @param findings added to
  /// @return rejected if no row of the validation side can be scored
  static Result<ScoredSides> of(
      Outcomes outcomes, RowSplit split, Model served, Model validated, List<Finding> findings) {
    TrainingTable table = outcomes.table();
    double[] asServed = TableScoring.probabilities(table, served, split.validation());
    boolean alike = served.equals(validated);
    double[] toTheLetter =
        alike ? asServed : TableScoring.probabilities(table, validated, split.validation());
    int[] scored =
        RowSets.ascending(
            RowSets.where(
                asServed.length, i -> !Double.isNaN(asServed[i]) && !Double.isNaN(toTheLetter[i])));
    int rejected = asServed.length - scored.length;
    if (rejected > 0) {
      findings.add(new Finding.UnscorableValidationRows(rejected));
    }
    if (scored.length == 0) {
      return Result.rejected(
          "split", "expected rows on the validation side that the model can score");
    }
    int[] rows = IntStream.of(scored).map(i -> split.validation()[i]).toArray();
    Sample letter = outcomes.sample(rows, pick(toTheLetter, scored));
    double[] trained = TableScoring.probabilities(table, served, split.training());
    return Result.of(
        new ScoredSides(
            outcomes,
            served,
            split.training(),
            rows,
            outcomes.sample(split.training(), trained),
            letter,
            alike ? letter : letter.withProbabilities(pick(asServed, scored))));
  }

  /// The training side.
  Sample training() {
    return training;
  }

  /// Evaluates both sides, without cross-validation.
  ///
  /// @param spec names the columns by which to evaluate
  EvaluationReport report(ModelSpec spec) {
    List<GroupEvaluation> byGroup = new ArrayList<>();
    for (String group : spec.groups()) {
      byGroup.addAll(byGroup(group));
    }
    List<Evaluation> evaluations =
        Stream.of(training, validation, validationAsServed)
            .distinct()
            .parallel()
            .map(Evaluation::of)
            .toList();
    return new EvaluationReport(
        evaluations.getFirst(),
        evaluations.get(1),
        evaluations.getLast(),
        byGroup,
        table.sets().size() > 1 ? byTrainingSet() : List.of(),
        null,
        NewestCustomers.stability(
            outcomes,
            spec.split().method(),
            training,
            trainingRows,
            validationAsServed,
            validationRows),
        importance());
  }

  private List<InputImportance> importance() {
    Contributions contributions = Contributions.of(served);
    List<RawValues> values = RawValues.of(table, served.inputs());
    return IntStream.range(0, values.size())
        .mapToObj(
            input ->
                InputImportance.of(
                    served.inputs().get(input).name(),
                    validationRows.length,
                    (from, count, into) -> {
                      values.get(input).gather(validationRows, from, count, into);
                      for (int i = 0; i < count; i++) {
                        into[i] = contributions.of(input, into[i]);
                      }
                    }))
        .toList();
  }

  private List<GroupEvaluation> byGroup(String column) {
    TextColumn group = table.group(column);
    List<String> levels = new ArrayList<>(group.texts());
    if (!levels.contains(MISSING)) {
      levels.add(MISSING);
    }
    int missing = levels.indexOf(MISSING);
    return evaluate(
        column,
        levels,
        row -> {
          double code = group.codes().get(row);
          return Double.isNaN(code) ? missing : (int) code;
        });
  }

  /// The group of the rows that have no value.
  private static final String MISSING = "(missing)";

  private List<GroupEvaluation> byTrainingSet() {
    List<String> names = new ArrayList<>();
    for (TrainingSetReference set : table.sets()) {
      names.add(names.contains(set.name()) ? set.name() + " #" + (names.size() + 1) : set.name());
    }
    return evaluate("training set", names, this::setOf);
  }

  private int setOf(int row) {
    int set = 0;
    while (table.firstRow(set + 1) <= row) {
      set++;
    }
    return set;
  }

  private List<GroupEvaluation> evaluate(
      String column, List<String> levels, IntUnaryOperator levelOfRow) {
    int[] codes = IntStream.of(validationRows).map(levelOfRow).toArray();
    return GroupEvaluation.of(column, validationAsServed, codes, levels, TextColumn.GROUPS_MAX + 1);
  }

  private static double[] pick(double[] values, int[] positions) {
    return IntStream.of(positions).mapToDouble(i -> values[i]).toArray();
  }
}
