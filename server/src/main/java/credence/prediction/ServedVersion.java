package credence.prediction;

import credence.model.Alias;
import credence.model.Fault;
import credence.model.VersionName;
import credence.registry.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version that the registry holds, as the server has it.
///
/// @param publication how it came to be
/// @param aliases the aliases that name it
/// @param retired whether it is retired: it answers only when named
/// @param loaded what was loaded of it; null: nothing, since its document is damaged
/// @param damage what is wrong with its document on disk; null: nothing. A version that was loaded
///   before the damage answers on
public record ServedVersion(
    Publication publication,
    List<String> aliases,
    boolean retired,
    @Nullable LoadedDocument loaded,
    @Nullable Fault damage) {
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
