package credence.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The difference of two models' areas under the ROC curve on the same rows.
///
/// Both areas are means of placement values over the same rows, so their difference is the mean of
/// the row-wise differences of those values. What the models have in common cancels, so the
/// difference is estimated far more precisely than either area. Its variance is that of [Auc]
/// computed from the differences: DeLong's for a paired difference, or Obuchowski's if clustered by
/// customer.
///
/// @param value the candidate's area minus the champion's, in [-1, 1]; its interval is clustered by
///   customer and cut off at -1 and 1; without an interval if both rank all rows identically or the
///   sample does not yield one
/// @param pValue the two-sided p-value of the hypothesis of no difference, in [0, 1]; 1 if both
///   rank all rows identically; null if the sample does not yield one
/// @param sameRanking whether all placement values are equal, so that the difference is exactly 0
public record AucDifference(Estimate value, @Nullable Double pValue, boolean sameRanking) {

  /// The difference; both classes must occur.
  ///
  /// @param champion the same rows in the same order
  static AucDifference of(
      RankedScores candidateRanked,
      Sample candidate,
      RankedScores championRanked,
      Sample champion) {
    double difference = Auc.value(candidateRanked) - Auc.value(championRanked);
    PlaceFinder candidateFinder = candidateRanked.finder();
    PlaceFinder championFinder = championRanked.finder();
    IntToDoubleFunction moved =
        row ->
            Auc.placement(candidateRanked, candidateFinder, candidate, row)
                - Auc.placement(championRanked, championFinder, champion, row);
    if (IntStream.range(0, candidate.rows())
        .parallel()
        .allMatch(r -> moved.applyAsDouble(r) == 0)) {
      return new AucDifference(new Estimate(0, null, null), 1.0, true);
    }
    double variance =
        Auc.variance(
            candidate,
            candidateRanked.defaults(),
            candidateRanked.goods(),
            row -> moved.applyAsDouble(row) - difference);
    Estimate estimate = Estimate.normal(difference, variance, -1, 1);
    Double error = estimate.standardError();
    return new AucDifference(
        estimate, error == null ? null : NormalTail.twoSided(difference / error), false);
  }

  /// The interval at confidence 1 - 0.05 / k.
  ///
  /// @param count the number k of differences that are considered together, at least 1
  /// @return null if k is 1, or there is no interval
  public @Nullable Interval intervalFor(long count) {
    Interval interval = value.interval();
    return interval == null || count == 1
        ? null
        : interval.atLevel(value.value(), Interval.levelFor(count), Interval.Scale.LINEAR);
  }
}
