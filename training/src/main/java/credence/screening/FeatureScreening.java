package credence.screening;

import credence.dataset.NumberColumn;
import credence.dataset.Outcomes;
import credence.dataset.RowSets;
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
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
  private final ModelSpec spec;

  private FeatureScreening(Outcomes outcomes, ModelSpec spec, int[] rows, ScreenedRows screened) {
    this.outcomes = outcomes;
    this.spec = spec;
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
    FeatureScreening screening = new FeatureScreening(outcomes, spec, rows, screened);
    Stream<Finding> ofFeatures =
        spec.features().stream().parallel().flatMap(feature -> screening.of(feature).stream());
    return Stream.concat(ofFeatures, screening.ofMissing().stream()).toList();
  }

  /// Whether values of a feature are missing and filled.
  private boolean isFilled(Feature feature) {
    return !(feature.missing() instanceof MissingRule.Reject) && column(feature).missing() > 0;
  }

  /// Whether filled values do not show that a value is missing. Those of a category may be filled
  /// with a level of their own.
  private boolean isHidden(Feature feature) {
    return !(feature.missing() instanceof MissingRule.FixedLevel(String level)
        && !outcomes.table().levels(feature.name()).contains(level));
  }

  private NumberColumn column(Feature feature) {
    return outcomes.table().feature(feature.name());
  }

  private List<Finding> of(Feature feature) {
    List<Finding> findings = new ArrayList<>();
    double[] values = values(feature);
    addLeak(feature, values, findings);
    if (isFilled(feature)) {
      addMostlyFilled(feature, findings);
    }
    return findings;
  }

  /// The values of a feature in the screened rows.
  private double[] values(Feature feature) {
    double[] values = new double[screened.count()];
    column(feature).gather(screened.rows(), 0, values.length, values);
    return values;
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

  /// The findings on missing values. Features that are missing in the same rows are tested once.
  private List<Finding> ofMissing() {
    Map<BitSet, List<Feature>> gaps = new LinkedHashMap<>();
    Set<BitSet> shown = new HashSet<>();
    for (Feature feature : spec.features()) {
      if (isFilled(feature)) {
        double[] values = values(feature);
        BitSet gap = RowSets.where(values.length, i -> Double.isNaN(values[i]));
        int missing = gap.cardinality();
        if (missing == 0 || missing == values.length) {
          continue; // Its values are missing in other rows only, or in all of these.
        }
        if (isHidden(feature)) {
          gaps.computeIfAbsent(gap, _ -> new ArrayList<>()).add(feature);
        } else {
          shown.add(gap);
        }
      }
    }
    shown.forEach(gaps::remove);
    List<Finding> findings = new ArrayList<>();
    gaps.forEach((gap, features) -> addMissing(features, gap, gaps.size(), findings));
    return findings;
  }

  /// @param features those that are missing in the same rows
  /// @param gap the indexes of these in the screened rows
  /// @param tests the number of tests
  private void addMissing(List<Feature> features, BitSet gap, int tests, List<Finding> findings) {
    int missing = gap.cardinality();
    double missingDefaults = gap.stream().filter(i -> screened.defaulted()[i]).count();
    double present = screened.count() - missing;
    double presentDefaults = screened.defaulters() - missingDefaults;
    double odds = missingDefaults * (present - presentDefaults);
    double otherOdds = presentDefaults * (missing - missingDefaults);
    boolean material =
        odds >= MISSING_ODDS_RATIO_MIN * otherOdds || otherOdds >= MISSING_ODDS_RATIO_MIN * odds;
    if (material
        && Hypergeometric.twoSided(
                (long) missingDefaults, missing, screened.defaulters(), screened.count())
            < MISSING_LEVEL / tests
        && !hasIndicator(gap)) {
      List<String> names = features.stream().map(Feature::name).toList();
      findings.add(
          new Finding.MissingPredictsDefault(
              names.getFirst(),
              missing,
              names.subList(1, names.size()),
              rate(missingDefaults, missing),
              rate(presentDefaults, present)));
    }
  }

  /// Whether another feature has one value in exactly the rows in which a value is missing, and
  /// another value in all others.
  private boolean hasIndicator(BitSet gap) {
    return spec.features().stream().anyMatch(feature -> isIndicator(column(feature), gap));
  }

  private boolean isIndicator(NumberColumn candidate, BitSet gap) {
    double whereMissing = Double.NaN;
    double wherePresent = Double.NaN;
    for (int i = 0; i < screened.count(); i++) {
      double x = candidate.get(screened.rows()[i]);
      if (gap.get(i)) {
        whereMissing = Double.isNaN(whereMissing) ? x : whereMissing;
      } else {
        wherePresent = Double.isNaN(wherePresent) ? x : wherePresent;
      }
      if (x != (gap.get(i) ? whereMissing : wherePresent)) {
        return false;
      }
    }
    return whereMissing != wherePresent;
  }

  /// The default rate among customers of whom a part was examined.
  private double rate(double defaults, double count) {
    double represented = defaults * screened.defaulterWeight();
    return represented / (represented + (count - defaults) * screened.otherWeight());
  }
}
