package credence.profiling;

import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.evaluation.LevelHistogram;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetProfile.Column;
import credence.run.TrainingSetProfile.Contents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds levels of categories that earlier sets do not have.
///
/// A level is named only if at least 10 customers have it, and never in a column whose levels have
/// fewer than 5 customers on average: there, a level may be a person's data. It must also be beyond
/// chance: if both sets were drawn from one population, k customers would all be in this set, with
/// n of the n + m customers of both sets, with a probability of (n / (n + m))^k (Fisher's exact
/// test), which must be at most 0.2 %. In a set that is not much larger than the one before, that
/// is so from 10 customers on. A level is new only if the set before has a bin for each of its
/// levels ([LevelHistogram]): otherwise it may be among those that have none.
final class NewLevels {
  private static final int CUSTOMERS_MIN = 10;
  private static final int CUSTOMERS_PER_LEVEL_MIN = 5;
  private static final double CHANCE_MAX = 0.002;
  private static final int LEVELS_SHOWN_MAX = 5;

  private final TrainingTable table;
  private final List<Contents> before;

  private NewLevels(TrainingTable table, List<Contents> before) {
    this.table = table;
    this.before = before;
  }

  /// The new levels of all categories, in the order of the spec, the most frequent of a column
  /// first; of a column with many of them the first ones and the number of the others.
  ///
  /// @param before the profiles of earlier accepted sets, the newest first, at least one
  static List<TrainingSetChange> of(
      TrainingTable table, ModelSpec spec, List<TrainingSetProfile> before) {
    String since = before.getFirst().name();
    NewLevels levels =
        new NewLevels(
            table,
            before.stream().map(profile -> Objects.requireNonNull(profile.contents())).toList());
    List<TrainingSetChange> changes = new ArrayList<>();
    for (Feature feature : spec.features()) {
      if (feature.type() == FeatureType.CATEGORY) {
        changes.addAll(levels.of(feature.name(), since));
      }
    }
    return changes;
  }

  private List<TrainingSetChange> of(String column, String since) {
    if (!hasEveryLevel(column)) {
      return List.of();
    }
    Set<String> known = known(column);
    List<String> levels = table.levels(column);
    if (known.containsAll(levels)) {
      return List.of();
    }
    NumberColumn codes = table.feature(column);
    long[] rows = new long[levels.size()];
    int present = 0;
    for (int row = 0; row < codes.rows(); row++) {
      double code = codes.get(row);
      if (!Double.isNaN(code) && rows[(int) code]++ == 0) {
        present++;
      }
    }
    if ((double) present * CUSTOMERS_PER_LEVEL_MIN > table.customers()) {
      return List.of();
    }
    long[] customers = customers(codes, levels, known);
    List<TrainingSetChange> found =
        IntStream.range(0, levels.size())
            .filter(level -> customers[level] >= CUSTOMERS_MIN && isBeyondChance(customers[level]))
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(level -> -customers[level])
                    .thenComparing(levels::get))
            .<TrainingSetChange>map(
                level ->
                    new TrainingSetChange.NewLevel(
                        column,
                        since,
                        levels.get(level),
                        customers[level],
                        (double) rows[level] / codes.rows()))
            .toList();
    if (found.size() <= LEVELS_SHOWN_MAX) {
      return found;
    }
    List<TrainingSetChange> first = new ArrayList<>(found.subList(0, LEVELS_SHOWN_MAX));
    first.add(new TrainingSetChange.FurtherNewLevels(column, found.size() - LEVELS_SHOWN_MAX));
    return first;
  }

  private boolean isBeyondChance(long customers) {
    double ids = table.customers();
    double share = ids / (ids + before.getFirst().ids());
    return StrictMath.pow(share, (double) customers) <= CHANCE_MAX;
  }

  /// Whether the set before has the column, with a bin for each of its levels.
  private boolean hasEveryLevel(String column) {
    return before.getFirst().columns().stream()
        .filter(candidate -> candidate.name().equals(column))
        .map(Column::histogram)
        .anyMatch(
            histogram ->
                histogram instanceof LevelHistogram levels
                    && levels.counts().get(levels.levels().size()) == 0);
  }

  private Set<String> known(String column) {
    Set<String> known = new HashSet<>();
    for (Contents contents : before) {
      for (Column candidate : contents.columns()) {
        if (candidate.name().equals(column)
            && candidate.histogram() instanceof LevelHistogram levels) {
          known.addAll(levels.levels());
        }
      }
    }
    return known;
  }

  /// The number of customers of each level that is not known; 0 for those that are.
  private long[] customers(NumberColumn codes, List<String> levels, Set<String> known) {
    boolean[] unknown = new boolean[levels.size()];
    for (int level = 0; level < unknown.length; level++) {
      unknown[level] = !known.contains(levels.get(level));
    }
    long[] customers = new long[unknown.length];
    IntStream.range(0, codes.rows())
        .filter(row -> !Double.isNaN(codes.get(row)) && unknown[(int) codes.get(row)])
        .mapToLong(row -> (long) codes.get(row) << Integer.SIZE | table.customer(row))
        .sorted()
        .distinct()
        .forEach(pair -> customers[(int) (pair >>> Integer.SIZE)]++);
    return customers;
  }
}
