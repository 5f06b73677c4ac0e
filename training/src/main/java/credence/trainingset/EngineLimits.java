package credence.trainingset;

import java.nio.file.Path;

/// What reading or writing parquet may take of the machine, besides the Java heap.
///
/// @param memoryBytesMax the engine's own memory, at least 64 MiB
/// @param threads how many threads the engine works on, at least 1
/// @param temporaryFolder where the engine may put what does not fit in its memory; made if needed
public record EngineLimits(long memoryBytesMax, int threads, Path temporaryFolder) {
  /// The least memory that the engine can work with.
  public static final long MEMORY_BYTES_MIN = 64L << 20;

  /// Checks the ranges.
  public EngineLimits {
    if (memoryBytesMax < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException("At least 64 MiB, not " + memoryBytesMax + " bytes");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("At least one thread, not " + threads);
    }
  }
}
