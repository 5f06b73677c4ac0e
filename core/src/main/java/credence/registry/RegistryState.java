package credence.registry;

import credence.model.Alias;
import credence.model.Fault;
import credence.model.VersionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry at one instant, derived from its history.
///
/// @param publications the versions that exist, in order of publication; empty if damaged
/// @param aliases the version that each alias names, by the alias's text; empty if damaged,
///   otherwise `champion` is there as soon as one version is
/// @param history the records, oldest first; those before the damage if damaged
/// @param damage what is wrong with the history, where, and what to do; nothing is derived from a
///   damaged history, and nothing is written to it
/// @param stamp the stamp of the files that this was read from, or of older ones
public record RegistryState(
    List<Publication> publications,
    Map<String, VersionName> aliases,
    List<HistoryRecord> history,
    Optional<Fault> damage,
    RegistryStamp stamp) {
  /// How many records the history has; the number of the last one.
  public long position() {
    return history.size();
  }

  /// The publication of a version; empty if there is no such version.
  public Optional<Publication> publication(VersionName name) {
    return publications.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /// The version that an alias names; empty if it names none.
  public Optional<VersionName> version(Alias alias) {
    return Optional.ofNullable(aliases.get(alias.text()));
  }
}
