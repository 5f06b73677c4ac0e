package credence.training;

import credence.dataset.ColumnHistograms;
import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.evaluation.NumberHistogram;
import credence.evaluation.Sample;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.References;
import credence.model.ModelVersion.ValueRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the reference distributions and ranges of the training side, for comparison with later
/// data.
final class ReferenceFit {
  private static final int CHUNK_ROWS = 1 << 10;

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
                        range(table, feature, rows)))
            .toList();
    NumberHistogram prediction =
        NumberHistogram.of(rows.length, training::probability, independentRows);
    return new References(inputs, prediction);
  }

  /// The range of a number's values; null if it has none, or the feature is not a number.
  private static @Nullable ValueRange range(TrainingTable table, Feature feature, int[] rows) {
    if (feature.type() != FeatureType.NUMBER) {
      return null;
    }
    NumberColumn column = table.feature(feature.name());
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double[] chunk = new double[CHUNK_ROWS];
    for (int from = 0; from < rows.length; from += CHUNK_ROWS) {
      int count = Math.min(CHUNK_ROWS, rows.length - from);
      column.gather(rows, from, count, chunk);
      for (int i = 0; i < count; i++) {
        double value = chunk[i];
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
    return low <= high ? new ValueRange(low + 0.0, high + 0.0) : null;
  }
}
