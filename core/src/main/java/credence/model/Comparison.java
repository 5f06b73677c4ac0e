package credence.model;

import credence.evaluation.PairedComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A comparison of a candidate with a champion, on customers that neither was fitted to. It is
/// determined by both documents, the training sets that still exist and earlier comparisons.
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
  ///   excluded; null if unknown because a training set of the champion is missing
  /// @param customersCompared the number of remaining customers
  /// @param rowsCompared the number of their rows that both models could score
  /// @param setsGone names of the champion's training sets that are missing or changed; unless
  ///   empty, the champion may have been fitted to any of the customers
  /// @param trainingSets the SHA-256 of each of the candidate's training sets, in their order
  /// @param candidatesBefore the number of other candidates previously compared on customers of the
  ///   same training sets
  public record HeldOut(
      long customers,
      long rows,
      @Nullable Long customersSeen,
      long customersCompared,
      long rowsCompared,
      List<String> setsGone,
      List<String> trainingSets,
      long candidatesBefore) {
    /// Copies the lists.
    public HeldOut {
      setsGone = List.copyOf(setsGone);
      trainingSets = List.copyOf(trainingSets);
    }

    /// Whether the champion may have been fitted to some of the customers.
    public boolean mayHaveBeenSeen() {
      return !setsGone.isEmpty();
    }
  }
}
