package credence.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The difference of two models' areas under the ROC curve on the same rows.
///
/// Both areas are means of placement values over the same rows, so their difference is the mean of
/// the differences of those values, row by row: what the two models agree on cancels, and the
/// difference is known far better than either area. Its variance is that of [Auc] with the
/// differences in the place of the values: DeLong's of a paired difference, summed per customer
/// first as Obuchowski's.
///
/// @param value the candidate's area less the champion's, in [-1, 1]; its interval is clustered by
///   customer and cut off at -1 and 1; without an interval where both rank every row alike, or the
///   sample does not give one
/// @param pValue how often chance alone would make the difference so large if there was none, two
///   sided, in [0, 1]; 1 where both rank every row alike; null where the sample does not tell
/// @param sameRanking whether both place every row alike among those of the other class, so that
///   the difference is 0 for certain
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
}
