package credence.prediction;

import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version of the registry and its state in the server.
///
/// @param publication the record of its publication
/// @param aliases the aliases that name it
/// @param retired whether it is retired and serves only requests that name it
/// @param loaded the loaded model; null if its document is damaged, there is not enough memory for
///   it, or it has not been read yet
/// @param damage the damage of its document on disk; null if there is none. A version that was
///   loaded before the damage continues to serve requests
/// @param shortage the memory that it lacks; null if it has enough
public record ServedVersion(
    Publication publication,
    List<String> aliases,
    boolean retired,
    DocumentReader.@Nullable Read loaded,
    @Nullable LocatedError damage,
    @Nullable Shortage shortage) {
  /// Copies the list.
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
