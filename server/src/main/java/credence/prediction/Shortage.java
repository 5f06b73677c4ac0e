package credence.prediction;

import java.util.Locale;

/// Why a version is not loaded although its document is whole: there is no memory for it.
///
/// @param neededBytes the memory that the version needs, in bytes, as far as it is known
/// @param leftBytes the memory that is left for it, in bytes
public record Shortage(long neededBytes, long leftBytes) {
  /// How the heap is set, for a message.
  static final String HEAP_SETTING = "for example CREDENCE_JAVA_OPTIONS=-Xmx1g";

  private static final double MIB = 1 << 20;

  /// How much is needed, how much there is, and what to do, as a sentence without its subject.
  public String message() {
    return figures()
        + ": give the server a larger heap ("
        + HEAP_SETTING
        + "), or retire or remove versions that are no longer needed";
  }

  /// How much is needed and how much there is, as a sentence without its subject.
  String figures() {
    return String.format(
        Locale.ROOT,
        "needs about %.1f MiB of memory, and %.1f MiB are left for it",
        neededBytes / MIB,
        leftBytes / MIB);
  }
}
