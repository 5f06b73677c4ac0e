package credence.registry;

import credence.assignment.AssignmentKey;
import credence.model.VersionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of the registry: its kind, with exactly the facts that this kind has. A [HistoryRecord]
/// adds when it was made, by whom, and why.
public sealed interface Event {
  /// The kind of the event.
  HistoryKind kind();

  /// The name of the object that changed.
  String subject();

  /// The move of an alias that the event made; empty if it moved none.
  default Optional<AliasTransition> transition() {
    return Optional.empty();
  }

  /// An event that concerns a model version.
  sealed interface OfVersion extends Event {
    /// The version that it concerns.
    VersionName version();

    @Override
    default String subject() {
      return version().text();
    }
  }

  /// A version was published, or a removed one was published again.
  ///
  /// @param version the version
  /// @param sha256 the SHA-256 of its document, 64 lower-case hexadecimal digits
  /// @param champion whether it became champion, as the first version does
  record Published(VersionName version, String sha256, boolean champion) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.PUBLISHED;
    }

    @Override
    public Optional<AliasTransition> transition() {
      return champion ? Optional.of(new AliasTransition.Champion(null, version)) : Optional.empty();
    }
  }

  /// A version was promoted to champion.
  ///
  /// @param to the move of *champion*
  record Promoted(AliasTransition.Champion to) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.PROMOTED;
    }

    @Override
    public VersionName version() {
      return to.version();
    }

    @Override
    public Optional<AliasTransition> transition() {
      return Optional.of(to);
    }
  }

  /// A version became challenger, or the challenger was given another share.
  ///
  /// @param to the move of *challenger*
  /// @param assignmentKey the key of the registry's assignments; null unless this is the registry's
  ///   first challenge. Must not be shown
  record Challenged(AliasTransition.Challenger to, @Nullable AssignmentKey assignmentKey)
      implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.CHALLENGED;
    }

    @Override
    public VersionName version() {
      return to.version();
    }

    @Override
    public Optional<AliasTransition> transition() {
      return Optional.of(to);
    }
  }

  /// A challenge was stopped.
  ///
  /// @param to the move of *challenger*
  record ChallengeStopped(AliasTransition.NoChallenger to) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.CHALLENGE_STOPPED;
    }

    @Override
    public VersionName version() {
      return to.version();
    }

    @Override
    public Optional<AliasTransition> transition() {
      return Optional.of(to);
    }
  }

  /// The shadows were changed.
  ///
  /// @param to the move of *shadow*
  record ShadowsChanged(AliasTransition.Shadows to) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.SHADOWS_CHANGED;
    }

    @Override
    public VersionName version() {
      return to.version();
    }

    @Override
    public Optional<AliasTransition> transition() {
      return Optional.of(to);
    }
  }

  /// The last move of an alias was undone.
  ///
  /// @param to the move back
  record RolledBack(AliasTransition to) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.ROLLED_BACK;
    }

    @Override
    public VersionName version() {
      return to.version();
    }

    @Override
    public Optional<AliasTransition> transition() {
      return Optional.of(to);
    }
  }

  /// A version was retired.
  record Retired(VersionName version) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.RETIRED;
    }
  }

  /// The retirement of a version was undone.
  record Reinstated(VersionName version) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.REINSTATED;
    }
  }

  /// A version was removed.
  record Removed(VersionName version) implements OfVersion {
    @Override
    public HistoryKind kind() {
      return HistoryKind.REMOVED;
    }
  }
}
