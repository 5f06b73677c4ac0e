package credence.engine;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Limits of resources for reading or writing parquet, besides the Java heap.
///
/// @param memoryBytesMax the engine's own memory, at least 64 MiB
/// @param threads the maximum number of threads, at least 1; the engine uses fewer if its memory
///   does not suffice for all of them
/// @param temporaryFolder the folder for data that does not fit into memory; created if needed
/// @param log receives the engine's messages on failures, one line each, without values
public record EngineLimits(
    long memoryBytesMax, int threads, Path temporaryFolder, Consumer<String> log) {
  /// The minimum memory of the engine.
  public static final long MEMORY_BYTES_MIN = 64L << 20;

  /// The engine's memory that is independent of the number of threads.
  private static final long BASE_BYTES = 16L << 20;

  /// Checks the ranges.
  public EngineLimits {
    if (memoryBytesMax < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException("At least 64 MiB, not " + memoryBytesMax + " bytes");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("At least one thread, not " + threads);
    }
  }

  /// Limits without a log.
  public EngineLimits(long memoryBytesMax, int threads, Path temporaryFolder) {
    this(memoryBytesMax, threads, temporaryFolder, _ -> {});
  }

  /// The number of threads for which the engine's memory suffices; at least one.
  ///
  /// @param threadBytes the memory of each thread, in bytes
  int threadsFor(long threadBytes) {
    long suffices = (memoryBytesMax - BASE_BYTES) / Math.max(1, threadBytes);
    return Math.clamp(suffices, 1, threads);
  }
}
