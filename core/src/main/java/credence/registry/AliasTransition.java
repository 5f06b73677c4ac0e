package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The transition of an alias from one value to another, as the history records it.
public sealed interface AliasTransition {
  /// The alias that moved.
  Alias alias();

  /// The version that the transition concerns: the one that the alias names now or, if it names
  /// none, the one that it named before; see [Shadows] for *shadow*.
  VersionName version();

  /// *Champion* names another version.
  ///
  /// @param before the version that it named before; null for the first champion
  /// @param after the version that it names now
  record Champion(@Nullable VersionName before, VersionName after) implements AliasTransition {
    @Override
    public Alias alias() {
      return Alias.CHAMPION;
    }

    @Override
    public VersionName version() {
      return after;
    }
  }

  /// *Challenger* names another version, or the same one with another share.
  ///
  /// @param before the version that it named before; null if there was no challenger
  /// @param after the version that it names now
  /// @param challenge the challenge that this version has now
  record Challenger(@Nullable VersionName before, VersionName after, Challenge challenge)
      implements AliasTransition {
    @Override
    public Alias alias() {
      return Alias.CHALLENGER;
    }

    @Override
    public VersionName version() {
      return after;
    }
  }

  /// *Challenger* no longer names a version.
  ///
  /// @param before the version that it named before
  record NoChallenger(VersionName before) implements AliasTransition {
    @Override
    public Alias alias() {
      return Alias.CHALLENGER;
    }

    @Override
    public VersionName version() {
      return before;
    }
  }

  /// *Shadow* names other versions.
  ///
  /// @param version the first version that became a shadow or, if none did, the first that is no
  ///   longer one
  /// @param after the versions that it names now, in the order of their names; may be empty
  record Shadows(VersionName version, List<VersionName> after) implements AliasTransition {
    /// Copies the list.
    public Shadows {
      after = List.copyOf(after);
    }

    @Override
    public Alias alias() {
      return Alias.SHADOW;
    }
  }
}
