package credence.evaluation;

import credence.evaluation.AucDifference.Ranking;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Metrics of a candidate and a champion on the same rows.
///
/// @param candidate the candidate's metrics
/// @param champion the champion's metrics on the same rows
/// @param aucDifference the candidate's area under the ROC curve minus the champion's; null if all
///   rows or none defaulted
/// @param scoreStability the population stability index of the candidate's probabilities against
///   the champion's, in bins of the champion's deciles; its no-drift limit is that of two
///   independent samples of this size, so it is conservative for two models on the same rows
/// @param decisionChanges how many decisions would change: one element if cutoffs were given,
///   otherwise one for each of [#APPROVAL_RATES]
public record PairedComparison(
    Evaluation candidate,
    Evaluation champion,
    @Nullable AucDifference aucDifference,
    PopulationStability scoreStability,
    List<DecisionChange> decisionChanges) {

  /// The minimum number of customers of each class from which on the interval of the difference of
  /// both AUCs is reliable enough for a gate, by the coverage measured in docs/statistics.md.
  public static final long AUC_CUSTOMERS_MIN = 50;

  /// The approval rates at which decisions are compared if there is no cutoff.
  public static final List<Double> APPROVAL_RATES = List.of(0.5, 0.7, 0.8, 0.9);

  /// Copies the list.
  public PairedComparison {
    decisionChanges = List.copyOf(decisionChanges);
  }

  /// The probabilities at or above which each model declines, in (0, 1).
  public record Cutoffs(double candidate, double champion) {}

  /// Compares, in parallel on the threads of the caller's pool; the result is bit-identical at any
  /// number of threads.
  ///
  /// @param candidate the rows with the candidate's probabilities
  /// @param championProbabilities the champion's probabilities of the same rows, in their order, in
  ///   [0, 1]
  /// @param cutoffs null: decisions are compared at several approval rates
  public static PairedComparison of(
      Sample candidate, double[] championProbabilities, @Nullable Cutoffs cutoffs) {
    Sample champion = candidate.withProbabilities(championProbabilities);
    RankedScores candidateRanked = RankedScores.of(candidate);
    RankedScores championRanked = RankedScores.of(champion);
    Evaluation ofCandidate = Evaluation.of(candidate);
    Evaluation ofChampion = Evaluation.of(champion);
    Estimate candidateAuc = ofCandidate.auc();
    Estimate championAuc = ofChampion.auc();
    return new PairedComparison(
        ofCandidate,
        ofChampion,
        candidateAuc == null || championAuc == null
            ? null
            : AucDifference.of(
                new Ranking(candidate, candidateRanked, candidateAuc),
                new Ranking(champion, championRanked, championAuc),
                ofCandidate.balance()),
        stability(candidate, champion),
        cutoffs == null
            ? APPROVAL_RATES.stream()
                .map(
                    rate ->
                        DecisionChange.atApprovalRate(
                            candidate, candidateRanked, champion, championRanked, rate))
                .toList()
            : List.of(
                DecisionChange.atCutoffs(
                    candidate, champion, cutoffs.candidate(), cutoffs.champion())));
  }

  /// The difference of the areas with its interval at another level, computed from the standard
  /// errors, so that the interval has the present definition whatever the format of the document.
  ///
  /// @param level in (0, 1)
  /// @return null if and only if `aucDifference` is
  public @Nullable AucDifference aucDifference(double level) {
    Estimate candidateAuc = candidate.auc();
    Estimate championAuc = champion.auc();
    return aucDifference == null || candidateAuc == null || championAuc == null
        ? null
        : aucDifference.at(candidateAuc, championAuc, candidate.balance(), level);
  }

  private static PopulationStability stability(Sample candidate, Sample champion) {
    double independentRows = candidate.customers().independentRows();
    NumberHistogram reference =
        NumberHistogram.of(champion.rows(), champion::probability, independentRows);
    long[] counts = reference.count(candidate.rows(), candidate::probability);
    PopulationStability stability = PopulationStability.of(reference, counts, independentRows);
    if (stability == null) {
      throw new IllegalStateException("no rows among " + Arrays.toString(counts));
    }
    return stability;
  }
}
