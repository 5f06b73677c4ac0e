package credence.registry;

import credence.assignment.AssignmentKey;
import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.VersionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A registry at one instant, derived from its history. The records themselves are given by
/// [ModelRegistry#history()].
///
/// @param publications the versions that exist, in order of publication; empty if damaged
/// @param retired those of them that are retired: they answer only when named; empty if damaged
/// @param aliasStates what each alias names; empty if damaged, otherwise every alias is there
/// @param assignmentKey the key of the registry's assignments; null before its first challenge. Not
///   to be shown
/// @param position the number of the last record, 0 if there is none; if damaged, of the last one
///   before the damage
/// @param damage what is wrong with the history, where, and what to do; nothing is derived from a
///   damaged history, and nothing is written to it
/// @param stamp the stamp that the registry had when this was read, or an earlier one
public record RegistryState(
    List<Publication> publications,
    Set<VersionName> retired,
    Map<Alias, AliasState> aliasStates,
    @Nullable AssignmentKey assignmentKey,
    long position,
    Optional<LocatedError> damage,
    RegistryStamp stamp) {
  /// The state of a registry whose history is damaged.
  public static RegistryState damaged(LocatedError damage, long position, RegistryStamp stamp) {
    return new RegistryState(
        List.of(), Set.of(), Map.of(), null, position, Optional.of(damage), stamp);
  }

  /// The publication of a version; empty if there is no such version.
  public Optional<Publication> publication(VersionName name) {
    return publications.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /// What an alias names and since which move; names none if the history is damaged.
  public AliasState alias(Alias alias) {
    AliasState state = aliasStates.get(alias);
    return state == null ? new AliasState(alias, List.of(), null, null) : state;
  }

  /// The version that an alias names; empty if it names none. Of the shadows, the first.
  public Optional<VersionName> version(Alias alias) {
    return alias(alias).versions().stream().findFirst();
  }

  /// The version that each alias names that names one at a time, by the alias's text; `champion` is
  /// there as soon as one version is.
  public Map<String, VersionName> aliases() {
    Map<String, VersionName> named = new TreeMap<>();
    for (Alias alias : List.of(Alias.CHAMPION, Alias.CHALLENGER)) {
      version(alias).ifPresent(version -> named.put(alias.text(), version));
    }
    return named;
  }

  /// The texts of the aliases that name a version, the champion's first.
  public List<String> aliasesOf(VersionName version) {
    return aliasStates.values().stream()
        .filter(state -> state.versions().contains(version))
        .map(state -> state.alias().text())
        .toList();
  }
}
