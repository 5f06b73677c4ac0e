package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.Comparator;
import java.util.List;
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

  /// The version that a record of the move from one value to another is about: the first that the
  /// alias did not name before, else the first that it does not name any more, else the one that it
  /// keeps.
  static @Nullable VersionName concerned(AliasValue from, AliasValue to) {
    return to.versions.stream()
        .filter(version -> !from.versions.contains(version))
        .findFirst()
        .or(() -> from.versions.stream().filter(v -> !to.versions.contains(v)).findFirst())
        .orElse(to.first());
  }

  /// Whether a record tells of the move from one value to another.
  static boolean isMove(HistoryRecord record, Alias alias, AliasValue from, AliasValue to) {
    boolean several = alias == Alias.SHADOW;
    return record.version().equals(concerned(from, to))
        && same(record.before(), several ? null : from.first())
        && same(record.after(), several ? null : to.first())
        && same(record.challenge(), to.challenge)
        && record.shadows().equals(several ? to.versions : List.of());
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == null ? b == null : a.equals(b);
  }
}
