package credence.homewatch;

import credence.run.TrainingRunState;
import credence.run.TrainingSetEntry;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The condition of a home at a time.
///
/// @param at when it was determined
/// @param obstacle why the home cannot be written, with operation, path and reason; null if it can
/// @param reason the system's reason alone, without a path; null if the home can be written
/// @param space the space of its file system; null if it cannot be read
/// @param usedBytes the size of its files; null if they cannot be read, or are more than are
///   counted
/// @param runs the number of training runs by state; null if they cannot be read
/// @param sets the number of training sets by state; null if they cannot be read
/// @param lastSuccess when the last training run succeeded; null if none has, or it is unknown
public record HomeCondition(
    Instant at,
    @Nullable String obstacle,
    @Nullable String reason,
    @Nullable Space space,
    @Nullable Long usedBytes,
    @Nullable Map<TrainingRunState, Long> runs,
    @Nullable Map<TrainingSetEntry.State, Long> sets,
    @Nullable Instant lastSuccess) {
  /// The space of a file system.
  ///
  /// @param totalBytes its size, in bytes
  /// @param availableBytes the bytes that this process can still write
  public record Space(long totalBytes, long availableBytes) {}

  /// Whether the home can be written.
  public boolean isWritable() {
    return obstacle == null;
  }

  /// The same, except that the home cannot be written.
  HomeCondition notWritable(String why) {
    return new HomeCondition(at, why, why, space, usedBytes, runs, sets, lastSuccess);
  }
}
