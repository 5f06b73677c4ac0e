package credence.training;

import credence.dataset.ColumnHistograms;
import credence.dataset.TrainingTable;
import credence.evaluation.NumberHistogram;
import credence.evaluation.Sample;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.References;
import java.util.List;

/// Computes the reference distributions and ranges of the training side, for comparison with later
/// data.
final class ReferenceFit {
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
                        feature.name(),
                        ColumnHistograms.of(table, feature, rows, independentRows),
                        feature.type() == FeatureType.NUMBER
                            ? table.feature(feature.name()).range(rows)
                            : null))
            .toList();
    NumberHistogram prediction =
        NumberHistogram.of(rows.length, training::probability, independentRows);
    return new References(inputs, prediction);
  }
}
