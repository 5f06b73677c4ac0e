package credence.engine;

import java.nio.file.Path;
import java.util.function.Consumer;

/// What reading or writing parquet may take of the machine, besides the Java heap.
///
/// @param memoryBytesMax the engine's own memory, at least 64 MiB
/// @param threads how many threads the work may take, at least 1; the engine takes fewer where its
///   memory does not suffice for all of them
/// @param temporaryFolder where the engine may put what does not fit in its memory; made if needed
/// @param log takes the engine's own words when something fails, one line, without values
public record EngineLimits(
    long memoryBytesMax, int threads, Path temporaryFolder, Consumer<String> log) {
  /// The least memory that the engine can work with.
  public static final long MEMORY_BYTES_MIN = 64L << 20;

  /// What the engine takes however many threads it has.
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

  /// Limits of something that keeps no log.
  public EngineLimits(long memoryBytesMax, int threads, Path temporaryFolder) {
    this(memoryBytesMax, threads, temporaryFolder, _ -> {});
  }

  /// How many of the threads the engine's memory suffices for; one is tried in any case.
  ///
  /// @param threadBytes what each of them needs, in bytes
  int threadsFor(long threadBytes) {
    long suffices = (memoryBytesMax - BASE_BYTES) / Math.max(1, threadBytes);
    return Math.clamp(suffices, 1, threads);
  }
}
