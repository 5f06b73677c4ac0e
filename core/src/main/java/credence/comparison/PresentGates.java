package credence.comparison;

import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.LocatedError;
import credence.model.ModelVersion;
import credence.registry.Publication;
import credence.registry.RegistryException;
import java.util.List;

/// The gates of a candidate as they are now: in its stored comparison with the present champion,
/// checked again for the number of versions compared by now. A promotion decides by them, and the
/// report shows them.
public sealed interface PresentGates {
  /// The comparison with the gates as they are now.
  record Checked(Comparison comparison) implements PresentGates {
    /// The result of each gate.
    public List<GateResult> gates() {
      return comparison.gates();
    }
  }

  /// The candidate has not been compared with the present champion.
  record NotCompared() implements PresentGates {}

  /// The comparison cannot be read.
  ///
  /// @param error names the file and says what to do
  record Damaged(LocatedError error) implements PresentGates {}

  /// The comparison was made from other documents than the published ones.
  ///
  /// @param comparison as stored
  record OtherDocuments(Comparison comparison) implements PresentGates {}

  /// The number of versions compared by now is unknown.
  ///
  /// @param comparison as stored
  /// @param reason the reason and what to do
  record NumberUnknown(Comparison comparison, String reason) implements PresentGates {}

  /// Checks the gates of a candidate.
  ///
  /// @param version the candidate
  /// @param candidate its publication
  /// @param champion the present champion's publication
  /// @param championMove the number of the record that last moved the alias champion
  static PresentGates of(
      ModelVersion version,
      Publication candidate,
      Publication champion,
      Comparisons comparisons,
      long championMove) {
    return switch (comparisons.of(candidate.name(), champion.name())) {
      case Comparisons.Absent _ -> new NotCompared();
      case Comparisons.Damaged(LocatedError error) -> new Damaged(error);
      case Comparisons.Kept(Comparison stored) -> {
        if (!isOf(stored.candidate(), candidate) || !isOf(stored.champion(), champion)) {
          yield new OtherDocuments(stored);
        }
        try {
          long versions = comparisons.versionsCompared(candidate.name(), champion, championMove);
          yield new Checked(GateCheck.again(stored, version, versions));
        } catch (RegistryException e) {
          yield new NumberUnknown(stored, String.valueOf(e.getMessage()));
        }
      }
    };
  }

  /// Whether a version was compared by its published document.
  static boolean isOf(Comparison.Contender contender, Publication publication) {
    return contender.name().equals(publication.name())
        && contender.documentSha256().equals(publication.sha256());
  }
}
