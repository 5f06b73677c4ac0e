package credence.screening;

import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Sample;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How well one feature alone ranks defaults: its AUC, in the direction in which it is above 0.5.
///
/// A number is its own score. If some values are missing, three scores are tried: the numbers
/// present, and all rows with the missing values below or above all numbers. The score of a level
/// is its default rate in a random half of the rows, applied to the other half, so that rare levels
/// do not appear informative by chance.
final class SingleFeature {
  private static final double CHANCE = 0.5;

  /// The weight of the overall default rate in that of a level, in rows.
  private static final double PRIOR_ROWS = 1;

  private final ScreenedRows rows;
  private final double aucMin;

  /// @param aucMin the AUC from which on an interval is computed
  SingleFeature(ScreenedRows rows, double aucMin) {
    this.rows = rows;
    this.aucMin = aucMin;
  }

  /// The AUC of a number or boolean.
  ///
  /// @param values one for each row, NaN if missing
  /// @return the estimate with the largest AUC; null if it is below the minimum
  @Nullable Estimate ofNumbers(double[] values) {
    boolean complete = Arrays.stream(values).noneMatch(Double::isNaN);
    Estimate best = of(values, i -> !Double.isNaN(values[i]));
    if (!complete) {
      best = better(best, of(filled(values, Double.NEGATIVE_INFINITY), _ -> true));
      best = better(best, of(filled(values, Double.POSITIVE_INFINITY), _ -> true));
    }
    return best;
  }

  /// The AUC of a category.
  ///
  /// @param codes a level for each row, NaN if missing
  /// @param levels the number of levels
  /// @return null if it is below the minimum
  @Nullable Estimate ofLevels(double[] codes, int levels) {
    double[] defaults = new double[levels + 1];
    double[] counts = new double[levels + 1];
    double allDefaults = 0;
    double all = 0;
    for (int i = 0; i < codes.length; i++) {
      if (rows.firstHalf(i)) {
        int level = level(codes[i], levels);
        counts[level]++;
        all++;
        if (rows.defaulted()[i]) {
          defaults[level]++;
          allDefaults++;
        }
      }
    }
    if (all == 0) {
      return null;
    }
    double[] scores = new double[codes.length];
    for (int i = 0; i < codes.length; i++) {
      int level = level(codes[i], levels);
      scores[i] = (defaults[level] + PRIOR_ROWS * allDefaults / all) / (counts[level] + PRIOR_ROWS);
    }
    return of(scores, i -> !rows.firstHalf(i));
  }

  private static int level(double code, int levels) {
    return Double.isNaN(code) ? levels : (int) code;
  }

  private static double[] filled(double[] values, double fill) {
    return Arrays.stream(values).map(x -> Double.isNaN(x) ? fill : x).toArray();
  }

  private static @Nullable Estimate better(@Nullable Estimate one, @Nullable Estimate other) {
    return one == null || (other != null && other.value() > one.value()) ? other : one;
  }

  private @Nullable Estimate of(double[] scores, IntPredicate used) {
    int[] indexes = IntStream.range(0, scores.length).filter(used).toArray();
    double[] ofDefaults = sorted(scores, indexes, true);
    double[] ofOthers = sorted(scores, indexes, false);
    if (ofDefaults.length == 0 || ofOthers.length == 0) {
      return null;
    }
    double area = area(ofDefaults, ofOthers);
    if (Math.max(area, 1 - area) < aucMin) {
      return null;
    }
    double[] distinct = Arrays.stream(indexes).mapToDouble(i -> scores[i]).sorted().toArray();
    double[] probabilities = new double[indexes.length];
    boolean[] defaulted = new boolean[indexes.length];
    for (int k = 0; k < indexes.length; k++) {
      double rank = first(distinct, scores[indexes[k]]) / (double) indexes.length;
      probabilities[k] = area < CHANCE ? 1 - rank : rank;
      defaulted[k] = rows.defaulted()[indexes[k]];
    }
    return Evaluation.aucOf(
        Sample.of(probabilities, defaulted, IntStream.range(0, indexes.length).toArray()));
  }

  private double[] sorted(double[] scores, int[] indexes, boolean defaults) {
    return Arrays.stream(indexes)
        .filter(i -> rows.defaulted()[i] == defaults)
        .mapToDouble(i -> scores[i])
        .sorted()
        .toArray();
  }

  /// The probability that a default scores above another row, ties counting half.
  private static double area(double[] ofDefaults, double[] ofOthers) {
    double doubled = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : ofDefaults) {
      while (below < ofOthers.length && ofOthers[below] < score) {
        below++;
      }
      while (notAbove < ofOthers.length && ofOthers[notAbove] <= score) {
        notAbove++;
      }
      doubled += below + (double) notAbove;
    }
    return doubled / (2.0 * ofDefaults.length * ofOthers.length);
  }

  /// The number of values below a score in sorted values.
  private static int first(double[] sorted, double score) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
