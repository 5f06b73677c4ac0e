package credence.job;

import credence.engine.EngineLimits;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The parquet engine's share of the machine, from which each job derives its limits.
///
/// @param memoryBytesMax the engine's memory, at least [EngineLimits#MEMORY_BYTES_MIN]
/// @param threads the number of threads that a job works on, at least 1
/// @param log receives the engine's own message when something fails in a job that keeps no log
public record EngineShare(long memoryBytesMax, int threads, Consumer<String> log) {
  /// The limits of one job.
  ///
  /// @param temporary receives what does not fit in memory
  EngineLimits limits(Path temporary) {
    return limits(temporary, log);
  }

  /// The limits of one job that keeps a log.
  ///
  /// @param temporary receives what does not fit in memory
  /// @param jobLog receives the engine's own message when something fails
  EngineLimits limits(Path temporary, Consumer<String> jobLog) {
    return new EngineLimits(memoryBytesMax, threads, temporary, jobLog);
  }
}
