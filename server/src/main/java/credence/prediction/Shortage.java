package credence.prediction;

/// Why a version is not loaded although its document is whole: there is no memory for it.
///
/// @param neededBytes the memory that the version needs, in bytes, as far as it is known
/// @param leftBytes the memory that is left for it, in bytes
public record Shortage(long neededBytes, long leftBytes) {
  private static final double MIB = 1 << 20;

  /// How much is needed and how much there is, and what to do, as a sentence without a subject.
  public String message() {
    return "needs about %.1f MiB of memory, and %.1f MiB are left for it: give the server a larger heap (CREDENCE_JAVA_OPTIONS=-Xmx…), or retire or remove versions that are no longer needed"
        .formatted(neededBytes / MIB, leftBytes / MIB);
  }
}
