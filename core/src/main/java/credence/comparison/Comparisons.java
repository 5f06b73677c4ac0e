package credence.comparison;

import credence.model.Comparison;
import credence.model.Fault;
import credence.model.VersionName;
import java.util.List;

/// The comparisons of a home's versions. One that is damaged is named and left out; it passes no
/// gate.
///
/// All methods may be called from any thread. Those that read take damage for a value; a change
/// throws [credence.registry.RegistryException] when the storage cannot be written.
public interface Comparisons {
  /// A comparison that was looked for.
  sealed interface Reading {}

  /// There is none.
  record Absent() implements Reading {}

  /// There is one.
  record Kept(Comparison comparison) implements Reading {}

  /// There is one, but it cannot be read, or is not what was written.
  ///
  /// @param fault names its place, and says what to do
  record Damaged(Fault fault) implements Reading {}

  /// Keeps a comparison, in the place of an earlier one of the same pair.
  void keep(Comparison comparison);

  /// The comparison of a candidate with a champion.
  Reading of(VersionName candidate, VersionName champion);

  /// All comparisons of a candidate that are not damaged, by the champion's name.
  List<Comparison> of(VersionName candidate);

  /// How many candidates other than this one have been compared on customers of the same training
  /// sets. The more candidates the same customers judge, the likelier one of them looks good by
  /// luck. One whose comparison is damaged counts: nobody can say on whom it was made.
  ///
  /// @param trainingSets the SHA-256 of each of the candidate's training sets; one in common is
  ///   enough
  long candidatesBefore(VersionName candidate, List<String> trainingSets);
}
