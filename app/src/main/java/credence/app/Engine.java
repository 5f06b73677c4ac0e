package credence.app;

import credence.engine.EngineLimits;
import credence.job.EngineShare;

/// The parquet engine's share of the machine: its memory, and the threads of a command.
///
/// The launcher derives the heap from the machine's memory (`scripts/memory.sh`) and passes both
/// on; the engine's memory follows from them and from the number of processors.
final class Engine {
  /// The machine's memory as determined by the launcher, in MiB.
  private static final String MEMORY_PROPERTY = "credence.memory.mebibytes";

  /// The environment variable that overrides the engine's memory, in MiB.
  private static final String MEBIBYTES_VARIABLE = "CREDENCE_ENGINE_MEBIBYTES";

  /// The memory of the JVM besides the heap; as in `scripts/memory.sh`.
  private static final long OVERHEAD_BYTES = 96L << 20;

  /// The engine's memory per thread, if available: a typical row group of 50 number columns takes
  /// 100 MB.
  private static final long THREAD_BYTES = 96L << 20;

  private static final long WANTED_BYTES_MIN = 400L << 20;

  private Engine() {}

  /// The share of each job of this process.
  static EngineShare share() {
    int threads = Runtime.getRuntime().availableProcessors();
    String given = System.getenv(MEBIBYTES_VARIABLE);
    long bytes =
        given != null && given.matches("[1-9][0-9]{1,6}")
            ? Math.max(EngineLimits.MEMORY_BYTES_MIN, Long.parseLong(given) << 20)
            : memoryBytes(machineBytes(), Runtime.getRuntime().maxMemory(), threads);
    return new EngineShare(bytes, threads, Engine::trace);
  }

  /// The engine's memory: as required by its threads, but at most two thirds of the memory without
  /// heap and JVM; the rest is for the system's page cache.
  ///
  /// @param machineBytes the memory of the machine or the cgroup
  static long memoryBytes(long machineBytes, long heapBytes, int threads) {
    long wanted = Math.max(WANTED_BYTES_MIN, threads * THREAD_BYTES);
    long left = (machineBytes - heapBytes - OVERHEAD_BYTES) / 3 * 2;
    return Math.max(EngineLimits.MEMORY_BYTES_MIN, Math.min(wanted, left));
  }

  /// The machine's memory; without a launcher, twice the heap.
  private static long machineBytes() {
    Long mebibytes = Long.getLong(MEMORY_PROPERTY);
    return mebibytes == null ? 2 * Runtime.getRuntime().maxMemory() : mebibytes << 20;
  }

  private static void trace(String words) {
    if (Failures.traceWanted()) {
      System.err.println("credence: " + words);
    }
  }
}
