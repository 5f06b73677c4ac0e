package credence.fitting;

import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature;
import credence.model.MissingRule;
import credence.model.ModelSpec;
import credence.model.NumberEncoding;
import credence.model.NumberEncoding.Standardisation;
import credence.model.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// Fits the encodings of a spec's features to the training side.
///
/// The median is exact, the mean of the two middle values if their number is even. Mean and
/// deviation are those of all rows after missing-value rule, clip and logarithm, summed in row
/// order. A category's levels are counted after its missing-value rule, the most frequent first,
/// ties in alphabetical order.
final class EncodingFit {
  private final TrainingTable table;
  private final int[] rows;

  private EncodingFit(TrainingTable table, int[] rows) {
    this.table = table;
    this.rows = rows;
  }

  /// The encodings of one feature.
  ///
  /// @param served in training and in serving
  /// @param validated on the validation side, exactly as in the spec
  record FittedEncoding(Encoding served, Encoding validated) {}

  /// Fits all features.
  ///
  /// @param rows the training side's rows of the table
  /// @param progress receives the share of the features that is done; called by several threads
  /// @return for each feature, in the order of the spec, its encodings, or the error that prevents
  ///   them
  static List<Result<FittedEncoding>> fit(
      TrainingTable table, ModelSpec spec, int[] rows, DoubleConsumer progress) {
    EncodingFit fit = new EncodingFit(table, rows);
    AtomicInteger fitted = new AtomicInteger();
    return spec.features().stream()
        .parallel()
        .map(
            feature -> {
              Result<FittedEncoding> encoding = fit.fit(feature);
              progress.accept((double) fitted.incrementAndGet() / spec.features().size());
              return encoding;
            })
        .toList();
  }

  private Result<FittedEncoding> fit(Feature feature) {
    NumberColumn column = table.feature(feature.name());
    boolean noValue =
        column.missing() > 0 && Arrays.stream(rows).allMatch(row -> Double.isNaN(column.get(row)));
    boolean needsValue =
        feature.missing() instanceof MissingRule.TrainingMedian
            || feature.ruleInValidation() instanceof MissingRule.TrainingMedian
            || feature.missing() instanceof MissingRule.Reject;
    if (noValue && needsValue) {
      return Result.rejected(
          "column " + feature.name(),
          "expected values on the training side, but all are missing: remove the feature");
    }
    MissingRule rule = resolved(feature.missing(), column);
    Encoding served =
        switch (feature.type()) {
          case NUMBER -> number(feature, rule, column);
          case BOOLEAN -> new BooleanEncoding(feature.name(), null).withMissing(rule);
          case CATEGORY -> category(feature, rule, column);
        };
    return Result.of(
        new FittedEncoding(
            served, served.withMissing(resolved(feature.ruleInValidation(), column))));
  }

  /// The rule, with the median replaced by a number.
  private MissingRule resolved(MissingRule rule, NumberColumn column) {
    return rule instanceof MissingRule.TrainingMedian
        ? new MissingRule.FixedNumber(median(column))
        : rule;
  }

  private double median(NumberColumn column) {
    double[] present =
        Arrays.stream(rows).mapToDouble(column::get).filter(x -> !Double.isNaN(x)).toArray();
    Arrays.parallelSort(present);
    int upper = present.length / 2;
    if (present.length % 2 == 1) {
      return present[upper];
    }
    double difference = present[upper] - present[upper - 1];
    return Double.isInfinite(difference)
        ? present[upper] / 2 + present[upper - 1] / 2
        : present[upper - 1] + difference / 2;
  }

  private NumberEncoding number(Feature feature, MissingRule rule, NumberColumn column) {
    NumberEncoding plain =
        new NumberEncoding(
                feature.name(),
                null,
                feature.transformation().clip(),
                feature.transformation().logarithm(),
                null)
            .withMissing(rule);
    if (!feature.transformation().standardise()) {
      return plain;
    }
    return new NumberEncoding(
        plain.name(),
        plain.fill(),
        plain.clip(),
        plain.logarithm(),
        standardisation(plain, column));
  }

  private Standardisation standardisation(NumberEncoding plain, NumberColumn column) {
    return StandardisationFit.of(
        Arrays.stream(rows)
            .mapToDouble(row -> plain.encode(column.get(row)))
            .filter(Double::isFinite)
            .toArray());
  }

  private CategoryEncoding category(Feature feature, MissingRule rule, NumberColumn column) {
    List<String> texts = table.levels(feature.name());
    String fill = rule instanceof MissingRule.FixedLevel(String level) ? level : null;
    long[] counts = new long[texts.size()];
    long filled = 0;
    for (int row : rows) {
      double code = column.get(row);
      if (Double.isNaN(code)) {
        filled++;
      } else {
        counts[(int) code]++;
      }
    }
    return new CategoryEncoding(
        feature.name(), fill, levels(texts, counts, fill, filled), feature.unseenLevel());
  }

  private static List<String> levels(
      List<String> texts, long[] counts, @Nullable String fill, long filled) {
    record Level(String text, long rows) {}
    boolean fillIsNew = fill != null && !texts.contains(fill);
    List<Level> levels = new ArrayList<>();
    for (int code = 0; code < counts.length; code++) {
      String text = texts.get(code);
      levels.add(new Level(text, counts[code] + (text.equals(fill) ? filled : 0)));
    }
    Optional.ofNullable(fill)
        .filter(_ -> fillIsNew)
        .ifPresent(f -> levels.add(new Level(f, filled)));
    return levels.stream()
        .filter(level -> level.rows() > 0)
        .sorted(Comparator.comparingLong(Level::rows).reversed().thenComparing(Level::text))
        .map(Level::text)
        .toList();
  }
}
