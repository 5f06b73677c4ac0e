package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a move gives an alias and a rollback gives it back.
///
/// @param versions one version, or none; of *shadow* any number, in the order of their names
/// @param challenge of *challenger* the share, if it names a version; otherwise null
record AliasValue(List<VersionName> versions, @Nullable Challenge challenge) {
  /// No version.
  static final AliasValue NONE = new AliasValue(List.of(), null);

  /// One version.
  static AliasValue of(VersionName version) {
    return new AliasValue(List.of(version), null);
  }

  /// One version with a share.
  static AliasValue of(VersionName version, Challenge challenge) {
    return new AliasValue(List.of(version), challenge);
  }

  /// Several versions, put in order.
  static AliasValue ofAll(List<VersionName> versions) {
    return new AliasValue(
        versions.stream().distinct().sorted(Comparator.comparing(VersionName::text)).toList(),
        null);
  }

  /// The first version; null if there is none.
  @Nullable VersionName first() {
    return versions.isEmpty() ? null : versions.getFirst();
  }

  /// The value that a transition gives its alias.
  static AliasValue after(AliasTransition transition) {
    return switch (transition) {
      case AliasTransition.Champion to -> of(to.after());
      case AliasTransition.Challenger to -> of(to.after(), to.challenge());
      case AliasTransition.NoChallenger _ -> NONE;
      case AliasTransition.Shadows to -> ofAll(to.after());
    };
  }

  /// The transition of an alias from this value to another one.
  ///
  /// @param to a value that the alias can have, other than this one
  AliasTransition transition(Alias alias, AliasValue to) {
    VersionName before = first();
    return switch (alias) {
      case CHAMPION -> new AliasTransition.Champion(before, to.only());
      case CHALLENGER ->
          to.challenge == null
              ? new AliasTransition.NoChallenger(only())
              : new AliasTransition.Challenger(before, to.only(), to.challenge);
      case SHADOW -> new AliasTransition.Shadows(concerned(to), to.versions);
    };
  }

  private VersionName only() {
    return versions.getFirst();
  }

  private VersionName concerned(AliasValue to) {
    return Stream.concat(
            to.versions.stream().filter(version -> !versions.contains(version)),
            versions.stream().filter(version -> !to.versions.contains(version)))
        .findFirst()
        .orElseThrow();
  }
}
