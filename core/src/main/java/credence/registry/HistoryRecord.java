package credence.registry;

import credence.assignment.AssignmentKey;
import credence.model.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One change of the registry, as the history keeps it.
///
/// @param sequence the record's number; the first is 1, each next one more
/// @param time when it was written, by the writer's clock
/// @param kind what happened
/// @param version the version that it happened to; of several shadows that came or went in one move
///   the first
/// @param alias the alias that moved; null if none did
/// @param before the version that the alias named before; null if none, if no alias moved, or
///   *shadow* did
/// @param after the version that the alias names since; null if none, if no alias moved, or
///   *shadow* did
/// @param challenge the challenger's share since; null unless *challenger* moved to a version
/// @param shadows the versions that *shadow* names since, in the order of their names; empty if
///   none, or another alias moved
/// @param sha256 the SHA-256 of the document, 64 lower-case hexadecimal digits; null unless
///   something was published
/// @param assignmentKey the key of the registry's assignments, in the record of its first
///   challenge; otherwise null. Not to be shown
/// @param author who asked for it
/// @param reason why
/// @param details further facts by name; empty if there are none
public record HistoryRecord(
    long sequence,
    Instant time,
    HistoryKind kind,
    VersionName version,
    @Nullable String alias,
    @Nullable VersionName before,
    @Nullable VersionName after,
    @Nullable Challenge challenge,
    List<VersionName> shadows,
    @Nullable String sha256,
    @Nullable AssignmentKey assignmentKey,
    String author,
    String reason,
    SortedMap<String, String> details) {
  /// Takes a copy of the list.
  public HistoryRecord {
    shadows = List.copyOf(shadows);
  }

  /// Why the change was made although something spoke against it; empty unless it was.
  public Optional<String> override() {
    return Optional.ofNullable(details.get(Change.OVERRIDE));
  }
}
