package credence.app;

import credence.trainingset.EngineLimits;
import java.nio.file.Path;

/// What the parquet engine of a command may take of the machine.
final class Engine {
  /// Beside the heap that the launcher gives: together they stay below 3 GiB.
  private static final long MEMORY_BYTES = 400L << 20;

  /// The environment variable by which a server tells its children another limit, in MiB.
  private static final String MEBIBYTES_VARIABLE = "CREDENCE_ENGINE_MEBIBYTES";

  private Engine() {}

  /// The limits of one piece of work.
  ///
  /// @param temporary receives what does not fit in memory
  static EngineLimits limits(Path temporary) {
    String given = System.getenv(MEBIBYTES_VARIABLE);
    long bytes =
        given != null && given.matches("[1-9][0-9]{1,6}")
            ? Math.max(EngineLimits.MEMORY_BYTES_MIN, Long.parseLong(given) << 20)
            : MEMORY_BYTES;
    return new EngineLimits(bytes, Runtime.getRuntime().availableProcessors(), temporary);
  }
}
