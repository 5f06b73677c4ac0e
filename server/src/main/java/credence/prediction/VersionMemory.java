package credence.prediction;

/// The memory of the loaded versions.
///
/// @param usedBytes an upper bound of the memory of the loaded versions and of the structures that
///   use them, in bytes
/// @param bytesMax their share of the heap, in bytes
/// @param queueBytesMax the memory limit of the shadow queue of one event loop, in bytes
public record VersionMemory(long usedBytes, long bytesMax, long queueBytesMax) {
  /// The memory of a server that has not loaded a version yet.
  static final VersionMemory NONE = new VersionMemory(0, 0, 0);
}
