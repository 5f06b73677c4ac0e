package credence.comparison;

import credence.model.Comparison;
import credence.model.HoldoutUses;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.Publication;
import java.util.List;

/// The comparisons of a home's versions. A damaged comparison is reported and skipped; it passes no
/// gate.
///
/// All methods are thread-safe. Methods that read return damage as a value; methods that write
/// throw [credence.registry.RegistryException] when the storage cannot be written.
public interface Comparisons {
  /// The result of looking up a comparison.
  sealed interface Reading {}

  /// There is none.
  record Absent() implements Reading {}

  /// There is one.
  record Kept(Comparison comparison) implements Reading {}

  /// There is one, but it cannot be read, or is not what was written.
  ///
  /// @param error names the file and says what to do
  record Damaged(LocatedError error) implements Reading {}

  /// Keeps a comparison, replacing an earlier one of the same pair.
  void keep(Comparison comparison);

  /// The comparison of a candidate with a champion.
  Reading of(VersionName candidate, VersionName champion);

  /// All comparisons of a candidate that are not damaged, by the champion's name.
  List<Comparison> of(VersionName candidate);

  /// Records that two versions are compared on customers, before anybody sees the result. What was
  /// recorded is never removed, not even with a version or a comparison.
  ///
  /// @param present the present champion
  /// @return [#versionsCompared] of the candidate
  long record(HoldoutUses.Use use, Publication present);

  /// The number of versions compared on customers of a version ([HoldoutUses#versionsCompared]), at
  /// least that of its stored comparison with the present champion, at least 1.
  ///
  /// @param present the present champion
  /// @param championMove the number of the record that last moved the alias champion
  /// @throws credence.registry.RegistryException if the record is damaged or cannot be read
  long versionsCompared(VersionName version, Publication present, long championMove);
}
