package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an alias names at one instant.
///
/// @param alias the alias
/// @param versions the versions that it names: the champion, unless nothing has been published; the
///   challenger, if there is one; the shadows, in the order of their names
/// @param challenge the challenger's share; null for another alias, or without a challenger
/// @param lastMove the number of the record that moved the alias last; 0 if it never moved. Each
///   move makes it another one, so it can tell whether somebody moved the alias in between
public record AliasState(
    Alias alias, List<VersionName> versions, @Nullable Challenge challenge, long lastMove) {
  /// Takes a copy of the list.
  public AliasState {
    versions = List.copyOf(versions);
  }
}
