package credence.model;

import credence.evaluation.PairedComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A candidate compared with a champion, on customers that neither was fitted to. It follows from
/// both documents, the training sets that are still there and the comparisons kept before it.
///
/// @param candidate the version that was retrained
/// @param champion the version that answered at the time
/// @param heldOut on whom they were compared
/// @param figures what was measured, both as served; null where no row was left to compare on
/// @param gates what came of each gate of the candidate's spec, in the spec's order; empty if it
///   has none
/// @param findings what whoever relies on the comparison should know
public record Comparison(
    Contender candidate,
    Contender champion,
    HeldOut heldOut,
    @Nullable PairedComparison figures,
    List<GateResult> gates,
    List<Finding> findings) {
  /// Takes copies of the lists.
  public Comparison {
    gates = List.copyOf(gates);
    findings = List.copyOf(findings);
  }

  /// One of the two versions.
  ///
  /// @param name its name
  /// @param documentSha256 the SHA-256 of its document as published, in hexadecimal
  public record Contender(VersionName name, String documentSha256) {}

  /// On whom the two were compared: the customers whom the candidate holds out and no training side
  /// of the champion contains.
  ///
  /// @param customers how many customers the candidate holds out, none of whose rows trained it
  /// @param rows how many rows these have
  /// @param customersSeen how many of the customers stand on the champion's training side and were
  ///   left out; null where a training set of the champion is gone, so that nobody can tell
  /// @param customersCompared how many customers are left
  /// @param rowsCompared how many of their rows both models could score
  /// @param setsGone names of the champion's training sets that are gone or changed; unless it is
  ///   empty, the champion may have seen any of the customers
  /// @param trainingSets the SHA-256 of each of the candidate's training sets, in their order
  /// @param candidatesBefore how many other candidates have been compared on customers of the same
  ///   training sets before
  public record HeldOut(
      long customers,
      long rows,
      @Nullable Long customersSeen,
      long customersCompared,
      long rowsCompared,
      List<String> setsGone,
      List<String> trainingSets,
      long candidatesBefore) {
    /// Takes copies of the lists.
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
