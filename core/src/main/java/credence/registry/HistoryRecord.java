package credence.registry;

import credence.model.VersionName;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One change of the registry, as the history keeps it.
///
/// @param sequence the record's number; the first is 1, each next one more
/// @param time when it was written, by the writer's clock
/// @param kind what happened
/// @param version the version that it happened to
/// @param alias the alias that moved; null if none did
/// @param before the version that the alias named before; null if none, or no alias moved
/// @param after the version that the alias names since; null if no alias moved
/// @param sha256 the SHA-256 of the document, 64 lower-case hexadecimal digits; null unless
///   something was published
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
    @Nullable String sha256,
    String author,
    String reason,
    SortedMap<String, String> details) {}
