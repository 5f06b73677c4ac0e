package credence.evaluation;

import org.jspecify.annotations.Nullable;

/// Swap-set analysis: how many decisions would change if one model replaced another.
///
/// A row is declined if its probability is at or above the cutoff of the deciding model.
///
/// @param approvalRate the minimum share of rows that both models approve, in (0, 1); null if
///   cutoffs were given instead
/// @param candidateCutoff the probability from which on the candidate declines; null if it declines
///   no one
/// @param championCutoff the probability from which on the champion declines; null if it declines
///   no one
/// @param rows how many rows were decided, at least 1
/// @param bothApproved how many of them both models approve
/// @param bothDeclined how many both decline
/// @param newlyDeclined those that the champion approves and the candidate declines
/// @param newlyApproved those that the champion declines and the candidate approves
/// @param shareChanged the share of the rows whose decision changes, in [0, 1]
public record DecisionChange(
    @Nullable Double approvalRate,
    @Nullable Double candidateCutoff,
    @Nullable Double championCutoff,
    long rows,
    long bothApproved,
    long bothDeclined,
    Swapped newlyDeclined,
    Swapped newlyApproved,
    double shareChanged) {

  /// The rows whose decision changes in one direction.
  ///
  /// @param rows how many, at least 0
  /// @param customers how many customers have at least one of them
  /// @param defaults how many of the rows defaulted
  /// @param defaultRate `defaults` / `rows`, in [0, 1]; null if there are no rows
  public record Swapped(long rows, long customers, long defaults, @Nullable Double defaultRate) {}

  /// The changes under given cutoffs.
  static DecisionChange atCutoffs(
      Sample candidate, Sample champion, double candidateCutoff, double championCutoff) {
    return of(candidate, champion, null, candidateCutoff, championCutoff);
  }

  /// The changes if each model approves at least a given share of the rows, those of lowest
  /// probability. Rows of equal probability get the same decision, so it may approve more.
  static DecisionChange atApprovalRate(
      Sample candidate,
      RankedScores candidateRanked,
      Sample champion,
      RankedScores championRanked,
      double approvalRate) {
    return of(
        candidate,
        champion,
        approvalRate,
        cutoff(candidateRanked, approvalRate),
        cutoff(championRanked, approvalRate));
  }

  private static @Nullable Double cutoff(RankedScores ranked, double approvalRate) {
    double wanted = Math.ceil(approvalRate * ranked.rows());
    int place = 0;
    while (place < ranked.distinct() && ranked.rowsBelow(place) < wanted) {
      place++;
    }
    return place == ranked.distinct() ? null : (Double) ranked.score(place);
  }

  private static DecisionChange of(
      Sample candidate,
      Sample champion,
      @Nullable Double approvalRate,
      @Nullable Double candidateCutoff,
      @Nullable Double championCutoff) {
    double candidateFrom = candidateCutoff == null ? Double.POSITIVE_INFINITY : candidateCutoff;
    double championFrom = championCutoff == null ? Double.POSITIVE_INFINITY : championCutoff;
    double[] totals =
        candidate
            .customers()
            .sum(
                2 * KINDS,
                (row, sums) -> {
                  int kind =
                      (candidate.probability(row) >= candidateFrom ? 1 : 0)
                          + (champion.probability(row) >= championFrom ? 2 : 0);
                  sums[kind]++;
                  sums[KINDS + kind] += candidate.outcome(row);
                },
                3 * KINDS,
                DecisionChange::addCustomer);
    Swapped declined = swapped(totals, 1);
    Swapped approved = swapped(totals, 2);
    return new DecisionChange(
        approvalRate,
        candidateCutoff,
        championCutoff,
        candidate.rows(),
        (long) totals[0],
        (long) totals[3],
        declined,
        approved,
        (double) (declined.rows() + approved.rows()) / candidate.rows());
  }

  /// How many kinds of rows there are: 0 approved by both, 1 declined by the candidate alone, 2 by
  /// the champion alone, 3 by both.
  private static final int KINDS = 4;

  /// Adds a customer's rows and defaults of each kind to the totals, and the customer itself if it
  /// has any.
  private static void addCustomer(double[] sums, double[] totals) {
    for (int kind = 0; kind < KINDS; kind++) {
      totals[kind] += sums[kind];
      totals[KINDS + kind] += sums[KINDS + kind];
      totals[2 * KINDS + kind] += sums[kind] > 0 ? 1 : 0;
    }
  }

  private static Swapped swapped(double[] totals, int kind) {
    long rows = (long) totals[kind];
    double defaults = totals[KINDS + kind];
    return new Swapped(
        rows,
        (long) totals[2 * KINDS + kind],
        (long) defaults,
        rows == 0 ? null : (Double) (defaults / rows));
  }
}
