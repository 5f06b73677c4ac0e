package credence.training;

import credence.dataset.ColumnHistograms;
import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.evaluation.Sample;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.References;
import credence.model.ModelVersion.ValueScale;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the reference distributions, ranges and scales of the training side, for comparison
/// with later data and for the report.
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
                feature -> {
                  ReferenceHistogram histogram =
                      ColumnHistograms.of(table, feature, rows, independentRows);
                  return feature.type() == FeatureType.NUMBER
                      ? reference(feature.name(), histogram, table.feature(feature.name()), rows)
                      : new InputReference(feature.name(), histogram);
                })
            .toList();
    NumberHistogram prediction =
        NumberHistogram.of(rows.length, training::probability, independentRows);
    return new References(inputs, prediction);
  }

  private static InputReference reference(
      String input, ReferenceHistogram histogram, NumberColumn column, int[] rows) {
    return new InputReference(
        input,
        histogram,
        column.range(rows),
        scale(
            NumberHistogram.sortedSample(
                rows.length, (from, count, into) -> column.gather(rows, from, count, into))));
  }

  /// The scale of values.
  ///
  /// @param sorted ascending
  /// @return null if there are none
  static @Nullable ValueScale scale(double[] sorted) {
    if (sorted.length == 0) {
      return null;
    }
    double median = sorted[rank(sorted, 2)];
    double[] others = Arrays.stream(sorted).filter(value -> value != median).toArray();
    return new ValueScale(
        sorted[rank(sorted, 1)],
        sorted[rank(sorted, 3)],
        Arrays.stream(sorted).allMatch(value -> value == Math.rint(value)),
        others.length == 0 ? null : others[rank(others, 2)]);
  }

  /// The position of a quartile.
  private static int rank(double[] sorted, int quartile) {
    return Math.ceilDiv(sorted.length * quartile, 4) - 1;
  }
}
