package credence.evaluation;

import credence.evaluation.distribution.StudentT;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The difference of two models' areas under the ROC curve on the same rows.
///
/// Both areas are means of placement values over the same rows, so their difference is the mean of
/// the row-wise differences of those values. What the models have in common cancels, so the
/// difference is estimated far more precisely than either area. Its standard error is that of [Auc]
/// computed from the differences: DeLong's for a paired difference, or Obuchowski's if clustered by
/// customer.
///
/// The interval consists of the differences δ of a population for which |difference - δ| ≤ t √V(δ).
/// V(δ) = V₁ + V₂ - 2 ρ √(V₁ V₂), where V₁ and V₂ are the variances of [Auc] at the population's
/// areas m + δ/2 and m - δ/2 (m is the mean of both areas; if one exceeded 1 or fell below 0, both
/// are shifted), and ρ is the correlation of both areas by the estimated variances. The estimate of
/// 1 - ρ is uncertain where few customers are ranked differently, so it is increased by the factor
/// 1 + 10 / n; it is 1 if the estimated variance of an area or of the difference is 0. t and n are
/// those of [Auc]. The constant 10 is justified by the coverage measured in docs/statistics.md.
///
/// @param value the candidate's area minus the champion's, in [-1, 1], with its interval; without
///   one if both rank all rows identically or the sample does not yield one
/// @param pValue the two-sided p-value of the hypothesis of no difference, in [0, 1], below 1 minus
///   the level of an interval if and only if the interval does not contain 0; 1 if both rank all
///   rows identically; null if the sample does not yield one
/// @param sameRanking whether both rank all rows identically, so that the difference is exactly 0
public record AucDifference(Estimate value, @Nullable Double pValue, boolean sameRanking) {

  private static final double UNCERTAIN_CUSTOMERS = 10;

  /// A model's probabilities, their ranking and its area, of which value and standard error are
  /// used.
  record Ranking(Sample sample, RankedScores ranked, Estimate auc) {}

  /// The difference; both classes must occur.
  ///
  /// @param champion the same rows in the same order
  static AucDifference of(Ranking candidate, Ranking champion, ClassBalance balance) {
    RankedScores candidateRanked = candidate.ranked;
    RankedScores championRanked = champion.ranked;
    PlaceFinder candidateFinder = candidateRanked.finder();
    PlaceFinder championFinder = championRanked.finder();
    if (IntStream.range(0, candidate.sample.rows())
        .parallel()
        .allMatch(
            row ->
                candidateFinder.place(candidate.sample.probability(row))
                    == championFinder.place(champion.sample.probability(row)))) {
      return new AucDifference(new Estimate(0, null, null), 1.0, true);
    }
    double difference = candidate.auc.value() - champion.auc.value();
    double variance =
        Auc.variance(
            candidate.sample,
            candidateRanked.defaults(),
            candidateRanked.goods(),
            row ->
                Auc.placement(candidateRanked, candidateFinder, candidate.sample, row)
                    - Auc.placement(championRanked, championFinder, champion.sample, row)
                    - difference);
    return new AucDifference(Estimate.normal(difference, variance, -1, 1), null, false)
        .at(candidate.auc, champion.auc, balance, Interval.LEVEL);
  }

  /// The same difference with its interval at another level and its p-value, computed from the
  /// standard errors.
  ///
  /// @param candidate the candidate's area with its standard error
  /// @param champion the champion's
  AucDifference at(Estimate candidate, Estimate champion, ClassBalance balance, double level) {
    if (sameRanking) {
      return this;
    }
    double difference = value.value();
    if (balance.effectiveRarer() <= 1) {
      return new AucDifference(new Estimate(difference, null, null), null, false);
    }
    double independence =
        (1 - correlation(candidate, champion))
            * (1 + UNCERTAIN_CUSTOMERS / balance.effectiveRarer());
    double mean = (candidate.value() + champion.value()) / 2;
    DoubleUnaryOperator errorAt =
        population -> {
          double half = population / 2;
          double centre = Math.clamp(mean, Math.abs(half), 1 - Math.abs(half));
          double first = Math.sqrt(Auc.varianceAt(centre + half, candidate, balance));
          double second = Math.sqrt(Auc.varianceAt(centre - half, champion, balance));
          double apart = first - second;
          return Math.sqrt(apart * apart + 2 * independence * first * second);
        };
    double t = Auc.quantile(balance, level);
    Interval interval =
        Interval.score(
            difference, -1, 1, level, population -> t * errorAt.applyAsDouble(population));
    double pValue =
        difference == 0
            ? 1
            : StudentT.twoSided(difference / errorAt.applyAsDouble(0), Auc.degrees(balance));
    return new AucDifference(
        new Estimate(difference, value.standardError(), interval), pValue, false);
  }

  /// The correlation of both areas, in [-1, 1]; 0 if it is unknown.
  private double correlation(Estimate candidate, Estimate champion) {
    Double first = candidate.standardError();
    Double second = champion.standardError();
    Double ofDifference = value.standardError();
    return first == null || second == null || ofDifference == null
        ? 0
        : Math.clamp(
            (first * first + second * second - ofDifference * ofDifference) / (2 * first * second),
            -1,
            1);
  }
}
