package credence.model;

import credence.evaluation.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A comparison of a candidate with a champion, on customers that neither was fitted to. It is
/// determined by both documents, the training sets that still exist and the versions compared so
/// far.
///
/// @param candidate the version that was retrained
/// @param champion the champion at the time
/// @param heldOut the customers on which they were compared
/// @param figures the metrics, both as served; null if no rows remained for the comparison
/// @param gates the result of each gate of the candidate's spec, in the spec's order; empty if it
///   has none
/// @param findings what users of the comparison should know
public record Comparison(
    Contender candidate,
    Contender champion,
    HeldOut heldOut,
    @Nullable PairedComparison figures,
    List<GateResult> gates,
    List<Finding> findings) {
  /// Copies the lists.
  public Comparison {
    gates = List.copyOf(gates);
    findings = List.copyOf(findings);
  }

  /// The same comparison for another number of versions compared.
  ///
  /// @param versions the number k, at least 1
  /// @param verdicts the results of the gates at that number
  public Comparison forVersions(long versions, List<GateResult> verdicts) {
    Finding others = new Finding.JudgedBefore(versions - 1);
    List<Finding> now = new ArrayList<>(findings);
    now.removeIf(finding -> finding.code().equals(others.code()));
    if (others.count() > 0) {
      now.add(others);
    }
    HeldOut counted = heldOut.forVersions(versions);
    return new Comparison(candidate, champion, counted, figures, verdicts, now);
  }

  /// One of the two versions.
  ///
  /// @param name its name
  /// @param documentSha256 the SHA-256 of its document as published, in hexadecimal
  public record Contender(VersionName name, String documentSha256) {}

  /// The customers on which the two were compared: those that the candidate holds out and that are
  /// not on the champion's training side.
  ///
  /// @param customers the number of customers that the candidate holds out entirely
  /// @param rows how many rows these have
  /// @param customersSeen how many of these customers are in the champion's training data and were
  ///   excluded; null if unknown: then the champion may have been fitted to any of the customers
  /// @param customersExcludedByHash how many of these customers were excluded because the champion
  ///   may have been fitted to them: the hash of their ids is not among those that it holds out;
  ///   null unless the champion's side of each customer was determined by the hash alone, because
  ///   its training side could not be recomputed
  /// @param customersCompared the number of remaining customers
  /// @param rowsCompared the number of their rows that both models could score
  /// @param setsGone names of the champion's training sets that are missing or changed
  /// @param candidateDoubt why the candidate's sides as recomputed may not be those of its
  ///   training, so that it may have been fitted to the customers; null if they are
  /// @param championDoubt why the champion's sides as recomputed may not be those of its training;
  ///   null if they are, or were not used
  /// @param trainingSets the SHA-256 of each of the candidate's training sets, in their order
  /// @param versionsCompared the number k of distinct versions that were compared on overlapping
  ///   customers ([HoldoutUses]), the candidate included; gates use intervals at confidence 1 -
  ///   0.05 / k; null if k was not counted, which means 1
  public record HeldOut(
      long customers,
      long rows,
      @Nullable Long customersSeen,
      @Nullable Long customersExcludedByHash,
      long customersCompared,
      long rowsCompared,
      List<String> setsGone,
      @Nullable SideDoubt candidateDoubt,
      @Nullable SideDoubt championDoubt,
      List<String> trainingSets,
      @Nullable Long versionsCompared) {
    /// Copies the lists.
    public HeldOut {
      setsGone = List.copyOf(setsGone);
      trainingSets = List.copyOf(trainingSets);
    }

    private HeldOut forVersions(long versions) {
      return new HeldOut(
          customers,
          rows,
          customersSeen,
          customersExcludedByHash,
          customersCompared,
          rowsCompared,
          setsGone,
          candidateDoubt,
          championDoubt,
          trainingSets,
          versions);
    }

    /// The number k of versions compared, at least 1.
    public long versions() {
      return versionsCompared == null ? 1 : versionsCompared;
    }

    /// The number of versions compared besides the candidate, k - 1.
    public long othersCompared() {
      return versions() - 1;
    }

    /// Why figures against the champion on these customers may be biased; null if they are not.
    public GateResult.@Nullable Reason doubt() {
      if (candidateDoubt != null) {
        return GateResult.Reason.CANDIDATE_NOT_REPRODUCED;
      }
      if (customersSeen != null) {
        return null;
      }
      return championDoubt == null
          ? GateResult.Reason.MAY_HAVE_BEEN_SEEN
          : GateResult.Reason.CHAMPION_NOT_REPRODUCED;
    }
  }

  /// Why the sides of a version's split, recomputed from its training sets, may not be those of its
  /// training.
  public enum SideDoubt {
    /// The digest of a side's customers is not the one that the training recorded.
    DIGEST_DIFFERS,
    /// The version predates the digests, and a side has other numbers of rows, customers or
    /// defaults than in training.
    COUNTS_DIFFER,
    /// The version predates the digests, and its application dates are instants, whose days were
    /// those in the unknown time zone of the machine.
    ZONE_UNKNOWN
  }
}
