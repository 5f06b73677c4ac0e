package credence.decision.segment;

import java.nio.file.Path;

/// A segment that a stopped server left, after its recovery.
///
/// @param file its file
/// @param records the number of its records
/// @param cutBytes the size of an incomplete end that was removed, in bytes: records that were
///   being written, and whose answers were never sent
/// @param damagedBytes the size of damaged lines before other records, in bytes; these were moved
///   to a file beside it, whose name ends in `.damaged`
/// @param lostBytes how many bytes before the offset that was on disk are cut or damaged: more than
///   a power loss can explain
public record RecoveredSegment(
    Path file, long records, long cutBytes, long damagedBytes, long lostBytes) {}
