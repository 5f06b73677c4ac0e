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
/// @param moved the record that moved the alias last; null if it never moved
public record AliasState(
    Alias alias,
    List<VersionName> versions,
    @Nullable Challenge challenge,
    @Nullable HistoryRecord moved) {
  /// Copies the list.
  public AliasState {
    versions = List.copyOf(versions);
  }

  /// The number of the record that moved the alias last; 0 if it never moved. Each move makes it
  /// another one, so it shows whether the alias was moved in between.
  public long lastMove() {
    return moved == null ? 0 : moved.sequence();
  }
}
