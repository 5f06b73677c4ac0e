package credence.training;

import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.evaluation.Sample;
import credence.model.Feature;
import credence.model.ModelSpec;
import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.References;
import credence.trainingset.NumberColumn;
import credence.trainingset.TrainingTable;
import java.util.List;

/// Takes down how the training side is distributed, to hold later data against.
final class ReferenceFit {
  /// How many levels of a category get a bin of their own.
  private static final int LEVELS_MAX = 50;

  private ReferenceFit() {}

  /// The distributions of the inputs, before their missing-value rules, and of the predictions.
  ///
  /// @param rows the training side's rows of the table
  /// @param training the same rows with the model's predictions
  static References of(TrainingTable table, ModelSpec spec, int[] rows, Sample training) {
    double independentRows = training.customers().independentRows();
    List<InputReference> inputs =
        spec.features().stream()
            .parallel()
            .map(
                feature ->
                    new InputReference(
                        feature.name(), histogram(table, feature, rows, independentRows)))
            .toList();
    NumberHistogram prediction =
        NumberHistogram.of(rows.length, training::probability, independentRows);
    return new References(inputs, prediction);
  }

  /// The distribution of a feature in some rows, before its missing-value rule.
  static ReferenceHistogram histogram(
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

  /// The distribution of a column of codes.
  static LevelHistogram levels(
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
