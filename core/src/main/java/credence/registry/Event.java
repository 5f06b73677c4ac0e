package credence.registry;

import credence.assignment.AssignmentKey;
import credence.model.VersionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of the registry: its kind, with exactly the facts that this kind has. A [HistoryRecord]
/// adds when it was made, by whom, and why.
public sealed interface Event {
  /// The kinds of events, as the history names them.
  enum Kind {
    /// A version was published, or a removed one brought back; moves an alias if the record names
    /// one.
    PUBLISHED("published"),
    /// *Champion* was given another version.
    PROMOTED("promoted"),
    /// *Challenger* was given a version and a share, or another share.
    CHALLENGED("challenged"),
    /// The challenge was ended.
    CHALLENGE_STOPPED("challenge-stopped"),
    /// *Shadow* was given other versions.
    SHADOWS_CHANGED("shadows-changed"),
    /// An alias was given back what it named before its last move.
    ROLLED_BACK("rolled-back"),
    /// A version was retired: it answers only when named.
    RETIRED("retired"),
    /// A version's retirement was undone.
    REINSTATED("reinstated"),
    /// A version was removed.
    REMOVED("removed");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// The kind as it is written in the history.
    public String text() {
      return text;
    }
  }

  /// The kind of the event.
  Kind kind();

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

  /// An event that is the move of an alias, and nothing else.
  sealed interface OfAlias extends OfVersion {
    /// The move.
    AliasTransition to();

    @Override
    default VersionName version() {
      return to().version();
    }

    @Override
    default Optional<AliasTransition> transition() {
      return Optional.of(to());
    }
  }

  /// A version was published, or a removed one was published again.
  ///
  /// @param version the version
  /// @param sha256 the SHA-256 of its document, 64 lower-case hexadecimal digits
  /// @param champion whether it became champion, as the first version does
  record Published(VersionName version, String sha256, boolean champion) implements OfVersion {
    @Override
    public Kind kind() {
      return Kind.PUBLISHED;
    }

    @Override
    public Optional<AliasTransition> transition() {
      return champion ? Optional.of(new AliasTransition.Champion(null, version)) : Optional.empty();
    }
  }

  /// A version was promoted to champion.
  ///
  /// @param to the move of *champion*
  record Promoted(AliasTransition.Champion to) implements OfAlias {
    @Override
    public Kind kind() {
      return Kind.PROMOTED;
    }
  }

  /// A version became challenger, or the challenger was given another share.
  ///
  /// @param to the move of *challenger*
  /// @param assignmentKey the key of the registry's assignments; null unless this is the registry's
  ///   first challenge. Must not be shown
  record Challenged(AliasTransition.Challenger to, @Nullable AssignmentKey assignmentKey)
      implements OfAlias {
    @Override
    public Kind kind() {
      return Kind.CHALLENGED;
    }
  }

  /// A challenge was stopped.
  ///
  /// @param to the move of *challenger*
  record ChallengeStopped(AliasTransition.NoChallenger to) implements OfAlias {
    @Override
    public Kind kind() {
      return Kind.CHALLENGE_STOPPED;
    }
  }

  /// The shadows were changed.
  ///
  /// @param to the move of *shadow*
  record ShadowsChanged(AliasTransition.Shadows to) implements OfAlias {
    @Override
    public Kind kind() {
      return Kind.SHADOWS_CHANGED;
    }
  }

  /// The last move of an alias was undone.
  ///
  /// @param to the move back
  record RolledBack(AliasTransition to) implements OfAlias {
    @Override
    public Kind kind() {
      return Kind.ROLLED_BACK;
    }
  }

  /// A version was retired.
  record Retired(VersionName version) implements OfVersion {
    @Override
    public Kind kind() {
      return Kind.RETIRED;
    }
  }

  /// The retirement of a version was undone.
  record Reinstated(VersionName version) implements OfVersion {
    @Override
    public Kind kind() {
      return Kind.REINSTATED;
    }
  }

  /// A version was removed.
  record Removed(VersionName version) implements OfVersion {
    @Override
    public Kind kind() {
      return Kind.REMOVED;
    }
  }
}
