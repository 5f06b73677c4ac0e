package credence.console;

import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The distribution of an input in the training rows, before its missing-value rule is applied.
///
/// @param input the input's name
/// @param missing the number of rows without a value, with their share
/// @param typicalName whether `typical` is the median or the most frequent level
/// @param typical the median, or the most frequent level
/// @param spreadName whether `spread` gives percentiles or shares
/// @param spread the 10th to the 90th percentile, or the most frequent levels with their shares
record InputSummary(
    String input,
    String missing,
    String typicalName,
    String typical,
    String spreadName,
    String spread) {
  private static final int LEVELS_MAX = 4;

  /// Summarises the inputs of a version, in the order of the spec.
  static List<InputSummary> of(ModelVersion version) {
    return version.references().inputs().stream().map(InputSummary::of).toList();
  }

  private static InputSummary of(InputReference reference) {
    ReferenceHistogram histogram = reference.histogram();
    long missing = histogram.counts().getLast();
    String share =
        histogram.rows() == 0
            ? ""
            : " (" + Figures.percent((double) missing / histogram.rows()) + ")";
    String missingText = missing == 0 ? "none" : Figures.count(missing) + share;
    return switch (histogram) {
      case NumberHistogram numbers ->
          new InputSummary(
              reference.input(),
              missingText,
              "median",
              text(numbers.quantile(0.5)),
              "10th to 90th percentile",
              text(numbers.quantile(0.1)) + " to " + text(numbers.quantile(0.9)));
      case LevelHistogram levels ->
          new InputSummary(
              reference.input(),
              missingText,
              "most frequent level",
              levels.levels().isEmpty() ? Figures.NONE : levels.levels().getFirst(),
              "shares of levels",
              shares(levels));
    };
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Figures.input(value.getAsDouble()) : Figures.NONE;
  }

  private static String shares(LevelHistogram levels) {
    List<String> shares = new ArrayList<>();
    int shown = Math.min(LEVELS_MAX, levels.levels().size());
    for (int i = 0; i < shown; i++) {
      shares.add(
          levels.levels().get(i)
              + " "
              + Figures.percent((double) levels.counts().get(i) / levels.rows()));
    }
    if (levels.levels().size() > shown) {
      shares.add(Figures.count(levels.levels().size() - shown) + " more");
    }
    return String.join(", ", shares);
  }
}
