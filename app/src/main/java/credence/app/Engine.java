package credence.app;

import credence.trainingset.EngineLimits;

/// What the parquet engine of a command may take of the machine.
final class Engine {
  /// Beside the heap that the launcher gives: together they stay below 3 GiB.
  private static final long MEMORY_BYTES = 400L << 20;

  private Engine() {}

  /// The limits of one piece of work.
  ///
  /// @param temporary receives what does not fit in memory
  static EngineLimits limits(TemporaryFolder temporary) {
    return new EngineLimits(
        MEMORY_BYTES, Runtime.getRuntime().availableProcessors(), temporary.path());
  }
}
