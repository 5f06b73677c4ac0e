package credence.prediction;

/// The memory of the versions that answer.
///
/// @param usedBytes what the loaded versions and what answers by them take, in bytes, estimated
///   from above
/// @param bytesMax their share of the heap, in bytes
/// @param queueBytesMax what the applicants may take that wait on one event loop for the shadows,
///   in bytes
public record VersionMemory(long usedBytes, long bytesMax, long queueBytesMax) {
  /// Of a server that has loaded nothing yet.
  static final VersionMemory NONE = new VersionMemory(0, 0, 0);
}
