package credence.screening;

import credence.dataset.NumberColumn;
import credence.dataset.Outcomes;
import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import credence.evaluation.distribution.Hypergeometric;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.Finding;
import credence.model.MissingRule;
import credence.model.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The findings on the features of a training side that do not depend on the kind of model: likely
/// leaks, values that are mostly missing, and missing values that predict the outcome.
///
/// Leaks and missing values are examined in [ScreenedRows]. The limits and their false alarms are
/// in docs/statistics.md.
public final class FeatureScreening {
  /// The lower end of the interval of a feature's AUC from which on it probably contains the
  /// outcome.
  static final double LEAK_AUC_MIN = 0.9;

  /// The share of missing values above which most of a feature is filled.
  static final double FILLED_MAX = 0.5;

  /// The level of the test for missing values that predict the outcome, for all features together.
  static final double MISSING_LEVEL = 0.005;

  /// The ratio of default odds from which on missing values that predict the outcome are reported.
  static final double MISSING_ODDS_RATIO_MIN = 1.5;

  private final Outcomes outcomes;
  private final int[] rows;
  private final ScreenedRows screened;

  private FeatureScreening(Outcomes outcomes, int[] rows, ScreenedRows screened) {
    this.outcomes = outcomes;
    this.rows = rows;
    this.screened = screened;
  }

  /// Screens all features, in parallel on the threads of the caller's pool; the same at any number
  /// of threads.
  ///
  /// @param rows the training side's rows of the table
  /// @param screened the rows that are examined
  public static List<Finding> of(
      Outcomes outcomes, ModelSpec spec, int[] rows, ScreenedRows screened) {
    FeatureScreening screening = new FeatureScreening(outcomes, rows, screened);
    long withGaps = spec.features().stream().filter(screening::isFilled).count();
    return spec.features().stream()
        .parallel()
        .flatMap(feature -> screening.of(feature, withGaps).stream())
        .toList();
  }

  /// Whether values of a feature are missing and filled.
  private boolean isFilled(Feature feature) {
    return !(feature.missing() instanceof MissingRule.Reject) && column(feature).missing() > 0;
  }

  private NumberColumn column(Feature feature) {
    return outcomes.table().feature(feature.name());
  }

  /// @param withGaps the number of features with missing values
  private List<Finding> of(Feature feature, long withGaps) {
    List<Finding> findings = new ArrayList<>();
    double[] values = new double[screened.count()];
    column(feature).gather(screened.rows(), 0, values.length, values);
    addLeak(feature, values, findings);
    if (isFilled(feature)) {
      addMostlyFilled(feature, findings);
      addMissing(feature, values, MISSING_LEVEL / withGaps, findings);
    }
    return findings;
  }

  private void addLeak(Feature feature, double[] values, List<Finding> findings) {
    SingleFeature alone = new SingleFeature(screened, LEAK_AUC_MIN);
    Estimate auc =
        feature.type() == FeatureType.CATEGORY
            ? alone.ofLevels(values, outcomes.table().levels(feature.name()).size())
            : alone.ofNumbers(values);
    Interval interval = auc == null ? null : auc.interval();
    if (auc != null && interval != null && interval.low() > LEAK_AUC_MIN) {
      findings.add(new Finding.LikelyLeak(feature.name(), screened.count(), auc.value(), interval));
    }
  }

  private void addMostlyFilled(Feature feature, List<Finding> findings) {
    NumberColumn column = column(feature);
    if (column.missing() <= FILLED_MAX * rows.length) {
      return;
    }
    long missing = Arrays.stream(rows).filter(row -> Double.isNaN(column.get(row))).count();
    if (missing > FILLED_MAX * rows.length) {
      findings.add(new Finding.MostlyFilled(feature.name(), missing, rows.length));
    }
  }

  private void addMissing(Feature feature, double[] values, double level, List<Finding> findings) {
    double missingDefaults = 0;
    double missing = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        missing++;
        missingDefaults += screened.defaulted()[i] ? 1 : 0;
      }
    }
    double present = values.length - missing;
    double presentDefaults = screened.defaulters() - missingDefaults;
    if (missing == 0 || present == 0) {
      return;
    }
    double odds = missingDefaults * (present - presentDefaults);
    double otherOdds = presentDefaults * (missing - missingDefaults);
    boolean material =
        odds >= MISSING_ODDS_RATIO_MIN * otherOdds || otherOdds >= MISSING_ODDS_RATIO_MIN * odds;
    if (material
        && Hypergeometric.twoSided(
                (long) missingDefaults, (long) missing, screened.defaulters(), values.length)
            < level) {
      findings.add(
          new Finding.MissingPredictsDefault(
              feature.name(),
              (long) missing,
              rate(missingDefaults, missing),
              rate(presentDefaults, present)));
    }
  }

  /// The default rate among customers of whom a part was examined.
  private double rate(double defaults, double count) {
    double represented = defaults * screened.defaulterWeight();
    return represented / (represented + (count - defaults) * screened.otherWeight());
  }
}
