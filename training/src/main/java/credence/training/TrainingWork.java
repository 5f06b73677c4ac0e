package credence.training;

import credence.dataset.TrainingTable;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.ModelSpec.SolverKind;

/// The amount of work of a training, as far as it is known, and how long each stage of it takes on
/// one machine.
///
/// The seconds were fitted to trainings that `scripts/progress-accuracy` measured with two
/// processors. Only their ratios matter: the speed of a machine is measured while it trains.
///
/// @param rows the rows of all files; 0 while unknown
/// @param features the number of features
/// @param columns the number of encoded columns; assumed for categories until their levels are
///   known
/// @param folds the number of folds of the cross-validation; 0 for none
/// @param solver the solver
/// @param refitted whether the model is fitted again without a penalty of the intercept
public record TrainingWork(
    long rows, int features, int columns, int folds, SolverKind solver, boolean refitted) {
  /// The columns of a category whose levels are not known yet.
  private static final int COLUMNS_OF_CATEGORY = 10;

  /// Rows times columns, by which most costs are proportional, are counted in millions.
  private static final double MILLION = 1e6;

  /// The work for a spec, before any file is read.
  public static TrainingWork of(ModelSpec spec) {
    int features = spec.features().size();
    int columns =
        spec.features().stream()
            .mapToInt(feature -> feature.type() == FeatureType.CATEGORY ? COLUMNS_OF_CATEGORY : 1)
            .sum();
    return switch (spec.algorithm()) {
      case LogisticRegression logistic ->
          new TrainingWork(
              0,
              features,
              columns,
              spec.crossValidationFolds(),
              logistic.solver(),
              logistic.penaliseIntercept());
    };
  }

  /// The work when the number of rows is known.
  public TrainingWork withRows(long rows) {
    return new TrainingWork(rows, features, columns, folds, solver, refitted);
  }

  /// The work when the levels of all categories are known.
  TrainingWork withLevels(ModelSpec spec, TrainingTable table) {
    int columns =
        spec.features().stream()
            .mapToInt(
                feature ->
                    feature.type() == FeatureType.CATEGORY
                        ? Math.max(0, table.levels(feature.name()).size() - 1)
                        : 1)
            .sum();
    return new TrainingWork(rows, features, columns, folds, solver, refitted);
  }

  /// The seconds that a stage takes; 0 while the number of rows is unknown, and for a stage that is
  /// left out.
  public double seconds(TrainingStage stage) {
    if (rows == 0) {
      return 0;
    }
    return switch (stage) {
      case READING -> 0.2 + 0.07 * millions(features + 3);
      case PREPARING -> preparation();
      case FITTING -> fit();
      case EVALUATING -> evaluation();
      case CROSS_VALIDATING -> folds * (0.7 * preparation() + 0.8 * fit() + 0.3 * evaluation());
      case EXAMINING ->
          0.3 + 1.5 * millions(1) + 0.06 * features + 0.4 * pass() + (refitted ? fit() : 0);
    };
  }

  /// The seconds that the check of rows takes that are not in the home's profiles yet.
  ///
  /// @param checkedRows the rows of the sets that are checked; 0 while unknown
  /// @return 0 while unknown
  public double checkSeconds(long checkedRows) {
    return checkedRows == 0 ? 0 : 0.8 + 0.16 * checkedRows / MILLION * (features + 3);
  }

  /// The seconds that the comparison with a champion of the same files takes.
  public double comparisonSeconds() {
    return 0.5 + 1.5 * seconds(TrainingStage.READING) + millions(1);
  }

  private double preparation() {
    return 0.2 + 0.22 * millions(features);
  }

  private double evaluation() {
    return 0.3 + 0.9 * millions(1) + 0.003 * millions(columns);
  }

  /// One pass of the solver over all rows.
  private double pass() {
    return 0.05 + 0.007 * millions(columns) + 0.00018 * millions(1) * columns * columns;
  }

  private double fit() {
    return switch (solver) {
      case NEWTON -> 5 * pass();
      case LIBLINEAR -> 0.3 + 0.4 * millions(columns + 1);
    };
  }

  private double millions(int perRow) {
    return rows / MILLION * perRow;
  }
}
