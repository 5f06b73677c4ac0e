package credence.prediction;

import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version that the registry holds, as the server has it.
///
/// @param publication how it came to be
/// @param aliases the aliases that name it
/// @param retired whether it is retired: it answers only when named
/// @param loaded what was loaded of it; null: nothing, since its document is damaged, there is no
///   memory for it, or it has yet to be read
/// @param damage what is wrong with its document on disk; null: nothing. A version that was loaded
///   before the damage answers on
/// @param shortage why there is no memory for it; null: there is
public record ServedVersion(
    Publication publication,
    List<String> aliases,
    boolean retired,
    DocumentReader.@Nullable Read loaded,
    @Nullable LocatedError damage,
    @Nullable Shortage shortage) {
  /// Takes a copy of the list.
  public ServedVersion {
    aliases = List.copyOf(aliases);
  }

  /// Whether an alias names it.
  public boolean isNamed(Alias alias) {
    return aliases.contains(alias.text());
  }

  /// The version's name.
  public VersionName name() {
    return publication.name();
  }
}
