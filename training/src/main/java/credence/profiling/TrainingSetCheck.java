package credence.profiling;

import credence.dataset.ColumnHistograms;
import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.evaluation.Customers;
import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.PopulationStability;
import credence.evaluation.ReferenceHistogram;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.model.ModelVersion.ValueRange;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetProfile.Column;
import credence.run.TrainingSetProfile.ColumnDrift;
import credence.run.TrainingSetProfile.Contents;
import credence.run.TrainingSetProfile.Drift;
import credence.run.TrainingSetProfile.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Profiles a training set before it is used: its contents, and their drift from earlier sets.
///
/// It is compared with each earlier set through the histograms in that set's profile: earlier sets
/// are not read again, and both a jump since the last set and a slow drift since the first one are
/// detected.
final class TrainingSetCheck {
  /// The maximum number of earlier sets to compare with, the newest first.
  private static final int DRIFTS_MAX = 12;

  private static final List<String> BOOLEAN_LEVELS = List.of("false", "true");

  private final TrainingTable table;
  private final ModelSpec spec;
  private final int[] rows;
  private final double independentRows;

  private TrainingSetCheck(TrainingTable table, ModelSpec spec) {
    this.table = table;
    this.spec = spec;
    this.rows = IntStream.range(0, table.rows()).toArray();
    this.independentRows =
        Customers.of(IntStream.of(rows).map(table::customer).toArray()).independentRows();
  }

  /// The contents of a set.
  ///
  /// @param table the set
  /// @param before the profiles of earlier accepted sets, the newest first
  static Contents contents(TrainingTable table, ModelSpec spec, List<TrainingSetProfile> before) {
    TrainingSetCheck check = new TrainingSetCheck(table, spec);
    NumberColumn target = table.target();
    long defaults = IntStream.of(check.rows).filter(row -> target.get(row) == 1).count();
    return new Contents(
        table.rows(),
        table.customers(),
        check.independentRows,
        (long) table.rows() - target.missing(),
        defaults,
        check.columns(),
        before.stream()
            .limit(DRIFTS_MAX)
            .map(profile -> check.drift(profile.name(), Objects.requireNonNull(profile.contents())))
            .toList());
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    NumberColumn target = table.target();
    columns.add(
        new Column(
            spec.target().column(),
            target.missing(),
            null,
            ColumnHistograms.levels(BOOLEAN_LEVELS, target, rows, independentRows)));
    for (Feature feature : spec.features()) {
      NumberColumn values = table.feature(feature.name());
      columns.add(
          new Column(
              feature.name(),
              values.missing(),
              feature.type() == FeatureType.NUMBER ? range(values) : null,
              ColumnHistograms.of(table, feature, rows, independentRows)));
    }
    return columns;
  }

  private @Nullable Range range(NumberColumn values) {
    ValueRange range = values.range(rows);
    return range == null ? null : new Range(range.low(), mean(values), range.high());
  }

  private static double mean(NumberColumn values) {
    double mean = 0;
    int count = 0;
    for (int row = 0; row < values.rows(); row++) {
      double value = values.get(row);
      if (!Double.isNaN(value)) {
        count++;
        double difference = value - mean;
        mean += Double.isInfinite(difference) ? value / count - mean / count : difference / count;
      }
    }
    return mean;
  }

  private Drift drift(String from, Contents before) {
    List<Column> compared = new ArrayList<>();
    List<long[]> counts = new ArrayList<>();
    for (Column column : before.columns()) {
      long @Nullable [] ofColumn = counts(column);
      if (ofColumn != null) {
        compared.add(column);
        counts.add(ofColumn);
      }
    }
    List<ColumnDrift> columns = new ArrayList<>();
    for (int i = 0; i < compared.size(); i++) {
      Column column = compared.get(i);
      PopulationStability stability =
          PopulationStability.of(
              column.histogram(), counts.get(i), independentRows, compared.size());
      if (stability != null) {
        columns.add(new ColumnDrift(column.name(), stability));
      }
    }
    return new Drift(from, columns);
  }

  /// The counts of this set's rows in the bins of an earlier set's column; null if this set has no
  /// such column, or it has another type.
  private long @Nullable [] counts(Column before) {
    ReferenceHistogram bins = before.histogram();
    if (before.name().equals(spec.target().column())) {
      return bins instanceof LevelHistogram levels
          ? counts(levels, BOOLEAN_LEVELS, table.target())
          : null;
    }
    Feature feature =
        spec.features().stream()
            .filter(candidate -> candidate.name().equals(before.name()))
            .findFirst()
            .orElse(null);
    if (feature == null) {
      return null;
    }
    NumberColumn values = table.feature(feature.name());
    return switch (bins) {
      case NumberHistogram numbers ->
          feature.type() == FeatureType.NUMBER ? numbers.count(rows.length, values::get) : null;
      case LevelHistogram levels ->
          switch (feature.type()) {
            case NUMBER -> null;
            case BOOLEAN -> counts(levels, BOOLEAN_LEVELS, values);
            case CATEGORY -> counts(levels, table.levels(feature.name()), values);
          };
    };
  }

  private long[] counts(LevelHistogram bins, List<String> levels, NumberColumn codes) {
    return bins.count(
        levels,
        rows.length,
        row -> {
          double code = codes.get(row);
          return Double.isNaN(code) ? -1 : (int) code;
        });
  }
}
